package io.defenderflow.transport;

import java.util.Optional;

/** How the plugin names itself to Microsoft. */
final class UserAgent {
  static final String TEXT =
      "Defenderflow/"
          + Optional.ofNullable(UserAgent.class.getPackage().getImplementationVersion())
              .orElse("development");

  private UserAgent() {}
}
