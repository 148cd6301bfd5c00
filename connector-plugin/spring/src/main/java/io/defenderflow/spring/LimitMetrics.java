package io.defenderflow.spring;

import io.defenderflow.connection.Connection;
import io.defenderflow.connection.Connections;
import io.defenderflow.limit.Gate;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code defender.gate.broken}, {@code defender.gate.closed} and {@code defender.gate.held}: what
 * waits before it is sent, by connection and family.
 */
final class LimitMetrics implements MeterBinder {
  private final Connections connections;
  private final Clock clock;

  LimitMetrics(Connections connections, Clock clock) {
    this.connections = connections;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    connections.all().forEach(connection -> bind(meters, connection));
  }

  /** A family that two registrations of a connection use has two gates; the worse one counts. */
  private void bind(MeterRegistry meters, Connection connection) {
    Map<String, List<Gate>> families =
        connection.gates().stream().collect(Collectors.groupingBy(Gate::family));
    families.forEach(
        (family, gates) -> {
          Tags tags = Tags.of("connection", connection.name(), "family", family);
          Gauge.builder("defender.gate.broken", () -> gates.stream().filter(Gate::isBroken).count())
              .description("Families to which nothing is sent because the service keeps failing")
              .tags(tags)
              .register(meters);
          Gauge.builder(
                  "defender.gate.closed",
                  () -> gates.stream().filter(gate -> gate.isClosed(clock.instant())).count())
              .description("Families to which nothing is sent because Microsoft asked to wait")
              .tags(tags)
              .register(meters);
          FunctionCounter.builder(
                  "defender.gate.held", gates, all -> all.stream().mapToLong(Gate::held).sum())
              .description("Requests that had to wait for their turn")
              .tags(tags)
              .register(meters);
        });
  }
}
