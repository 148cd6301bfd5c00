package io.defenderflow.lane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.action.endpoint.MachineAction;
import io.defenderflow.audit.Decision;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Answer;
import io.defenderflow.catalogue.BoundInputs;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.InputEntry;
import io.defenderflow.catalogue.LongRunning;
import io.defenderflow.catalogue.LostAnswer;
import io.defenderflow.catalogue.Operation;
import io.defenderflow.catalogue.Operation.Progress;
import io.defenderflow.catalogue.Turn;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.ErrorCode.Ending;
import io.defenderflow.fault.Fault;
import io.defenderflow.guard.Clearance;
import io.defenderflow.guard.Guard;
import io.defenderflow.guard.Write;
import io.defenderflow.journal.Entry;
import io.defenderflow.journal.Journal;
import io.defenderflow.journal.RecordedOutcome;
import io.defenderflow.journal.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt at an action that changes something or starts work. The journal says where the last
 * attempt got to, and this goes on from there. It keeps one promise: at most one request, unless
 * reading back says cleanly that nothing was created.
 */
final class WritingStep {
  private static final Logger LOG = LoggerFactory.getLogger(WritingStep.class);

  private static final Duration LONGEST_COURTESY = Duration.ofMinutes(15);

  private final Task task;
  private final TaskQueue queue;
  private final Catalogue catalogue;
  private final ActionEntry action;
  private final BoundInputs inputs;
  private final StepSettings settings;
  private final WorkerSettings worker;
  private final Guard guard;
  private final Journal journal;
  private final Clock clock;
  private Entry entry;

  WritingStep(
      Task task,
      TaskQueue queue,
      Catalogue catalogue,
      ActionEntry action,
      BoundInputs inputs,
      StepSettings settings,
      WorkerSettings worker,
      Guard guard,
      Journal journal,
      Clock clock,
      Entry intent) {
    this.task = task;
    this.queue = queue;
    this.catalogue = catalogue;
    this.action = action;
    this.inputs = inputs;
    this.settings = settings;
    this.worker = worker;
    this.guard = guard;
    this.journal = journal;
    this.clock = clock;
    this.entry = intent;
  }

  /** The journal's entry as this attempt left it. */
  Entry entry() {
    return entry;
  }

  /**
   * Makes a fault the outcome of the operation, so that nothing more is sent for it. What left its
   * outcome open stays open: it can be looked at again.
   */
  void settle(Fault fault) {
    if (entry.state() == State.INTENT) {
      entry = journal.save(entry.done(RecordedOutcome.of(fault)));
    }
  }

  /**
   * Goes on from where the journal stands.
   *
   * @throws Fault where the step cannot go on
   * @throws TaskGone where the task is no longer ours; nothing was sent then
   */
  StepResult run() {
    Optional<Entry> known = journal.find(entry.key());
    entry = known.isPresent() ? known.get() : journal.add(entry);
    return switch (entry.state()) {
      case DONE -> new StepResult.Done(entry.outcome().orElseThrow().get());
      case CONFIRMED -> follow();
      case INTENT -> send();
      case SENT, UNKNOWN -> afterLostAnswer();
    };
  }

  /** Asks for its turn first, so that an attempt that is held back costs no reads. */
  private StepResult send() {
    try (Turn turn = guard.awaitTurn(write())) {
      return send(turn);
    }
  }

  private StepResult send(Turn turn) {
    Clearance clearance = guard.check(write(), turn);
    Optional<StepResult> there = stateBefore(clearance);
    if (there.isPresent()) {
      return there.get();
    }
    // They let the request leave within less than half of the lock, so that it is made after them.
    Calls calls = clearance.calls();
    queue.extendLock(task, lock());
    clearance.record();
    entry = journal.save(entry.sending(clearance.clientRequestId(), clock.instant()));
    try {
      return answered(action.call(calls, withMarker()));
    } catch (Fault fault) {
      return refused(fault);
    }
  }

  /** What needs no request, because it is done or is going on. */
  private Optional<StepResult> stateBefore(Clearance clearance) {
    StateBefore before = new StateBefore(catalogue, action, inputs, journal, queue);
    if (!before.applies()) {
      return Optional.empty();
    }
    Optional<StateBefore.Found> found;
    try {
      found = before.look(readingCalls(), clearance.machine(machineId()), entry);
    } catch (Fault fault) {
      if (fault.code().ending() != Ending.TRANSIENT) {
        guard.denied(write(), fault);
      }
      throw fault;
    }
    found.ifPresent(unused -> guard.notSent(write()));
    return found.map(this::without);
  }

