package io.defenderflow.lane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Answer;
import io.defenderflow.catalogue.BoundInputs;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Download;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.ForEach;
import io.defenderflow.catalogue.InvalidInput;
import io.defenderflow.catalogue.LinkSignatures;
import io.defenderflow.database.DatabaseUnavailable;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.guard.Guard;
import io.defenderflow.journal.Entry;
import io.defenderflow.journal.Journal;
import io.defenderflow.journal.JournalUnavailable;
import io.defenderflow.journal.OperationKey;
import io.defenderflow.journal.RecordedOutcome;
import io.defenderflow.journal.State;
import io.defenderflow.journal.TakenOver;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the step that a task asks for, up to its outcome. It reports nothing to the engine. */
final class Steps {
  private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

  private final TaskQueue queue;
  private final Catalogue catalogue;
  private final Guard guard;
  private final Journal journal;
  private final WorkerSettings worker;
  private final Clock clock;
  private final ProcessModels models;
  private final FaultOutcomes faults;
  private final Results results;
  private final KeptFiles keptFiles;

  Steps(
      TaskQueue queue,
      Catalogue catalogue,
      Guard guard,
      Journal journal,
      WorkerSettings worker,
      Clock clock) {
    this.queue = queue;
    this.catalogue = catalogue;
    this.guard = guard;
    this.journal = journal;
    this.worker = worker;
    this.clock = clock;
    this.models = new ProcessModels(queue);
    this.faults = new FaultOutcomes(models, clock);
    this.results = new Results(worker.largestResult());
    this.keptFiles = new KeptFiles(worker.downloads());
  }

  /**
   * Makes an attempt, or looks at what a former attempt started.
   *
   * @throws TaskGone where the task is no longer ours
   */
  Attempt attempt(Task task) {
    Run run = new Run(task);
    Outcome outcome;
    try {
      outcome = run.outcome();
    } catch (TaskGone e) {
      throw e;
    } catch (TakenOver e) {
      throw new TaskGone(e.getMessage(), e);
    } catch (Fault fault) {
      outcome = faults.of(task, fault, run.schedule);
      if (outcome instanceof Outcome.BusinessError && fault.code() == ErrorCode.CAP_REACHED) {
        run.goesAnotherWay();
      }
    } catch (JournalUnavailable | DatabaseUnavailable e) {
      outcome = faults.of(task, Fault.of(ErrorCode.INTERNAL, e.getMessage()), run.schedule);
    } catch (RuntimeException e) {
      outcome = faults.of(task, internal(task, e), run.schedule);
    }
    return new Attempt(
        task,
        outcome,
        Optional.ofNullable(run.action).map(ActionEntry::id),
        run.entries(),
        run.action == null || run.action.effect() == Effect.READ);
  }

  /**
   * The text of an unexpected exception may hold anything, so that only its kind and place go on.
   */
  private static Fault internal(Task task, RuntimeException unexpected) {
    Fault fault =
        Fault.of(
            ErrorCode.INTERNAL,
            "An unexpected "
                + unexpected.getClass().getSimpleName()
                + " stopped the step. It is retried by itself; if it happens again, report it with"
                + " the details of this message.");
    fault.setStackTrace(unexpected.getStackTrace());
    LOG.error("An unexpected {} stopped {}.", unexpected.getClass().getName(), task, fault);
    return fault;
  }

  /** One attempt, and what is known of it when it fails half-way. */
  private final class Run {
    private final Task task;
    private RetrySchedule schedule = RetrySchedule.DEFAULT;
    private ActionEntry action;
    private Entry entry;
    private WritingStep writing;
    private ForEachStep many;

    Run(Task task) {
      this.task = task;
    }

    List<Entry> entries() {
      if (many != null) {
        return many.entries();
      }
      return Stream.ofNullable(writing == null ? entry : writing.entry()).toList();
    }

    /** Nobody needs to decide about a containment that the playbook gives up. */
    void goesAnotherWay() {
      entries().forEach(parked -> guard.givenUp(parked.key()));
    }

