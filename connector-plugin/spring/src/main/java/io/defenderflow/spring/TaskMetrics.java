package io.defenderflow.spring;

import io.defenderflow.catalogue.Lane;
import io.defenderflow.lane.Outcome;
import io.defenderflow.lane.TaskEvents;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;

/** {@code defender.task}: attempts and their time, by lane, action, outcome and error code. */
final class TaskMetrics implements TaskEvents {
  private final ObjectProvider<MeterRegistry> registry;

  TaskMetrics(ObjectProvider<MeterRegistry> registry) {
    this.registry = registry;
  }

  @Override
  public void ended(Lane lane, Optional<String> action, Outcome outcome, Duration took) {
    registry.ifAvailable(
        meters ->
            Timer.builder("defender.task")
                .description("Attempts at Defender steps")
                .tag("lane", name(lane))
                .tag("action", action.orElse("unknown"))
                .tag("outcome", ending(outcome))
                .tag("code", code(outcome))
                .register(meters)
                .record(took));
  }

  private static String ending(Outcome outcome) {
    if (outcome instanceof Outcome.Waiting) {
      return "waiting";
    }
    if (outcome instanceof Outcome.Failed failed) {
      return failed.retries() > 0 ? "retry" : "incident";
    }
    return outcome instanceof Outcome.BusinessError ? "business-error" : "completed";
  }

  private static String code(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      return failed.code().name();
    }
    return outcome instanceof Outcome.BusinessError error ? error.code().name() : "none";
  }

  static String name(Lane lane) {
    return lane.name().toLowerCase(Locale.ROOT);
  }
}
