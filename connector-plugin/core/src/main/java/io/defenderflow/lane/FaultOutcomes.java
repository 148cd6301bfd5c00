package io.defenderflow.lane;

import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The one place that says what a fault means for the engine. */
final class FaultOutcomes {
  /** What a catching playbook reads. */
  static final String ERROR_CODE = "defenderErrorCode";

  static final String ERROR_MESSAGE = "defenderErrorMessage";
  static final String ERROR_DETAILS = "defenderErrorDetails";

  /** Defender needs this long until a created action is sure to be listed. */
  static final Duration SETTLING = Duration.ofSeconds(30);

  private static final Duration UNNAMED_THROTTLE = Duration.ofMinutes(1);

  private final ProcessModels models;
  private final Clock clock;

  FaultOutcomes(ProcessModels models, Clock clock) {
    this.models = models;
    this.clock = clock;
  }

  Outcome of(Task task, Fault fault, RetrySchedule schedule) {
    return switch (fault.code().ending()) {
      case BUSINESS -> business(task, fault);
      case PARKED -> parked(task, fault, schedule);
      case PERMANENT -> failed(fault, message(fault), 0, Duration.ZERO);
      case TRANSIENT -> repeated(task, fault, schedule);
    };
  }

  private Outcome business(Task task, Fault fault) {
    Optional<Placement> catcher = models.catcher(task, fault.code().name());
    if (catcher.isEmpty()) {
      // Thrown all the same it would end the playbook without a trace.
      return failed(
          fault,
          message(fault)
              + " The playbook goes no further, since it does not catch this error: add an error"
              + " boundary event with the code "
              + fault.code()
              + " to handle it.",
          0,
          Duration.ZERO);
    }
    Map<String, Value> variables = new LinkedHashMap<>();
    variables.put(ERROR_CODE, new Value.Plain(fault.code().name()));
    variables.put(ERROR_MESSAGE, new Value.Plain(Texts.cut(fault.getMessage(), Value.MAX_TEXT)));
    variables.put(ERROR_DETAILS, new Value.Json(fault.json()));
    return new Outcome.BusinessError(
        fault.code(), Texts.cut(fault.getMessage(), Texts.MESSAGE), variables, catcher.get());
  }

  /** A playbook that catches it goes another way; another one waits for a person. */
  private Outcome parked(Task task, Fault fault, RetrySchedule schedule) {
    return models.catcher(task, fault.code().name()).isPresent()
        ? business(task, fault)
        : failed(
            fault,
            message(fault),
            schedule.leftAfterPostponing(task.retries()),
            fault
                .retryAt()
                .map(at -> positive(Duration.between(clock.instant(), at)))
                .orElse(UNNAMED_THROTTLE));
  }

  private Outcome repeated(Task task, Fault fault, RetrySchedule schedule) {
    Duration named =
        fault
            .retryAt()
            .map(at -> positive(Duration.between(clock.instant(), at)))
            .orElse(Duration.ZERO);
    if (fault.code() == ErrorCode.THROTTLED) {
      return failed(
          fault,
          message(fault),
          schedule.leftAfterPostponing(task.retries()),
          fault.retryAt().isPresent() ? named : UNNAMED_THROTTLE);
    }
    if (fault.code() == ErrorCode.LOST_ANSWER) {
      // One more attempt is always left: it sends nothing before it has read back.
      int left =
          fault.retryAt().isPresent()
              ? schedule.leftAfterPostponing(task.retries())
              : Math.max(1, schedule.leftAfterFailure(task.retries()));
      return failed(
          fault,
          message(fault),
          left,
          fault.retryAt().isPresent() ? named : longer(SETTLING, schedule.pause(left)));
    }
    int left = schedule.leftAfterFailure(task.retries());
    return failed(fault, message(fault), left, longer(named, schedule.pause(left)));
  }

  private static Outcome.Failed failed(
      Fault fault, String message, int retries, Duration retryAfter) {
    return new Outcome.Failed(
        fault.code(), Texts.cut(message, Texts.MESSAGE), details(fault), retries, retryAfter);
  }

  private static String message(Fault fault) {
    return fault.code() + ": " + fault.getMessage();
  }

  private static String details(Fault fault) {
    StringBuilder text =
        new StringBuilder(message(fault))
            .append("\n\nWhat it means: ")
            .append(fault.code().meaning())
            .append("\nWhat to do: ")
            .append(fault.code().remedy());
    fault
        .retryAt()
        .map(Instant::toString)
        .ifPresent(at -> text.append("\nNot before: ").append(at));
    if (!fault.details().isNull()) {
      text.append("\nDetails: ").append(fault.details().toPrettyString());
    }
    if (fault.code() == ErrorCode.INTERNAL) {
      for (StackTraceElement frame : fault.getStackTrace()) {
        text.append("\n  at ").append(frame);
      }
    }
    return text.toString();
  }

  private static Duration positive(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
