package io.defenderflow.sample.access;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The passwords of the demo users. They are made anew at every start, unless {@code DEMO_PASSWORD}
 * is set, which then is the password of all.
 */
@Component
public class DemoPasswords {
  private static final int RANDOM_BYTES = 15;

  private final SecureRandom random = new SecureRandom();
  private final Optional<String> chosen;

  DemoPasswords(Environment environment) {
    this.chosen =
        Optional.ofNullable(environment.getProperty("DEMO_PASSWORD"))
            .filter(password -> !password.isBlank());
  }

  /** Whether a person chose the password, so that there is no need to show it. */
  public boolean areChosen() {
    return chosen.isPresent();
  }

  /** The chosen password, or a new one of 20 characters at every call. */
  String next() {
    return chosen.orElseGet(this::random);
  }

  private String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
