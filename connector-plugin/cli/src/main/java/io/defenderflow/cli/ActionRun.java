package io.defenderflow.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Answer;
import io.defenderflow.catalogue.BoundInputs;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Download;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.ForEach;
import io.defenderflow.catalogue.LongRunning;
import io.defenderflow.catalogue.Operation;
import io.defenderflow.catalogue.TargetOutcomes;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.ErrorCode.Ending;
import io.defenderflow.fault.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs actions on one connection. There is no journal here: a request that changes something is
 * sent once, and when its answer is lost a person has to look.
 */
final class ActionRun {
  private static final Duration FIRST_POLL = Duration.ofSeconds(1);
  private static final Duration LONGEST_POLL = Duration.ofMinutes(1);

  private final Terminal terminal;
  private final Catalogue catalogue;
  private final CommandGuard guard;
  private final Path folder;
  private final Waiting waiting;

  /**
   * @param folder where files go that an action fetches
   */
  ActionRun(
      Terminal terminal, Catalogue catalogue, CommandGuard guard, Path folder, Waiting waiting) {
    this.terminal = terminal;
    this.catalogue = catalogue;
    this.guard = guard;
    this.folder = folder;
    this.waiting = waiting;
  }

  /**
   * The result of the action; null as JSON where it has none.
   *
   * @throws Fault where there is no result, with OUTCOME_UNKNOWN where it may have been done
   */
  JsonNode result(ActionEntry action, BoundInputs inputs) {
    return action
        .forEach()
        .map(each -> ofEach(each, action.forEachTarget(inputs)))
        .orElseGet(() -> ofOne(action, inputs));
  }

  private JsonNode ofOne(ActionEntry action, BoundInputs inputs) {
    if (action.effect() == Effect.READ) {
      return followed(action, inputs, action.call(guard.reading(), inputs));
    }
    if (guard.dryRun()) {
      guard.simulate(action, inputs);
      return action.simulated(inputs);
    }
    return followed(action, inputs, guard.send(action, inputs));
  }

  private JsonNode followed(ActionEntry action, BoundInputs inputs, Answer answer) {
    Optional<Operation> work = answer.operation().filter(unused -> waiting.forEndOf(action));
    return work.isPresent()
        ? awaited(action, inputs, work.get(), terminal.clock().instant())
        : kept(answer.json(), answer.files());
  }

  // --- many targets

  /** Starts the work on all targets before it waits for the first. */
  private JsonNode ofEach(ForEach each, Map<String, BoundInputs> targets) {
    ActionEntry single = catalogue.find(each.action()).orElseThrow();
    if (guard.dryRun()) {
      return simulated(each, single, targets, one -> guard.simulate(single, one));
    }
    Instant since = terminal.clock().instant();
    Map<String, Answer> started = new LinkedHashMap<>();
    Map<String, Fault> refused = new LinkedHashMap<>();
    targets.forEach(
        (target, inputs) -> {
          try {
            started.put(target, guard.send(single, inputs));
          } catch (Fault fault) {
            refused.put(target, fault);
          } catch (Refusal refusal) {
            if (started.isEmpty()) {
              throw refusal;
            }
            refused.put(target, Fault.of(ErrorCode.INTERNAL, refusal.getMessage()));
          }
        });
    TargetOutcomes outcomes = new TargetOutcomes(each.as());
    targets.forEach(
        (target, inputs) -> {
          try {
            if (refused.containsKey(target)) {
              throw refused.get(target);
            }
            add(outcomes, target, single, inputs, started.get(target), since);
          } catch (Fault fault) {
            outcomes.ended(target, fault);
          }
        });
    return outcomes.result();
  }

  private void add(
      TargetOutcomes outcomes,
      String target,
      ActionEntry single,
      BoundInputs inputs,
      Answer answer,
      Instant since) {
    if (answer.operation().isEmpty()) {
      outcomes.succeeded(target, answer.json());
    } else if (waiting.forEndOf(single)) {
      outcomes.succeeded(target, awaited(single, inputs, answer.operation().get(), since));
    } else {
      outcomes.running(target, answer.json());
    }
  }

  /** What would be sent. Nothing leaves this machine. */
  static JsonNode simulated(Catalogue catalogue, ActionEntry action, BoundInputs inputs) {
    return action
        .forEach()
        .map(
            each ->
                simulated(
                    each,
                    catalogue.find(each.action()).orElseThrow(),
                    action.forEachTarget(inputs),
                    one -> {}))
        .orElseGet(() -> action.simulated(inputs));
  }

