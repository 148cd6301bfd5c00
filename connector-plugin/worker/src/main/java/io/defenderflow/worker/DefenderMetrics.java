package io.defenderflow.worker;

import io.defenderflow.catalogue.Lane;
import io.defenderflow.lane.Lanes;
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
import org.springframework.stereotype.Component;

/**
 * {@code defender.task}: attempts and their time, by lane, action, outcome and error code. {@code
 * defender.task.waiting} and {@code defender.lane.free.slots}: gauges by lane. The names are those
 * of the embedded worker.
 */
@Component
final class DefenderMetrics implements TaskEvents, SmartInitializingSingleton {
  private final MeterRegistry meters;
  private final ObjectProvider<RestWorker> worker;

  DefenderMetrics(MeterRegistry meters, ObjectProvider<RestWorker> worker) {
    this.meters = meters;
    this.worker = worker;
  }

  @Override
  public void afterSingletonsInstantiated() {
    Lanes lanes = worker.getObject().lanes();
    for (Lane lane : Lane.values()) {
      Gauge.builder("defender.task.waiting", () -> lanes.waiting(lane))
          .description("Steps that wait for Microsoft's work to end")
          .tag("lane", name(lane))
          .register(meters);
      Gauge.builder("defender.lane.free.slots", () -> lanes.freeSlots(lane))
          .description("Steps that the lane can take in addition")
          .tag("lane", name(lane))
          .register(meters);
    }
  }

  @Override
  public void ended(Lane lane, Optional<String> action, Outcome outcome, Duration took) {
    String ending = "completed";
    String code = "none";
    if (outcome instanceof Outcome.Waiting) {
      ending = "waiting";
    } else if (outcome instanceof Outcome.Failed failed) {
      ending = failed.retries() > 0 ? "retry" : "incident";
      code = failed.code().name();
    } else if (outcome instanceof Outcome.BusinessError error) {
      ending = "business-error";
      code = error.code().name();
    }
    Timer.builder("defender.task")
        .description("Attempts at Defender steps")
        .tag("lane", name(lane))
        .tag("action", action.orElse("unknown"))
        .tag("outcome", ending)
        .tag("code", code)
        .register(meters)
        .record(took);
  }

  private static String name(Lane lane) {
    return lane.name().toLowerCase(Locale.ROOT);
  }
}