  private StepResult without(StateBefore.Found found) {
    if (found instanceof StateBefore.Found.Running running) {
      return adopt(running.work());
    }
    MachineAction by = ((StateBefore.Found.AlreadyDone) found).by();
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    if (by.json() instanceof ObjectNode object) {
      result.setAll(object);
    }
    result.put("outcome", "alreadyDone");
    entry = journal.save(entry.done(RecordedOutcome.of(result)));
    guard.ended(
        write(),
        Decision.ALREADY_DONE,
        Optional.of(by.id()),
        "The machine is in the wanted state since this machine action.");
    LOG.info(
        "{} sends nothing: the machine action {} has brought the machine into the wanted state.",
        task,
        by.id());
    return new StepResult.Done(result);
  }

  private StepResult refused(Fault fault) {
    boolean repeated = entry.sends() > 1;
    if (repeated
        && action.lostAnswer() == LostAnswer.GONE_IS_DONE
        && fault.code() == ErrorCode.NOT_FOUND) {
      return done(NullNode.getInstance());
    }
    if (!fault.verdict().nothingWasDone()) {
      throw lost(fault);
    }
    entry = journal.save(entry.refused());
    guard.ended(
        write(), Decision.FAILED, Optional.empty(), fault.code() + ": " + fault.getMessage());
    if (fault.code() == ErrorCode.ALREADY_IN_PROGRESS
        && action.lostAnswer() == LostAnswer.FIND_MACHINE_ACTION) {
      return runningInstead().map(this::adopt).orElseThrow(() -> fault);
    }
    throw fault;
  }

  private static Fault lost(Fault fault) {
    return fault.code() == ErrorCode.LOST_ANSWER
        ? fault
        : fault.as(
            ErrorCode.LOST_ANSWER,
            ErrorCode.LOST_ANSWER.meaning()
                + " "
                + ErrorCode.LOST_ANSWER.remedy()
                + " What was seen: "
                + fault.getMessage());
  }

  private StepResult answered(Answer answer) {
    Optional<Operation> started =
        answer.operation().filter(work -> action.longRunning().isPresent());
    if (started.isEmpty()) {
      return done(answer.json());
    }
    if (started.get().id().isBlank()) {
      throw Fault.of(
          ErrorCode.LOST_ANSWER,
          "Microsoft answered without the id of the "
              + work()
              + ". Nothing needs to be done: the next attempt first looks what there is.");
    }
    if (started.get() instanceof MachineAction found && isAnothers(found)) {
      // Defender sometimes answers a repeated request with the action that is open already.
      return adopt(found);
    }
    return take(started.get(), false);
  }

  private boolean isAnothers(MachineAction found) {
    return isMachineAction() && isMarked() && !found.requestorComment().isBlank() && !isOurs(found);
  }

  private StepResult adopt(MachineAction found) {
    LOG.info(
        "{} goes on with the machine action {}, which was there already. Nothing is sent again.",
        task,
        found.id());
    guard.ended(
        write(),
        Decision.ADOPTED,
        Optional.of(found.id()),
        "The machine action was there already.");
    return take(found, !isOurs(found));
  }

  private StepResult take(Operation work, boolean adopted) {
    Entry confirmed = entry.confirmed(work.id(), adopted, clock.instant());
    if (!waits()) {
      JsonNode json = told(work.json(), adopted);
      entry = journal.save(confirmed.done(RecordedOutcome.of(json)));
      guard.ended(
          write(),
          Decision.DONE,
          Optional.of(work.id()),
          "Microsoft works on it. The step does not wait for the end.");
      return new StepResult.Done(json);
    }
    entry = journal.save(confirmed);
    return progress(work);
  }

  private StepResult done(JsonNode json) {
    JsonNode result = told(json, entry.adopted());
    entry =
        journal.save(entry.done(RecordedOutcome.of(result).withInputs(inputs.values().keySet())));
    guard.ended(write(), Decision.DONE, entry.workId(), "");
    return new StepResult.Done(result);
  }

  /** The playbook hears of work that somebody else had started. */
  private static JsonNode told(JsonNode json, boolean adopted) {
    return adopted && json instanceof ObjectNode object
        ? object.deepCopy().put("outcome", "adopted")
        : json;
  }

