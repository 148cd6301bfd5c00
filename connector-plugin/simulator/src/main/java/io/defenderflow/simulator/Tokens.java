package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Hands out bearer tokens and knows them again. */
final class Tokens {

  /** Entra's own usual life of a token: one hour, counted one second short. */
  static final Duration LIFE = Duration.ofSeconds(3599);

  private static final int SIGNATURE_BYTES = 256;

  private final Map<String, AccessToken> issued = new HashMap<>();
  private final SecureRandom random = new SecureRandom();

  AccessToken issue(
      String tenantId, String clientId, String audience, Set<String> roles, Instant now) {
    issued.values().removeIf(token -> !token.expires().isAfter(now.minus(LIFE)));
    Instant expires = now.plus(LIFE);
    ObjectNode header = Json.object().put("typ", "JWT").put("alg", "RS256").put("kid", "simulated");
    ObjectNode claims =
        Json.object()
            .put("aud", audience)
            .put("iss", "https://sts.windows.net/%s/".formatted(tenantId))
            .put("iat", now.getEpochSecond())
            .put("nbf", now.getEpochSecond())
            .put("exp", expires.getEpochSecond())
            .put("appid", clientId)
            .put("idtyp", "app")
            .put("tid", tenantId)
            .put("uti", UUID.randomUUID().toString())
            .put("ver", "1.0");
    claims.set("roles", Json.array(roles.stream().sorted().toList()));
    // Nobody checks this signature; a client must not look into an access token anyway.
    byte[] signature = new byte[SIGNATURE_BYTES];
    random.nextBytes(signature);
    String text =
        encode(header.toString().getBytes(StandardCharsets.UTF_8))
            + "."
            + encode(claims.toString().getBytes(StandardCharsets.UTF_8))
            + "."
            // What shows this anywhere shows a token.
            + Canaries.TOKEN
            + encode(signature);
    AccessToken token = new AccessToken(text, clientId, audience, Set.copyOf(roles), expires);
    issued.put(text, token);
    return token;
  }

  Optional<AccessToken> find(String text) {
    return Optional.ofNullable(issued.get(text));
  }

  void forgetAll() {
    issued.clear();
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
