package io.defenderflow.camunda7;

import io.defenderflow.catalogue.Lane;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.lane.Outcome;
import io.defenderflow.lane.TaskEvents;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * {@code defender.task}: attempts and their time, by lane, action, outcome and error code. {@code
 * defender.task.waiting} and {@code defender.lane.free.slots}: gauges by lane.
 */
final class DefenderMetrics implements TaskEvents, SmartInitializingSingleton {
  private final ObjectProvider<MeterRegistry> registry;
  private final ObjectProvider<EmbeddedWorker> worker;

  DefenderMetrics(ObjectProvider<MeterRegistry> registry, ObjectProvider<EmbeddedWorker> worker) {
    this.registry = registry;
    this.worker = worker;
  }

  @Override
  public void afterSingletonsInstantiated() {
    registry.ifAvailable(
        meters ->
            worker.ifAvailable(
                running -> {
                  for (Lane lane : Lane.values()) {
                    Gauge.builder("defender.task.waiting", () -> running.waiting(lane))
                        .description("Steps that wait for Microsoft's work to end")
                        .tag("lane", name(lane))
                        .register(meters);
                    Gauge.builder("defender.lane.free.slots", () -> running.freeSlots(lane))
                        .description("Steps that the lane can take in addition")
                        .tag("lane", name(lane))
                        .register(meters);
                  }
                }));
  }

  @Override
  public void ended(Lane lane, Optional<String> action, Outcome outcome, Duration took) {
    registry.ifAvailable(
        meters ->
            Timer.builder("defender.task")
                .description("Attempts at Defender steps")
                .tag("lane", name(lane))
                .tag("action", action.orElse("unknown"))
                .tag("outcome", outcome(outcome))
                .tag("code", code(outcome).map(Enum::name).orElse("none"))
                .register(meters)
                .record(took));
  }

  private static String outcome(Outcome outcome) {
    if (outcome instanceof Outcome.Completed) {
      return "completed";
    }
    if (outcome instanceof Outcome.Waiting) {
      return "waiting";
    }
    if (outcome instanceof Outcome.Failed failed) {
      return failed.retries() > 0 ? "retry" : "incident";
    }
    return "business-error";
  }

  private static Optional<ErrorCode> code(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      return Optional.of(failed.code());
    }
    if (outcome instanceof Outcome.BusinessError error) {
      return Optional.of(error.code());
    }
    return Optional.empty();
  }

  private static String name(Lane lane) {
    return lane.name().toLowerCase(Locale.ROOT);
  }
}