  // --- waiting

  private StepResult follow() {
    queue.extendLock(task, lock().plus(worker.longestPoll()));
    if (entry.waitingSince().isEmpty()) {
      entry = journal.save(entry.waitingFrom(clock.instant()));
    }
    if (leavesTheReadsToOthers()) {
      return running(Optional.empty());
    }
    Operation work;
    try {
      work = read(poll()).operation().orElseThrow();
    } catch (Fault fault) {
      if (fault.code().ending() != Ending.TRANSIENT && fault.code() != ErrorCode.NOT_FOUND) {
        throw fault.code().ending() == Ending.PERMANENT ? fault : unreadable(fault);
      }
      return later("state", fault);
    }
    return waits() ? progress(work) : done(work.json());
  }

  /**
   * Reading the state uses the budget of the reads before a start. While starts wait for their turn
   * they go first: a machine that is not isolated yet matters more than the news of one that is.
   */
  private boolean leavesTheReadsToOthers() {
    Duration waited = Duration.between(entry.waitingSince().orElseThrow(), clock.instant());
    return waits()
        && waited.compareTo(LONGEST_COURTESY) < 0
        && waited.compareTo(settings.waitTimeout()) < 0
        && guard.othersWait(write());
  }

  private StepResult later(String what, Fault fault) {
    LOG.warn(
        "{} waits for {} {}, whose {} cannot be read at the moment: {} It is read again later.",
        task,
        work(),
        workId(),
        what,
        fault.getMessage());
    return running(fault.retryAt());
  }

  private StepResult progress(Operation work) {
    return switch (work.progress()) {
      case SUCCEEDED -> succeeded(work);
      case RUNNING -> running(Optional.empty());
      case FAILED -> throw ended(work, ErrorCode.ACTION_FAILED);
      case TIMED_OUT -> throw ended(work, ErrorCode.ACTION_TIMED_OUT);
      case CANCELLED -> throw ended(work, ErrorCode.ACTION_CANCELLED);
    };
  }

  /**
   * What the work brought is not put into the journal, however large it is: it can be read again
   * under the id of the work.
   */
  private StepResult succeeded(Operation work) {
    if (longRunning().result().isEmpty()) {
      return done(work.json());
    }
    try {
      Answer brought = read(catalogued(longRunning().result()));
      return new StepResult.Done(brought.json(), brought.files());
    } catch (Fault fault) {
      if (fault.code().ending() == Ending.TRANSIENT) {
        return later("result", fault);
      }
      throw fault;
    }
  }

  private Answer read(ActionEntry reading) {
    return reading.call(readingCalls(), reading.bindForWork(inputs, workId()));
  }

