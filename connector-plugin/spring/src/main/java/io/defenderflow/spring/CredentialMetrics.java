package io.defenderflow.spring;

import io.defenderflow.connection.Connection;
import io.defenderflow.connection.Connections;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;

/**
 * {@code defender.credential.days.left}: full days until a certificate or client secret runs out,
 * by connection, registration and kind.
 */
final class CredentialMetrics implements MeterBinder {
  private final Connections connections;
  private final Clock clock;

  CredentialMetrics(Connections connections, Clock clock) {
    this.connections = connections;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    connections.all().forEach(connection -> bind(meters, connection));
  }

  private void bind(MeterRegistry meters, Connection connection) {
    connection
        .expiries()
        .forEach(
            expiry ->
                Gauge.builder(
                        "defender.credential.days.left", () -> expiry.daysLeft(clock.instant()))
                    .description("Days until a credential of a connection runs out")
                    .tag("connection", connection.name())
                    .tag("registration", expiry.registration())
                    .tag("kind", expiry.kind())
                    .register(meters));
  }
}
