package io.defenderflow.sample.tenant;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Permission;
import io.defenderflow.catalogue.Service;
import io.defenderflow.permission.PermissionNeed;
import io.defenderflow.permission.PermissionPlan;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.simulator.SimulatorSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Decides by {@code defender.simulator.enabled} which tenant the application works with: a
 * simulated one inside this process, or the one that {@code defender.connections.default} names. It
 * runs before the first bean is made, since the Defender steps read their connection then.
 */
public final class TenantChoice
    implements ApplicationContextInitializer<GenericApplicationContext> {
  private static final String ENABLED = "defender.simulator.enabled";
  private static final String PORT = "defender.simulator.port";
  private static final String CONNECTION = "defender.connections.default.";

  @Override
  public void initialize(GenericApplicationContext context) {
    if (context.getEnvironment().getProperty(ENABLED, Boolean.class, true)) {
      useSimulator(context);
    } else {
      useRealTenant(context.getEnvironment());
    }
  }

  private static void useSimulator(GenericApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    refuseForgottenSwitch(environment);
    Simulator simulator = start(environment.getProperty(PORT, Integer.class, 0));
    context.getBeanFactory().registerSingleton("simulator", simulator);
    context.getDefaultListableBeanFactory().registerDisposableBean("simulator", simulator::close);
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "simulated tenant",
                Map.of(
                    CONNECTION + "tenant-id", simulator.settings().tenantId(),
                    CONNECTION + "client-id", simulator.settings().clientId(),
                    CONNECTION + "client-secret", simulator.clientSecret(),
                    CONNECTION + "login-url", simulator.loginUrl(),
                    CONNECTION + "graph-url", simulator.graphUrl(),
                    CONNECTION + "endpoint-url", simulator.endpointUrl())));
    // The simulated tenant forgets everything with the process, so the engine does as well.
    useUnlessSet(
        environment, "spring.datasource.url", "jdbc:h2:mem:defenderflow;DB_CLOSE_DELAY=-1");
    // Every step can be tried here, not only those of the deployed playbooks.
    useUnlessSet(
        environment,
        CONNECTION + "expected-actions",
        Catalogue.load().actions().stream().map(ActionEntry::id).collect(joining(",")));
  }

  private static void useRealTenant(ConfigurableEnvironment environment) {
    for (String name : List.of(CONNECTION + "tenant-id", CONNECTION + "client-id")) {
      if (environment.getProperty(name, "").isBlank()) {
        throw new InvalidConfigurationPropertyValueException(
            name,
            environment.getProperty(name),
            "The simulator is off, so the application needs a tenant to work with. Set "
                + name
                + ", or set "
                + ENABLED
                + "=true to try it without a tenant.");
      }
    }
    // Playbooks that wait for a machine must survive a restart.
    useUnlessSet(
        environment, "spring.datasource.url", "jdbc:h2:file:./defenderflow-sample-data/engine");
  }

  /** A person who named a tenant must not believe that its machines are isolated. */
  private static void refuseForgottenSwitch(ConfigurableEnvironment environment) {
    if (environment.containsProperty(CONNECTION + "tenant-id")) {
      throw new InvalidConfigurationPropertyValueException(
          ENABLED,
          true,
          "A tenant is set in "
              + CONNECTION
              + "tenant-id, but the simulator is on and would be used instead. Set "
              + ENABLED
              + "=false to work with the tenant, or take its settings away.");
    }
  }

  private static Simulator start(int port) {
    try {
      return Simulator.start(
          SimulatorSettings.defaults()
              .withPort(port)
              .withGraphRoles(leastPermissions(Service.GRAPH))
              .withEndpointRoles(leastPermissions(Service.ENDPOINT))
              .withScript(true));
    } catch (IllegalStateException portTaken) {
      throw new InvalidConfigurationPropertyValueException(
          PORT,
          port,
          "Another program uses this port, so the simulator cannot start. Set "
              + PORT
              + " to a free one, or to 0 for any.");
    }
  }

  /** What the steps need all together, as somebody would grant it who wants to try each. */
  private static Set<String> leastPermissions(Service service) {
    Catalogue catalogue = Catalogue.load();
    return PermissionPlan.ofOne(catalogue, catalogue.actions()).registrations().stream()
        .flatMap(app -> app.needs().stream())
        .map(PermissionNeed::permission)
        .filter(permission -> permission.service() == service)
        .map(Permission::name)
        .collect(toSet());
  }

  private static void useUnlessSet(ConfigurableEnvironment environment, String name, String value) {
    environment
        .getPropertySources()
        .addLast(new MapPropertySource("tenant " + name, Map.of(name, value)));
  }
}
