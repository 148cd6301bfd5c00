package io.defenderflow.spring;

import java.security.Principal;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.lang.Nullable;

/** Who decides something at an endpoint, and why. The audit records both. */
final class Said {
  private Said() {}

  /**
   * The person who is signed in, whatever the request says; without one the request must say it.
   */
  static String who(SecurityContext security, @Nullable String by) {
    Principal signedIn = security.getPrincipal();
    String who = signedIn == null ? by : signedIn.getName();
    if (who == null || who.isBlank()) {
      throw new InvalidEndpointRequestException(
          "Nobody is signed in, so that the field \"by\" must say who decides.", "by is missing");
    }
    return who;
  }

  static String why(String why) {
    if (why.isBlank()) {
      throw new InvalidEndpointRequestException(
          "The field \"why\" must say why it is decided.", "why is empty");
    }
    return why;
  }
}