    Outcome outcome() {
      ProcessModel model = models.of(task.processDefinitionId());
      Map<String, Object> inputs = declared(model);
      List<String> problems = new ArrayList<>();
      StepSettings settings = StepSettings.of(inputs, problems);
      schedule = settings.retries();
      action = action(inputs, problems);
      if (bringsFiles(settings) && settings.resultVariable().isEmpty()) {
        problems.add(
            "The input "
                + StepSettings.RESULT
                + " must name the variable that says where the downloaded files are.");
      }
      BoundInputs bound = bound(inputs, problems);
      entry = intent(action, settings, bound);

      if (action.effect() != Effect.READ) {
        Optional<String> dryRun = dryRun(settings);
        if (dryRun.isPresent()) {
          return completed(simulated(settings, bound, dryRun.get()), settings, model);
        }
      }
      if (action.effect() == Effect.READ && action.longRunning().isEmpty()) {
        return completed(read(settings, bound, model), settings, model);
      }
      StepResult result = write(settings, bound);
      if (result instanceof StepResult.Running running) {
        return new Outcome.Waiting(running.pollAt());
      }
      StepResult.Done done = (StepResult.Done) result;
      return completed(kept(done.json(), done.files(), settings, model), settings, model);
    }

    /** Why nothing may be sent; empty where it may. */
    private Optional<String> dryRun(StepSettings settings) {
      Optional<String> heldBack = guard.heldBack(settings.connection(), task.step());
      return heldBack.isPresent() || !settings.dryRun()
          ? heldBack
          : Optional.of("A dry run was asked for.");
    }

    /** Whether the step itself, or what it waits for, fetches files. */
    private boolean bringsFiles(StepSettings settings) {
      return action.bringsFiles()
          || ((settings.waits() || action.alwaysWaits())
              && action
                  .longRunning()
                  .flatMap(waiting -> catalogue.find(waiting.result()))
                  .filter(ActionEntry::bringsFiles)
                  .isPresent());
    }

    private StepResult write(StepSettings settings, BoundInputs bound) {
      Optional<ForEach> each = action.forEach();
      if (each.isEmpty()) {
        writing = writing(action, settings, bound, entry);
        return writing.run();
      }
      ActionEntry single = catalogue.find(each.get().action()).orElseThrow();
      many =
          new ForEachStep(
              each.get().as(),
              action.forEachTarget(bound),
              settings.waits() || single.longRunning().isEmpty(),
              settings,
              clock,
              one -> writing(single, settings, one, intent(single, settings, one)));
      return many.run();
    }

    private WritingStep writing(
        ActionEntry called, StepSettings settings, BoundInputs bound, Entry intent) {
      return new WritingStep(
          task, queue, catalogue, called, bound, settings, worker, guard, journal, clock, intent);
    }

    private Map<String, Object> declared(ProcessModel model) {
      Set<String> names = model.inputs(task.activityId());
      Map<String, Object> inputs = new LinkedHashMap<>();
      task.variables()
          .forEach(
              (name, value) -> {
                if (names.contains(name)) {
                  inputs.put(name, value);
                }
              });
      return inputs;
    }

    private ActionEntry action(Map<String, Object> inputs, List<String> problems) {
      Optional<String> id = StepSettings.text(inputs, StepSettings.ACTION, problems);
      ActionEntry named =
          id.flatMap(catalogue::find)
              .orElseThrow(
                  () ->
                      Fault.of(
                          ErrorCode.UNKNOWN_ACTION,
                          id.map(
                                      text ->
                                          "This version has no action \""
                                              + Texts.excerpt(text)
                                              + "\".")
                                  .orElse("The step names no action.")
                              + " Nothing was sent. "
                              + ErrorCode.UNKNOWN_ACTION.remedy()));
      if (named.lane() != task.lane()) {
        throw Fault.of(
            ErrorCode.WRONG_LANE,
            "The action "
                + named.id()
                + " belongs to the topic "
                + named.lane().topic()
                + ", but the step was sent to "
                + task.lane().topic()
                + ". Nothing was sent to Defender. Correct the topic of the service task.");
      }
      return named;
    }

