package io.defenderflow.camunda7.intake;

import io.defenderflow.database.DatabaseUnavailable;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * The figures of each source, by the tag {@code source}: {@code defender.intake.lag} in seconds,
 * {@code defender.intake.last.success.age} and {@code defender.intake.last.item.age} in seconds,
 * {@code defender.intake.started}, {@code defender.intake.updates}, {@code
 * defender.intake.updates.pending}, {@code defender.intake.quarantined}, {@code
 * defender.intake.failures} in a row and {@code defender.intake.paused}. They are absent while the
 * database does not answer.
 */
final class IntakeMetrics implements SmartInitializingSingleton {
  private final ObjectProvider<MeterRegistry> registry;
  private final Intake intake;

  IntakeMetrics(ObjectProvider<MeterRegistry> registry, Intake intake) {
    this.registry = registry;
    this.intake = intake;
  }

  @Override
  public void afterSingletonsInstantiated() {
    registry.ifAvailable(
        meters -> intake.sources().forEach(source -> register(meters, source.name())));
  }

  private void register(MeterRegistry meters, String name) {
    gauge(
        meters,
        name,
        "lag",
        "How old the newest moment is of which everything was read",
        source -> seconds(source.lag()));
    gauge(
        meters,
        name,
        "last.success.age",
        "Seconds since the last look that succeeded",
        source -> age(source.lastSuccess()));
    gauge(
        meters,
        name,
        "last.item.age",
        "Seconds since the newest item was changed",
        source -> age(source.lastItem()));
    gauge(
        meters,
        name,
        "updates.pending",
        "Changes that wait for their playbook",
        SourceStatus::pendingUpdates);
    gauge(meters, name, "quarantined", "Items that were set aside", SourceStatus::quarantined);
    gauge(meters, name, "failures", "Looks that have failed in a row", SourceStatus::failures);
    gauge(
        meters,
        name,
        "paused",
        "1 where a person has paused the source",
        source -> source.pausedBy().isPresent() ? 1 : 0);
    counter(meters, name, "started", "Playbooks that were started", SourceStatus::started);
    counter(meters, name, "updates", "Changes that were seen", SourceStatus::updates);
  }

  private void gauge(
      MeterRegistry meters,
      String source,
      String name,
      String description,
      ToDoubleFunction<SourceStatus> value) {
    Gauge.builder("defender.intake." + name, () -> known(source, value))
        .description(description)
        .tag("source", source)
        .register(meters);
  }

  private void counter(
      MeterRegistry meters,
      String source,
      String name,
      String description,
      ToDoubleFunction<SourceStatus> value) {
    FunctionCounter.builder("defender.intake." + name, intake, unused -> known(source, value))
        .description(description)
        .tag("source", source)
        .register(meters);
  }

  private double known(String source, ToDoubleFunction<SourceStatus> value) {
    try {
      return value.applyAsDouble(intake.source(source));
    } catch (DatabaseUnavailable e) {
      return Double.NaN;
    }
  }

  private static double seconds(Optional<Duration> time) {
    return time.map(Duration::toSeconds).map(Long::doubleValue).orElse(Double.NaN);
  }

  private static double age(Optional<Instant> time) {
    return seconds(time.map(then -> Duration.between(then, Instant.now())));
  }
}
