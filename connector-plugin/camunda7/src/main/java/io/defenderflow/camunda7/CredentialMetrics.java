package io.defenderflow.camunda7;

import io.defenderflow.connection.Connections;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * {@code defender.credential.days.left}: full days until a certificate or client secret runs out,
 * by connection, registration and kind.
 */
final class CredentialMetrics implements SmartInitializingSingleton {
  private final ObjectProvider<MeterRegistry> registry;
  private final Connections connections;
  private final Clock clock;

  CredentialMetrics(ObjectProvider<MeterRegistry> registry, Connections connections, Clock clock) {
    this.registry = registry;
    this.connections = connections;
    this.clock = clock;
  }

  @Override
  public void afterSingletonsInstantiated() {
    registry.ifAvailable(
        meters ->
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
                                        .description(
                                            "Days until a credential of a connection runs out")
                                        .tag("connection", connection.name())
                                        .tag("registration", expiry.registration())
                                        .tag("kind", expiry.kind())
                                        .register(meters))));
  }
}
