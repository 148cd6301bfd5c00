package io.defenderflow.camunda7.intake;

import io.defenderflow.audit.Audit;
import io.defenderflow.camunda7.DefenderAutoConfiguration;
import io.defenderflow.camunda7.DefenderProperties;
import io.defenderflow.connection.ConnectionSettings;
import io.defenderflow.connection.Connections;
import io.defenderflow.connection.ExpectedActions;
import io.defenderflow.journal.Journal;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Lets incidents and alerts start playbooks, where a source is configured. */
@AutoConfiguration(after = DefenderAutoConfiguration.class)
@Conditional(IntakeAutoConfiguration.Configured.class)
@EnableConfigurationProperties(IntakeProperties.class)
public class IntakeAutoConfiguration {

  /** Without a setting {@code defender.intake.*} nothing is read and no table is needed. */
  static final class Configured extends SpringBootCondition {
    @Override
    public ConditionOutcome getMatchOutcome(
        ConditionContext context, AnnotatedTypeMetadata metadata) {
      boolean configured =
          Binder.get(context.getEnvironment())
              .bind("defender.intake", Bindable.mapOf(String.class, Object.class))
              .map(sources -> !sources.isEmpty())
              .orElse(false);
      return new ConditionOutcome(
          configured, ConditionMessage.forCondition("Intake").because("defender.intake.*"));
    }
  }

  /** Its tables are created here, so that people can look at it before it starts. */
  @Bean
  @ConditionalOnMissingBean
  Intake defenderIntake(
      IntakeProperties properties,
      DefenderProperties defender,
      ProcessEngine engine,
      Connections connections,
      Journal journal,
      Audit audit,
      ObjectProvider<Clock> clock) {
    Map<String, ConnectionSettings> byName = new TreeMap<>();
    defender.connectionSettings().forEach(connection -> byName.put(connection.name(), connection));
    Intake intake =
        new Intake(
            SourceCheck.sources(properties, byName),
            engine,
            engine.getProcessEngineConfiguration().getDataSource(),
            DatabaseClock::ofDatabase,
            connections,
            journal,
            clock.getIfUnique(Clock::systemUTC));
    journal.createTable();
    audit.createTable();
    intake.createTables();
    return intake;
  }

  /** A permission that the intake lacks is named at the start. */
  @Bean
  ExpectedActions defenderIntakeActions(Intake intake) {
    return connection -> intake.actions(connection.name());
  }

  /** Health, where the application has the actuator. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(HealthIndicator.class)
  static class Health {
    @Bean
    @ConditionalOnMissingBean(name = "defenderIntakeHealthIndicator")
    IntakeHealthIndicator defenderIntakeHealthIndicator(Intake intake) {
      return new IntakeHealthIndicator(intake);
    }
  }

  /** Metrics, where the application has Micrometer. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterRegistry.class)
  static class Metrics {
    @Bean
    @ConditionalOnMissingBean
    IntakeMetrics defenderIntakeMetrics(ObjectProvider<MeterRegistry> registry, Intake intake) {
      return new IntakeMetrics(registry, intake);
    }
  }
}
