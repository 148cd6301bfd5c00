package io.defenderflow.camunda7.intake;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/** Down where a source lags behind for longer than its settings allow, or sees nothing any more. */
final class IntakeHealthIndicator extends AbstractHealthIndicator {
  private final Intake intake;

  IntakeHealthIndicator(Intake intake) {
    super("The intake could not be checked.");
    this.intake = intake;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    builder.up();
    for (SourceStatus source : intake.sources()) {
      if (source.problem().isPresent()) {
        builder.down();
      }
      builder.withDetail(source.name(), details(source));
    }
  }

  private static Map<String, Object> details(SourceStatus source) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("state", source.pausedBy().map(who -> "paused by " + who).orElse("running"));
    put(details, "problem", source.problem());
    put(details, "lastSuccess", source.lastSuccess());
    put(details, "lag", source.lag());
    details.put("started", source.started());
    details.put("quarantined", source.quarantined());
    put(details, "lastError", source.lastError());
    return details;
  }

  private static void put(Map<String, Object> details, String name, Optional<?> value) {
    value.ifPresent(there -> details.put(name, there.toString()));
  }
}
