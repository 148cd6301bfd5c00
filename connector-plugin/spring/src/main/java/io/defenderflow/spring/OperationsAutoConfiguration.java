package io.defenderflow.spring;

import io.defenderflow.audit.Audit;
import io.defenderflow.connection.ConnectionHealth;
import io.defenderflow.connection.Connections;
import io.defenderflow.guard.Containments;
import io.defenderflow.guard.StopSwitch;
import io.defenderflow.lane.TaskEvents;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What operators see and can do, as far as the application has the parts for it. */
@AutoConfiguration(afterName = "io.defenderflow.camunda7.DefenderAutoConfiguration")
public class OperationsAutoConfiguration {

  /** Health and endpoints, where the application has the actuator. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(HealthIndicator.class)
  static class Actuator {
    @Bean
    @ConditionalOnBean(ConnectionHealth.class)
    @ConditionalOnMissingBean(name = "defenderHealthIndicator")
    DefenderHealthIndicator defenderHealthIndicator(
        ConnectionHealth connections, ObjectProvider<WorkerState> worker) {
      return new DefenderHealthIndicator(connections, worker);
    }

    @Bean
    @ConditionalOnMissingBean
    HiddenSecrets defenderHiddenSecrets() {
      return new HiddenSecrets();
    }

    @Bean
    @ConditionalOnBean(StopSwitch.class)
    @ConditionalOnMissingBean
    StopEndpoint defenderStopEndpoint(StopSwitch stop) {
      return new StopEndpoint(stop);
    }

    @Bean
    @ConditionalOnBean(Containments.class)
    @ConditionalOnMissingBean
    ContainmentsEndpoint defenderContainmentsEndpoint(Containments containments) {
      return new ContainmentsEndpoint(containments);
    }

    @Bean
    @ConditionalOnBean(Audit.class)
    @ConditionalOnMissingBean
    AuditEndpoint defenderAuditEndpoint(Audit audit) {
      return new AuditEndpoint(audit);
    }
  }

  /** Metrics, where the application has Micrometer. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterBinder.class)
  static class Metrics {
    @Bean
    @ConditionalOnMissingBean(TaskEvents.class)
    TaskMetrics defenderTaskMetrics(ObjectProvider<MeterRegistry> registry) {
      return new TaskMetrics(registry);
    }

    @Bean
    @ConditionalOnBean(WorkerState.class)
    @ConditionalOnMissingBean
    WorkerMetrics defenderWorkerMetrics(WorkerState worker) {
      return new WorkerMetrics(worker);
    }

    @Bean
    @ConditionalOnBean({StopSwitch.class, Containments.class})
    @ConditionalOnMissingBean
    GuardMetrics defenderGuardMetrics(StopSwitch stop, Containments containments) {
      return new GuardMetrics(stop, containments);
    }

    @Bean
    @ConditionalOnBean(Connections.class)
    @ConditionalOnMissingBean
    LimitMetrics defenderLimitMetrics(Connections connections, ObjectProvider<Clock> clock) {
      return new LimitMetrics(connections, clock.getIfUnique(Clock::systemUTC));
    }

    @Bean
    @ConditionalOnBean(Connections.class)
    @ConditionalOnMissingBean
    CredentialMetrics defenderCredentialMetrics(
        Connections connections, ObjectProvider<Clock> clock) {
      return new CredentialMetrics(connections, clock.getIfUnique(Clock::systemUTC));
    }
  }
}
