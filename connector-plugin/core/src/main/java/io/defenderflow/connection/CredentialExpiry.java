package io.defenderflow.connection;

import java.time.Duration;
import java.time.Instant;

/**
 * When a credential of a connection runs out.
 *
 * @param registration reader or responder
 * @param kind certificate or client secret
 */
public record CredentialExpiry(String registration, String kind, Instant end) {
  private static final int WARNING_DAYS = 30;

  /** Full days until the end; negative when it is over. */
  public long daysLeft(Instant now) {
    return Math.floorDiv(Duration.between(now, end).toSeconds(), Duration.ofDays(1).toSeconds());
  }

  /** Whether somebody has to act soon. */
  public boolean isNear(Instant now) {
    return daysLeft(now) <= WARNING_DAYS;
  }

  /** What will happen and what to do, as full sentences. */
  public String warning(String connection, Instant now) {
    long days = daysLeft(now);
    String subject =
        "The " + kind + " of the " + registration + " of connection \"" + connection + "\" ";
    return subject
        + (days < 0
            ? "ran out on " + end + "."
            : "runs out in " + days + (days == 1 ? " day" : " days") + ", on " + end + ".")
        + " Without a new one no step of this connection can sign in. Make a new one in the app"
        + " registration, put it into the settings and restart.";
  }
}
