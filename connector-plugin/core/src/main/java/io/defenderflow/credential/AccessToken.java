package io.defenderflow.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A token for one service.
 *
 * @param refreshAt when to ask for a new one: five minutes before the end, or at half of a short
 *     life
 * @param roles the application permissions in it
 */
public record AccessToken(
    Secret value, Instant refreshAt, Instant expiresAt, SortedSet<String> roles) {
  private static final Duration MARGIN = Duration.ofMinutes(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  static AccessToken of(String value, Instant now, Duration lifetime) {
    Duration half = lifetime.dividedBy(2);
    Duration margin = half.compareTo(MARGIN) < 0 ? half : MARGIN;
    Instant end = now.plus(lifetime);
    return new AccessToken(Secret.of(value), end.minus(margin), end, roles(value));
  }

  /** Entra ID signs the claims for the service; here they are only shown, so no check is due. */
  private static SortedSet<String> roles(String jwt) {
    SortedSet<String> roles = new TreeSet<>();
    String[] parts = jwt.split("\\.", -1);
    if (parts.length == 3) {
      try {
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
        claims.path("roles").forEach(role -> roles.add(role.asText()));
      } catch (IOException | IllegalArgumentException opaque) {
        return roles;
      }
    }
    return Collections.unmodifiableSortedSet(roles);
  }
}
