package io.defenderflow.worker;

import io.defenderflow.connection.Connections;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * {@code defender.credential.days.left}: full days until a certificate or client secret runs out,
 * by connection, registration and kind. The name is that of the starter.
 */
@Component
final class CredentialMetrics implements SmartInitializingSingleton {
  private final MeterRegistry meters;
  private final Connections connections;
  private final Clock clock;

  CredentialMetrics(MeterRegistry meters, Connections connections, Clock clock) {
    this.meters = meters;
    this.connections = connections;
    this.clock = clock;
  }

  @Override
  public void afterSingletonsInstantiated() {
    connections
        .all()
        .forEach(
            connection ->
                connection
                    .expiries()
                    .forEach(
                        expiry ->
                            Gauge.builder(
                                    "defender.credential.days.left",
                                    () -> expiry.daysLeft(clock.instant()))
                                .description("Days until a credential of a connection runs out")
                                .tag("connection", connection.name())
                                .tag("registration", expiry.registration())
                                .tag("kind", expiry.kind())
                                .register(meters)));
  }
}