  private static ObjectNode simulated(
      ForEach each,
      ActionEntry single,
      Map<String, BoundInputs> targets,
      Consumer<BoundInputs> check) {
    TargetOutcomes outcomes = new TargetOutcomes(each.as());
    targets.forEach(
        (target, inputs) -> {
          try {
            check.accept(inputs);
            outcomes.succeeded(target, single.simulated(inputs));
          } catch (Fault fault) {
            outcomes.ended(target, fault);
          }
        });
    return outcomes.result().put("simulated", true);
  }

  // --- files

  private JsonNode kept(JsonNode result, List<Download> files) {
    if (files.isEmpty()) {
      return result;
    }
    ArrayNode listed = JsonNodeFactory.instance.arrayNode();
    try {
      for (Download file : files) {
        Path place = Outputs.keep(file, folder);
        listed
            .addObject()
            .put("name", file.name())
            .put("mediaType", file.mediaType())
            .put("size", file.size())
            .put("sha256", file.sha256())
            .put("path", place.toString());
      }
    } finally {
      files.forEach(Download::close);
    }
    ObjectNode all =
        result instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    all.set("files", listed);
    return all;
  }

  // --- waiting

  private JsonNode awaited(
      ActionEntry action, BoundInputs inputs, Operation started, Instant since) {
    LongRunning work = action.longRunning().orElseThrow();
    if (started.id().isBlank()) {
      throw Fault.of(
          ErrorCode.OUTCOME_UNKNOWN,
          "Microsoft accepted "
              + action.id()
              + " without saying under which id, so that its end cannot be waited for. Look in the"
              + " portal before you repeat it.");
    }
    Instant deadline = since.plus(waiting.longest());
    try (Progress progress = new Progress(terminal)) {
      Operation seen = started;
      while (seen.progress() == Operation.Progress.RUNNING) {
        Instant now = terminal.clock().instant();
        if (!now.isBefore(deadline)) {
          throw stillRunning(action, started.id());
        }
        progress.show(
            "%s %s: %s after %d s",
            action.id(), started.id(), seen.status(), Duration.between(since, now).toSeconds());
        pause(Duration.between(since, now), Duration.between(now, deadline));
        seen = polled(work, inputs, seen);
      }
      return ended(work, inputs, seen);
    }
  }

  private Operation polled(LongRunning work, BoundInputs inputs, Operation last) {
    try {
      return called(work.poll(), inputs, last.id()).operation().orElse(last);
    } catch (Fault fault) {
      if (fault.code().ending() == Ending.TRANSIENT || fault.code() == ErrorCode.NOT_FOUND) {
        return last; // the work goes on, whether its state can be read or not
      }
      throw fault.saying(
          "The work "
              + last.id()
              + " was started and goes on, but its state cannot be read. "
              + fault.getMessage());
    }
  }

  private JsonNode ended(LongRunning work, BoundInputs inputs, Operation seen) {
    return switch (seen.progress()) {
      case FAILED -> throw ended(seen, ErrorCode.ACTION_FAILED);
      case TIMED_OUT -> throw ended(seen, ErrorCode.ACTION_TIMED_OUT);
      case CANCELLED -> throw ended(seen, ErrorCode.ACTION_CANCELLED);
      default -> {
        if (work.result().isEmpty()) {
          yield seen.json();
        }
        Answer answer = called(work.result(), inputs, seen.id());
        yield kept(answer.json(), answer.files());
      }
    };
  }

  private Answer called(String id, BoundInputs started, String workId) {
    ActionEntry reading = catalogue.find(id).orElseThrow();
    return reading.call(guard.reading(), reading.bindForWork(started, workId));
  }

  private static Fault ended(Operation work, ErrorCode code) {
    return Fault.of(
            code,
            code.meaning()
                + " Id "
                + work.id()
                + ", status "
                + work.status()
                + ". "
                + code.remedy())
        .withDetails(work.json());
  }

  private Fault stillRunning(ActionEntry action, String workId) {
    return Fault.of(
        ErrorCode.WAIT_TIMED_OUT,
        "After "
            + waiting.longest()
            + " the work "
            + workId
            + " was still running. It goes on in Defender. Follow it with "
            + action.longRunning().orElseThrow().poll()
            + ".");
  }

  /** Each pause is half of what was waited so far, within limits. */
  private void pause(Duration waited, Duration left) {
    Duration pause = waited.dividedBy(2);
    pause = pause.compareTo(FIRST_POLL) < 0 ? FIRST_POLL : pause;
    pause = pause.compareTo(LONGEST_POLL) > 0 ? LONGEST_POLL : pause;
    try {
      terminal.pause().of(pause.compareTo(left) > 0 ? left : pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The waiting was interrupted.", e);
    }
  }
}