    private BoundInputs bound(Map<String, Object> inputs, List<String> problems) {
      BoundInputs bound = null;
      try {
        bound = action.bind(inputs);
      } catch (InvalidInput e) {
        e.problems().forEach(problem -> problems.add(problem.message()));
      }
      if (!problems.isEmpty()) {
        throw Fault.of(
            ErrorCode.INPUT_INVALID,
            String.join(" ", problems)
                + " Nothing was sent. Correct the field in the playbook or the variable behind it,"
                + " then retry.");
      }
      return bound;
    }

    private Result read(StepSettings settings, BoundInputs bound, ProcessModel model) {
      // Only a refused delivery leaves a result behind, and it leaves a number of retries as well.
      if (task.retries().isPresent()) {
        Optional<Entry> refused =
            journal.find(entry.key()).filter(known -> known.state() == State.DONE);
        if (refused.isPresent()) {
          entry = refused.get();
          return Result.of(entry.outcome().map(RecordedOutcome::get).orElseThrow());
        }
      }
      guard.admit(settings.connection(), action.effect(), task.tenantId());
      Answer answer = action.call(guard.reading(settings.connection()), bound);
      return kept(answer.json(), answer.files(), settings, model);
    }

    /** The result together with its files, which are at their place afterwards. */
    private Result kept(
        JsonNode json, List<Download> files, StepSettings settings, ProcessModel model) {
      if (!bringsFiles(settings)) {
        return Result.of(json);
      }
      String variable = settings.resultVariable().orElseThrow() + suffix(model);
      KeptFiles.Kept kept = keptFiles.keep(task, variable, files);
      ObjectNode withFiles = JsonNodeFactory.instance.objectNode();
      if (json instanceof ObjectNode object) {
        withFiles.setAll(object);
      }
      withFiles.set("files", kept.list());
      return new Result(withFiles, kept.variables());
    }

    private ObjectNode simulated(StepSettings settings, BoundInputs bound, String why) {
      Optional<ForEach> each = action.forEach();
      if (each.isEmpty()) {
        guard.simulate(WritingStep.write(task, action, bound, entry), why);
        return action.simulated(bound);
      }
      ActionEntry single = catalogue.find(each.get().action()).orElseThrow();
      return ForEachStep.simulated(
          each.get().as(),
          action.forEachTarget(bound),
          one -> {
            guard.simulate(
                WritingStep.write(task, single, one, intent(single, settings, one)), why);
            return single.simulated(one);
          });
    }

    private Entry intent(ActionEntry called, StepSettings settings, BoundInputs bound) {
      String target = called.target(bound);
      return Entry.intent(
          OperationKey.of(queue.engineId(), task.id(), settings.connection(), called.id(), target),
          task.id(),
          task.processInstanceId(),
          called.id(),
          settings.connection(),
          target,
          OperationKey.hash(new TreeMap<>(bound.values()).toString()),
          clock.instant());
    }

    private Outcome completed(JsonNode json, StepSettings settings, ProcessModel model) {
      return completed(Result.of(json), settings, model);
    }

    private Outcome completed(Result result, StepSettings settings, ProcessModel model) {
      JsonNode json = LinkSignatures.removed(result.json());
      Map<String, Value> variables =
          new LinkedHashMap<>(results.variables(json, settings, suffix(model)));
      variables.putAll(result.files());
      return new Outcome.Completed(
          json,
          variables,
          model.isInLoop(task.activityId()) ? Placement.LOOP_INSTANCE : Placement.AROUND_TASK);
    }

    private String suffix(ProcessModel model) {
      return model.isMultiInstance(task.activityId())
          ? "_" + queue.loopCounter(task).orElse(0)
          : "";
    }
  }

  /**
   * What a step brought back.
   *
   * @param files file variables by name
   */
  private record Result(JsonNode json, Map<String, Value> files) {
    static Result of(JsonNode json) {
      return new Result(json, Map.of());
    }
  }
}
