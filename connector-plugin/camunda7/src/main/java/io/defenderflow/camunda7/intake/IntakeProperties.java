package io.defenderflow.camunda7.intake;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings {@code defender.intake.*}.
 *
 * @param intake the sources by name; without any nothing is read and no table is needed
 */
@ConfigurationProperties("defender")
public record IntakeProperties(Map<String, SourceProperties> intake) {
  public IntakeProperties {
    intake = intake == null ? Map.of() : Map.copyOf(intake);
  }
}
