package io.defenderflow.spring;

import io.defenderflow.catalogue.Lane;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** {@code defender.task.waiting} and {@code defender.lane.free.slots}, by lane. */
final class WorkerMetrics implements MeterBinder {
  private final WorkerState worker;

  WorkerMetrics(WorkerState worker) {
    this.worker = worker;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    for (Lane lane : Lane.values()) {
      Gauge.builder("defender.task.waiting", () -> worker.waiting(lane))
          .description("Steps that wait for Microsoft's work to end")
          .tag("lane", TaskMetrics.name(lane))
          .register(meters);
      Gauge.builder("defender.lane.free.slots", () -> worker.freeSlots(lane))
          .description("Steps that the lane can take in addition")
          .tag("lane", TaskMetrics.name(lane))
          .register(meters);
    }
  }
}