  private String idInput(ActionEntry reading) {
    return reading.inputs().stream()
        .filter(InputEntry::required)
        .map(InputEntry::name)
        .filter(name -> inputs.get(name).isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private Fault ended(Operation work, ErrorCode code) {
    Fault fault =
        Fault.of(
                code,
                code.meaning()
                    + " "
                    + code.remedy()
                    + " "
                    + sentence(work())
                    + " "
                    + work.id()
                    + ", status "
                    + work.status()
                    + ".")
            .withDetails(work.json());
    entry = journal.save(entry.done(RecordedOutcome.of(fault)));
    guard.ended(write(), Decision.FAILED, Optional.of(work.id()), fault.getMessage());
    return fault;
  }

  private StepResult running(Optional<Instant> notBefore) {
    Instant now = clock.instant();
    Instant since = entry.waitingSince().orElse(now);
    Instant deadline = since.plus(settings.waitTimeout());
    if (!now.isBefore(deadline)) {
      throw Fault.of(
              ErrorCode.WAIT_TIMED_OUT,
              "After "
                  + settings.waitTimeout()
                  + " the "
                  + work()
                  + " "
                  + workId()
                  + " was still running"
                  + (isMachineAction()
                      ? "; a machine that is offline keeps it pending for up to three days."
                      : ".")
                  + " It goes on at Microsoft. Follow it with \""
                  + poll().label()
                  + "\", or retry to wait once more.")
          .withDetails(
              JsonNodeFactory.instance
                  .objectNode()
                  .put(idInput(poll()), workId())
                  .put("waited", settings.waitTimeout().toString()));
    }
    Instant next = now.plus(pause(Duration.between(since, now)));
    if (notBefore.isPresent() && notBefore.get().isAfter(next)) {
      next = notBefore.get();
    }
    return new StepResult.Running(next.isAfter(deadline) ? deadline : next);
  }

  /** Half of what was waited so far: each pause is half as long again as the one before. */
  private Duration pause(Duration waited) {
    Duration pause = waited.dividedBy(2);
    if (pause.compareTo(worker.firstPoll()) < 0) {
      return worker.firstPoll();
    }
    return pause.compareTo(worker.longestPoll()) > 0 ? worker.longestPoll() : pause;
  }

  private Fault unreadable(Fault fault) {
    return fault.as(
        ErrorCode.REQUEST_REFUSED,
        "Microsoft works on the "
            + work()
            + " "
            + workId()
            + ", but its state cannot be read: "
            + fault.getMessage());
  }

  // --- after a lost answer

  private StepResult afterLostAnswer() {
    return switch (action.lostAnswer()) {
      case REPEAT, GONE_IS_DONE, ASK -> sendAgain();
      case FIND_COMMENT -> {
        Optional<JsonNode> comments = commentsWithOurs();
        yield comments.isPresent() ? done(comments.get()) : sendAgain();
      }
      case FIND_MACHINE_ACTION, FIND_OR_ASK -> {
        Optional<MachineAction> found = sentAction();
        if (found.isPresent()) {
          yield adopt(found.get());
        }
        awaitSettling();
        yield sendAgain();
      }
    };
  }

  /**
   * An answer that is lost again and again becomes a question to a person, who may ask for more.
   */
  private StepResult sendAgain() {
    int most = action.lostAnswer().mostSends(settings.retries().attempts());
    if (entry.state() != State.UNKNOWN && entry.sends() >= most) {
      throw outcomeUnknown();
    }
    return send();
  }

  /** Our own action or, where only one of its kind can run, any running one. */
  private Optional<MachineAction> sentAction() {
    boolean anyWillDo = action.lostAnswer() == LostAnswer.FIND_MACHINE_ACTION;
    return readBack(
        () -> {
          var actions =
              new MachineActionSearch(catalogue)
                  .since(readingCalls(), machineId(), longRunning().type(), entry.startedAt());
          Optional<MachineAction> own =
              actions.stream()
                  .filter(this::isOurs)
                  .filter(found -> !entry.workId().equals(Optional.of(found.id())))
                  .findFirst();
          return own.isPresent() || !anyWillDo
              ? own
              : actions.stream().filter(found -> found.progress() == Progress.RUNNING).findFirst();
        });
  }

  private Optional<MachineAction> runningInstead() {
    return readBack(
        () ->
            new MachineActionSearch(catalogue)
                .running(readingCalls(), machineId(), longRunning().type()));
  }

  /** The comments of the target, if ours is among them. */
  private Optional<JsonNode> commentsWithOurs() {
    ActionEntry get =
        catalogue.find(action.id().substring(0, action.id().indexOf('.')) + ".get").orElseThrow();
    InputEntry id = get.inputs().stream().filter(InputEntry::required).findFirst().orElseThrow();
    return readBack(
        () -> {
          JsonNode comments =
              get.call(
                      readingCalls(),
                      get.bind(Map.of(id.name(), inputs.text(id.name()).orElseThrow())))
                  .json()
                  .path("comments");
          for (JsonNode comment : comments) {
            if (comment.path("comment").asText().contains(entry.marker())) {
              ObjectNode result = JsonNodeFactory.instance.objectNode();
              result.set("value", comments);
              return Optional.of(result);
            }
          }
          return Optional.empty();
        });
  }

  /** A reading back that fails says nothing, so that nothing may be sent after it. */
  private static <T> T readBack(Supplier<T> search) {
    try {
      return search.get();
    } catch (Fault fault) {
      ErrorCode code =
          fault.code().ending() == Ending.BUSINESS ? ErrorCode.OUTCOME_UNKNOWN : fault.code();
      throw fault.as(
          code,
          "Before anything is sent again, Defender was asked whether it did what the step"
              + " asked for, and that failed. "
              + fault.getMessage());
    }
  }

  private void awaitSettling() {
    Instant settled = entry.sentAt().orElse(entry.startedAt()).plus(FaultOutcomes.SETTLING);
    if (clock.instant().isBefore(settled)) {
      throw Fault.of(
              ErrorCode.LOST_ANSWER,
              "The request left and its answer was lost. Defender does not list the action yet."
                  + " Nothing needs to be done: it is looked for again before anything is sent.")
          .withRetryAt(settled);
    }
  }

  private Fault outcomeUnknown() {
    ObjectNode details =
        JsonNodeFactory.instance
            .objectNode()
            .put("action", action.id())
            .put("target", entry.target())
            .put("requestsSent", entry.sends());
    inputs.text("machineId").ifPresent(id -> details.put("machineId", id));
    if (isMarked()) {
      details.put("marker", entry.marker());
    }
    entry.clientRequestId().ifPresent(id -> details.put("clientRequestId", id));
    guard.ended(
        write(), Decision.UNKNOWN, Optional.empty(), "The request left and its answer was lost.");
    return Fault.of(
            ErrorCode.OUTCOME_UNKNOWN,
            "The request left "
                + (entry.sends() == 1 ? "" : entry.sends() + " times ")
                + "and the answer was lost. "
                + whatIsKnown()
                + ". "
                + whereToLook()
                + (readsBack()
                    ? " A retry looks once more and, if nothing is there, sends the request again."
                    : " A retry sends the request again."))
        .withDetails(details);
  }

  private String whatIsKnown() {
    return switch (action.lostAnswer()) {
      case REPEAT, GONE_IS_DONE -> "It is safe to send it again, but that did not help so far";
      case FIND_COMMENT -> "The comment is not there";
      case FIND_MACHINE_ACTION, FIND_OR_ASK -> "Defender lists no such action";
      case ASK -> "Nothing at Microsoft tells reliably whether \"" + action.label() + "\" was done";
    };
  }

  private boolean readsBack() {
    return switch (action.lostAnswer()) {
      case FIND_COMMENT, FIND_MACHINE_ACTION, FIND_OR_ASK -> true;
      case REPEAT, GONE_IS_DONE, ASK -> false;
    };
  }

  private String whereToLook() {
    String comment = isMarked() ? " for a comment with " + entry.marker() : "";
    Optional<String> machine = inputs.text("machineId");
    if (machine.isPresent()) {
      return "Look at the action center of machine " + machine.get() + comment + ".";
    }
    return "Look in the Microsoft portal at "
        + (entry.target().isBlank() ? "what the step names" : Texts.excerpt(entry.target()))
        + comment
        + ".";
  }

  // --- the parts

  private boolean isOurs(MachineAction found) {
    return found.requestorComment().contains(entry.marker());
  }

  private BoundInputs withMarker() {
    Map<String, Object> marked = new LinkedHashMap<>(inputs.values());
    for (InputEntry input : action.inputs()) {
      if (input.isComment() && marked.get(input.name()) instanceof String text) {
        String comment = "[" + entry.marker() + "] " + text;
        marked.put(input.name(), input.max() > 0 ? Texts.cut(comment, input.max()) : comment);
      }
    }
    return new BoundInputs(marked);
  }

  private boolean isMarked() {
    return action.inputs().stream()
        .anyMatch(input -> input.isComment() && inputs.text(input.name()).isPresent());
  }

  private boolean waits() {
    return settings.waits() || action.alwaysWaits();
  }

  /** What is waited for, in Microsoft's words, for example "machine action". */
  private String work() {
    return poll()
        .returns()
        .replaceFirst("[ {(].*", "")
        .replaceFirst(".*\\.", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }

  private static String sentence(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private boolean isMachineAction() {
    return !longRunning().type().isEmpty();
  }

  private ActionEntry poll() {
    return catalogued(longRunning().poll());
  }

  private ActionEntry catalogued(String id) {
    return catalogue.find(id).orElseThrow();
  }

  private LongRunning longRunning() {
    return action.longRunning().orElseThrow();
  }

  private String machineId() {
    return inputs.text("machineId").orElseThrow();
  }

  private String workId() {
    return entry.workId().orElseThrow();
  }

  private Write write() {
    return write(task, action, inputs, entry);
  }

  /** What the guard looks at. */
  static Write write(Task task, ActionEntry action, BoundInputs inputs, Entry entry) {
    return new Write(
        action,
        inputs,
        entry.connection(),
        entry.key(),
        entry.target(),
        task.step(),
        entry.clientRequestId());
  }

  private Calls readingCalls() {
    return guard.reading(settings.connection());
  }

  private Duration lock() {
    return worker.lanes().get(task.lane()).lock();
  }
}
