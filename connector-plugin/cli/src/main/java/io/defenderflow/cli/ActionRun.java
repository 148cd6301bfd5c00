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
import io.defenderflow.catalogue.FileContent;
import io.defenderflow.catalogue.InputEntry;
import io.defenderflow.catalogue.LongRunning;
import io.defenderflow.catalogue.LostAnswer;
import io.defenderflow.catalogue.Operation;
import io.defenderflow.connection.Connection;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.ErrorCode.Ending;
import io.defenderflow.fault.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs actions on one connection. There is no journal here: a request that changes something is
 * sent once, and when its answer is lost a person has to look.
 */
final class ActionRun {
  private static final Duration FIRST_POLL = Duration.ofSeconds(1);
  private static final Duration LONGEST_POLL = Duration.ofMinutes(1);

  private final Terminal terminal;
  private final Catalogue catalogue;
  private final Connection connection;
  private final Path folder;
  private final Optional<Duration> longestWait;

  /**
   * @param folder where files go that an action fetches
   * @param longestWait how long the end of work is waited for; empty where it is not
   */
  ActionRun(
      Terminal terminal,
      Catalogue catalogue,
      Connection connection,
      Path folder,
      Optional<Duration> longestWait) {
    this.terminal = terminal;
    this.catalogue = catalogue;
    this.connection = connection;
    this.folder = folder;
    this.longestWait = longestWait;
  }

  /**
   * The result of the action; null as JSON where it has none.
   *
   * @throws Fault where there is no result, with OUTCOME_UNKNOWN where it may have been done
   */
  JsonNode result(ActionEntry action, BoundInputs inputs) {
    if (connection.dryRun() && action.effect() != Effect.READ) {
      return simulated(action, inputs);
    }
    Answer answer = answer(action, inputs);
    JsonNode result = answer.json();
    if (longestWait.isPresent() && action.longRunning().isPresent()) {
      Optional<Operation> work = answer.operation();
      if (work.isPresent()) {
        return awaited(action, work.get());
      }
      terminal
          .err()
          .println(
              "note: "
                  + action.id()
                  + " starts several works, which --wait does not follow. Ask for the state of each"
                  + " with "
                  + action.longRunning().get().poll()
                  + ".");
    }
    return kept(result, answer.files());
  }

  /** What a dry run shows: the inputs as they would be sent. Nothing leaves this machine. */
  static JsonNode simulated(ActionEntry action, BoundInputs inputs) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("simulated", true);
    result.put("action", action.id());
    if (action.longRunning().isPresent()) {
      result.put("status", "Succeeded");
    }
    ObjectNode values = result.putObject("inputs");
    inputs
        .values()
        .forEach(
            (name, value) ->
                values.set(
                    name, Json.of(value instanceof FileContent file ? file.toString() : value)));
    return result;
  }

  private Answer answer(ActionEntry action, BoundInputs inputs) {
    try {
      return action.call(connection.calls(action.effect()), inputs);
    } catch (Fault fault) {
      boolean unknown = action.effect() != Effect.READ && !fault.verdict().nothingWasDone();
      throw unknown ? outcomeUnknown(action, fault) : fault;
    } catch (RuntimeException unexpected) {
      if (action.effect() == Effect.READ) {
        throw unexpected;
      }
      Fault fault =
          Fault.of(
              ErrorCode.OUTCOME_UNKNOWN,
              "An unexpected "
                  + unexpected.getClass().getSimpleName()
                  + " stopped "
                  + action.id()
                  + " while it ran, so that it may have been done. Look in the Defender portal"
                  + " before you repeat it.");
      fault.setStackTrace(unexpected.getStackTrace());
      throw fault;
    }
  }

  private static Fault outcomeUnknown(ActionEntry action, Fault lost) {
    return lost.as(
        ErrorCode.OUTCOME_UNKNOWN,
        "The request of "
            + action.id()
            + " left, and its answer was lost, so that it may have been done. It was not sent"
            + " again. "
            + whatNow(action.lostAnswer())
            + " What was seen: "
            + lost.getMessage());
  }

  private static String whatNow(LostAnswer lostAnswer) {
    return switch (lostAnswer) {
      case REPEAT -> "It is safe to repeat the command: the same request ends in the same state.";
      case GONE_IS_DONE ->
          "It is safe to repeat the command: NOT_FOUND then means that it was done.";
      case FIND_MACHINE_ACTION, FIND_OR_ASK ->
          "Look with machineAction.list, or in the action center of the machine, before you repeat"
              + " it.";
      case FIND_COMMENT -> "Read the comments of the item before you repeat it.";
      case ASK -> "Look in the portal whether it was done before you repeat it.";
    };
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

  private JsonNode awaited(ActionEntry action, Operation started) {
    LongRunning work = action.longRunning().orElseThrow();
    if (started.id().isBlank()) {
      throw Fault.of(
          ErrorCode.OUTCOME_UNKNOWN,
          "Microsoft accepted "
              + action.id()
              + " without saying under which id, so that its end cannot be waited for. Look in the"
              + " portal before you repeat it.");
    }
    Instant since = terminal.clock().instant();
    Instant deadline = since.plus(longestWait.orElseThrow());
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
        seen = polled(work, seen);
      }
      return ended(work, seen);
    }
  }

  private Operation polled(LongRunning work, Operation last) {
    try {
      return called(work.poll(), last.id()).operation().orElse(last);
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

  private JsonNode ended(LongRunning work, Operation seen) {
    return switch (seen.progress()) {
      case FAILED -> throw ended(seen, ErrorCode.ACTION_FAILED);
      case TIMED_OUT -> throw ended(seen, ErrorCode.ACTION_TIMED_OUT);
      case CANCELLED -> throw ended(seen, ErrorCode.ACTION_CANCELLED);
      default -> {
        if (work.result().isEmpty()) {
          yield seen.json();
        }
        Answer answer = called(work.result(), seen.id());
        yield kept(answer.json(), answer.files());
      }
    };
  }

  /** Calls an action whose only required input is the id of the work. */
  private Answer called(String id, String workId) {
    ActionEntry action = catalogue.find(id).orElseThrow();
    String input =
        action.inputs().stream()
            .filter(InputEntry::required)
            .map(InputEntry::name)
            .findFirst()
            .orElseThrow();
    return action.call(connection.calls(Effect.READ), action.bind(Map.of(input, workId)));
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
            + longestWait.orElseThrow()
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
