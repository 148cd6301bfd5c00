package io.defenderflow.catalogue;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A choice with Microsoft's spelling. Implement {@link Graph} or {@link Endpoint}. */
public interface Wire {
  /** The spelling that Microsoft expects. */
  @JsonValue
  String wire();

  /** The text that goes into a path or a query. */
  static String text(Object value) {
    return value instanceof Wire wire ? wire.wire() : String.valueOf(value);
  }

  /** Graph spells {@code IN_PROGRESS} as {@code inProgress}. */
  interface Graph extends Wire {
    String name();

    @Override
    default String wire() {
      String upper = upperCamel(name());
      return Character.toLowerCase(upper.charAt(0)) + upper.substring(1);
    }
  }

  /** Defender for Endpoint spells {@code IP_ADDRESS} as {@code IpAddress}. */
  interface Endpoint extends Wire {
    String name();

    @Override
    default String wire() {
      return upperCamel(name());
    }
  }

  private static String upperCamel(String constant) {
    StringBuilder text = new StringBuilder();
    for (String word : constant.split("_")) {
      text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }
}
