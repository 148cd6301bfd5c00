package io.defenderflow.spring;

import io.defenderflow.database.DatabaseUnavailable;
import io.defenderflow.guard.Containments;
import io.defenderflow.guard.StopSwitch;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.IntSupplier;

/**
 * {@code defender.stop}: 0 where nothing is stopped, 1 for containment, 2 for all writes. {@code
 * defender.containment.parked}: containments that wait for an administrator. Both are absent while
 * the database does not answer.
 */
final class GuardMetrics implements MeterBinder {
  private final StopSwitch stop;
  private final Containments containments;

  GuardMetrics(StopSwitch stop, Containments containments) {
    this.stop = stop;
    this.containments = containments;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    Gauge.builder("defender.stop", () -> known(() -> stop.current().position().ordinal()))
        .description("What the stop switch stops: 0 nothing, 1 containment, 2 all writes")
        .register(meters);
    Gauge.builder("defender.containment.parked", () -> known(() -> containments.parked().size()))
        .description("Containments that wait for an administrator")
        .register(meters);
  }

  private static double known(IntSupplier value) {
    try {
      return value.getAsInt();
    } catch (DatabaseUnavailable e) {
      return Double.NaN;
    }
  }
}
