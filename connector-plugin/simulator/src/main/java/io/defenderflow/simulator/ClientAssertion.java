package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Checks the signed statement an application sends in place of a secret. */
final class ClientAssertion {

  private static final int CLOCK_SKEW_SECONDS = 300;
  private static final int SHA256_BYTES = 32;

  /** Why an assertion is refused, with Entra's number. */
  record Problem(int number, String description) {}

  private ClientAssertion() {}

  static Optional<Problem> problem(
      String assertion, AppRegistration app, String tenantId, Instant now) {
    if (app.federated()) {
      return Optional.empty();
    }
    String[] parts = assertion.split("\\.", -1);
    Optional<ObjectNode> header = part(parts, 0);
    Optional<ObjectNode> claims = part(parts, 1);
    if (parts.length != 3 || header.isEmpty() || claims.isEmpty()) {
      return Optional.of(new Problem(50027, "JWT token is invalid or malformed."));
    }
    if (!isTokenEndpoint(claims.get().path("aud").asText(), tenantId)) {
      return Optional.of(
          new Problem(700023, "Client assertion audience claim does not match Realm issuer."));
    }
    if (!claims.get().path("iss").asText().equals(app.clientId())
        || !claims.get().path("sub").asText().equals(app.clientId())) {
      return Optional.of(
          new Problem(
              700021, "Client assertion application identifier doesn't match 'client_id'."));
    }
    long seconds = now.getEpochSecond();
    if (claims.get().path("exp").asLong() + CLOCK_SKEW_SECONDS < seconds
        || claims.get().path("nbf").asLong() - CLOCK_SKEW_SECONDS > seconds) {
      return Optional.of(
          new Problem(
              700024,
              "Client assertion is not within its valid time range. Current time: %s, assertion valid from %s, expiry time of assertion %s."
                  .formatted(
                      now,
                      Instant.ofEpochSecond(claims.get().path("nbf").asLong()),
                      Instant.ofEpochSecond(claims.get().path("exp").asLong()))));
    }
    String algorithm = header.get().path("alg").asText();
    byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
    for (X509Certificate certificate : app.certificates()) {
      if (isSignedBy(certificate, algorithm, signed, parts[2])) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new Problem(
            700027,
            "The certificate with identifier used to sign the client assertion is not registered on"
                + " application."));
  }

  private static boolean isTokenEndpoint(String audience, String tenantId) {
    return audience.endsWith("/" + tenantId + "/oauth2/v2.0/token")
        || audience.endsWith("/" + tenantId + "/v2.0");
  }

  private static Optional<ObjectNode> part(String[] parts, int index) {
    try {
      return parts.length > index
          ? Json.readObject(Base64.getUrlDecoder().decode(parts[index]))
          : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static boolean isSignedBy(
      X509Certificate certificate, String algorithm, byte[] signed, String signature) {
    try {
      Signature verifier;
      if (algorithm.equals("PS256")) {
        verifier = Signature.getInstance("RSASSA-PSS");
        verifier.setParameter(
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, SHA256_BYTES, 1));
      } else if (algorithm.equals("RS256")) {
        verifier = Signature.getInstance("SHA256withRSA");
      } else {
        return false;
      }
      verifier.initVerify(certificate.getPublicKey());
      verifier.update(signed);
      return verifier.verify(Base64.getUrlDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException notVerifiable) {
      return false;
    }
  }
}
