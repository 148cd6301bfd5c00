package io.defenderflow.lane;

import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.journal.Entry;
import io.defenderflow.journal.Journal;
import io.defenderflow.journal.JournalUnavailable;
import io.defenderflow.journal.RecordedOutcome;
import io.defenderflow.journal.State;
import io.defenderflow.journal.TakenOver;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands outcomes to the engine. A refused one is recorded, repeated, and at last shown as an
 * incident; the action itself is never called again for that.
 */
final class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final List<Duration> PAUSES =
      List.of(Duration.ofMillis(200), Duration.ofMillis(800), Duration.ofSeconds(2));
  private static final int REASON = 400;

  private final TaskQueue queue;
  private final Journal journal;
  private final Clock clock;

  Delivery(TaskQueue queue, Journal journal, Clock clock) {
    this.queue = queue;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * Delivers an outcome that is not {@link Outcome.Waiting}.
   *
   * @return what the engine took in the end
   * @throws TaskGone where the task is no longer ours
   */
  Outcome deliver(Attempt attempt) {
    if (attempt.outcome() instanceof Outcome.Failed failed) {
      fail(attempt, failed);
      return failed;
    }
    Optional<RuntimeException> refusal = tryOnce(attempt);
    if (refusal.isEmpty()) {
      forgetRead(attempt);
      return attempt.outcome();
    }
    Attempt recorded = record(attempt);
    for (Duration pause : PAUSES) {
      LOG.warn(
          "The engine did not take the result of {} ({}). It is offered again.",
          attempt.task(),
          reason(refusal.get()));
      sleep(pause);
      refusal = tryOnce(recorded);
      if (refusal.isEmpty()) {
        forgetRead(recorded);
        return recorded.outcome();
      }
    }
    Outcome.Failed refused = refused(refusal.get());
    LOG.error(
        "The engine refused the result of {} for good: {}", attempt.task(), refused.message());
    fail(recorded, refused);
    return refused;
  }

  private Optional<RuntimeException> tryOnce(Attempt attempt) {
    try {
      if (attempt.outcome() instanceof Outcome.Completed completed) {
        queue.complete(attempt.task(), completed.variables(), completed.placement());
      } else if (attempt.outcome() instanceof Outcome.BusinessError error) {
        queue.bpmnError(
            attempt.task(),
            error.code().name(),
            error.message(),
            error.variables(),
            error.placement());
      }
      return Optional.empty();
    } catch (TaskGone e) {
      throw e;
    } catch (RuntimeException e) {
      return Optional.of(e);
    }
  }

  private void fail(Attempt attempt, Outcome.Failed failed) {
    queue.fail(
        attempt.task(), failed.message(), failed.details(), failed.retries(), failed.retryAfter());
    if (failed.retries() == 0) {
      attempt.entries().forEach(entry -> readyForOperator(entry, failed.code()));
    }
  }

  /**
   * The incident is visible now, so that the next attempt is a person's decision. It is written
   * after the engine has taken the failure: otherwise a crash in between would pass for one.
   */
  private void readyForOperator(Entry entry, ErrorCode code) {
    try {
      switch (code) {
        case OUTCOME_UNKNOWN -> {
          if (entry.state() == State.SENT) {
            journal.save(entry.unknown());
          }
        }
        case WAIT_TIMED_OUT -> {
          if (entry.state() == State.CONFIRMED) {
            journal.save(entry.waitingAnew());
          }
        }
        default -> {
          if (entry.outcome().flatMap(RecordedOutcome::fault).map(Fault::code).stream()
              .anyMatch(code::equals)) {
            journal.save(entry.again(clock.instant()));
          }
        }
      }
    } catch (TakenOver | JournalUnavailable e) {
      LOG.warn(
          "The journal does not know yet that an incident shows {} for operation {}: {} A retry"
              + " shows the incident once more.",
          code,
          entry.key(),
          e.getMessage());
    }
  }

  /** What a read brought back is kept only when the engine does not take it. */
  private Attempt record(Attempt attempt) {
    if (!attempt.reads()
        || attempt.entries().isEmpty()
        || attempt.entries().get(0).revision() > 0
        || !(attempt.outcome() instanceof Outcome.Completed completed)
        || holdsFiles(completed)) {
      return attempt;
    }
    try {
      return attempt.with(
          journal.add(attempt.entries().get(0).done(RecordedOutcome.of(completed.json()))));
    } catch (TakenOver | JournalUnavailable e) {
      LOG.warn("The result of {} could not be recorded: {}", attempt.task(), e.getMessage());
      return attempt;
    }
  }

  /** The journal keeps no files: a retry fetches them anew, which changes nothing at Microsoft. */
  private static boolean holdsFiles(Outcome.Completed completed) {
    return completed.variables().values().stream().anyMatch(Value.Content.class::isInstance);
  }

  private void forgetRead(Attempt attempt) {
    if (attempt.reads() && attempt.entries().stream().anyMatch(entry -> entry.revision() > 0)) {
      try {
        attempt.entries().forEach(entry -> journal.remove(entry.key()));
      } catch (JournalUnavailable e) {
        LOG.warn("A delivered result stays in the journal: {}", e.getMessage());
      }
    }
  }

  private static Outcome.Failed refused(RuntimeException refusal) {
    String reason = reason(refusal);
    return new Outcome.Failed(
        ErrorCode.RESULT_REFUSED,
        Texts.cut(
            ErrorCode.RESULT_REFUSED
                + ": "
                + ErrorCode.RESULT_REFUSED.meaning()
                + " Mend the reason and retry: only the result is delivered again. Reason: "
                + Texts.cut(reason, REASON),
            Texts.MESSAGE),
        ErrorCode.RESULT_REFUSED.meaning()
            + "\n"
            + ErrorCode.RESULT_REFUSED.remedy()
            + "\nReason: "
            + Texts.cut(reason, Value.MAX_TEXT),
        0,
        Duration.ZERO);
  }

  private static String reason(RuntimeException refusal) {
    Throwable cause = refusal;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TaskGone("The worker stops. The recorded result is delivered by the next one.", e);
    }
  }
}
