package io.defenderflow.spring;

import java.util.Locale;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Hides the secrets among the settings from the actuator's endpoints {@code env} and {@code
 * configprops}, also where an application lets them show every value.
 */
final class HiddenSecrets implements SanitizingFunction {
  @Override
  public SanitizableData apply(SanitizableData data) {
    String key = data.getKey().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    boolean isOurs = key.startsWith("defender");
    // Whoever knows the address of a webhook can post there.
    boolean isSecret =
        key.contains("secret") || key.contains("password") || key.contains("webhookurl");
    // When a secret runs out is none.
    return isOurs && isSecret && !key.endsWith("expires") ? data.withSanitizedValue() : data;
  }
}
