package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of Microsoft Entra ID that an application without a user meets. */
final class TokenRoutes {

  private static final Pattern TOKEN = Pattern.compile("/login/([^/]+)/oauth2/v2\\.0/token");
  private static final Pattern CONFIGURATION =
      Pattern.compile("/login/([^/]+)/v2\\.0/\\.well-known/openid-configuration");
  private static final String DISCOVERY = "/login/common/discovery/instance";
  private static final String LEGACY_XDR = "https://api.security.microsoft.com";
  private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private static final Map<String, String> AUDIENCES =
      Map.ofEntries(
          Map.entry("https://graph.microsoft.com", Api.GRAPH.audience()),
          Map.entry("https://graph.microsoft.us", Api.GRAPH.audience()),
          Map.entry("https://dod-graph.microsoft.us", Api.GRAPH.audience()),
          Map.entry("00000003-0000-0000-c000-000000000000", Api.GRAPH.audience()),
          Map.entry("https://api.securitycenter.microsoft.com", Api.ENDPOINT.audience()),
          Map.entry(
              "https://securitycenter.onmicrosoft.com/windowsatpservice", Api.ENDPOINT.audience()),
          Map.entry("https://api-gcc.securitycenter.microsoft.us", Api.ENDPOINT.audience()),
          Map.entry("https://api-gov.securitycenter.microsoft.us", Api.ENDPOINT.audience()),
          Map.entry("fc780465-2017-40d4-a0c5-307022471b92", Api.ENDPOINT.audience()),
          Map.entry(LEGACY_XDR, LEGACY_XDR));

  /** A refusal of the token endpoint. */
  private static final class LoginError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String error;
    private final int number;

    LoginError(int status, String error, int number, String message) {
      super(message);
      this.status = status;
      this.error = error;
      this.number = number;
    }
  }

  private final Tenant tenant;
  private final String loginUrl;

  TokenRoutes(Tenant tenant, String loginUrl) {
    this.tenant = tenant;
    this.loginUrl = loginUrl;
  }

  Optional<Answer> answer(Call call) {
    Matcher token = TOKEN.matcher(call.path());
    if (token.matches() && call.method().equals("POST")) {
      try {
        return Optional.of(token(token.group(1), call));
      } catch (LoginError refused) {
        return Optional.of(refusal(refused));
      }
    }
    Matcher configuration = CONFIGURATION.matcher(call.path());
    if (configuration.matches()) {
      return Optional.of(configuration(configuration.group(1)));
    }
    if (call.path().equals(DISCOVERY)) {
      return Optional.of(discovery());
    }
    return call.path().startsWith("/login/")
        ? Optional.of(Answer.text(404, "text/plain", "There is no such login page."))
        : Optional.empty();
  }

  /** The client id a token request names, whether its secret is right or not. */
  static String clientId(Call call) {
    String id = credentials(call).get("client_id");
    return id == null ? "" : id;
  }

  private Answer token(String tenantId, Call call) {
    if (!tenantId.equalsIgnoreCase(tenant.id())) {
      throw new LoginError(
          400,
          "invalid_request",
          90002,
          "Tenant '%s' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud."
              .formatted(tenantId));
    }
    Map<String, String> form = credentials(call);
    if (!"client_credentials".equals(form.get("grant_type"))) {
      throw new LoginError(
          400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type.");
    }
    String clientId = form.get("client_id");
    if (clientId == null || clientId.isBlank()) {
      throw new LoginError(
          400,
          "invalid_request",
          900144,
          "The request body must contain the following parameter: 'client_id'.");
    }
    AppRegistration app =
        tenant
            .app(clientId)
            .orElseThrow(
                () ->
                    new LoginError(
                        400,
                        "unauthorized_client",
                        700016,
                        "Application with identifier '%s' was not found in the directory '%s'."
                            .formatted(clientId, tenant.id())));
    checkCredential(app, form);
    String audience = audience(form.getOrDefault("scope", ""));
    AccessToken token =
        tenant
            .tokens()
            .issue(tenant.id(), app.clientId(), audience, app.roles(audience), tenant.now());
    return Answer.json(
            200,
            Json.object()
                .put("token_type", "Bearer")
                .put("expires_in", Tokens.LIFE.toSeconds())
                .put("ext_expires_in", Tokens.LIFE.toSeconds())
                .put("access_token", token.text()))
        .withHeader("Cache-Control", "no-store, no-cache");
  }

  private void checkCredential(AppRegistration app, Map<String, String> form) {
    String assertion = form.get("client_assertion");
    if (assertion != null) {
      if (!JWT_BEARER.equals(form.get("client_assertion_type"))) {
        throw new LoginError(
            400,
            "invalid_request",
            900144,
            "The request body must contain the following parameter: 'client_assertion_type'.");
      }
      ClientAssertion.problem(assertion, app, tenant.id(), tenant.now())
          .ifPresent(
              problem -> {
                throw new LoginError(
                    401, "invalid_client", problem.number(), problem.description());
              });
      return;
    }
    String secret = form.get("client_secret");
    if (secret == null) {
      throw new LoginError(
          401,
          "invalid_client",
          7000216,
          "'client_assertion', 'client_secret' or 'request' is required for the"
              + " 'client_credentials' grant type.");
    }
    if (!app.hasSecret(secret)) {
      throw new LoginError(
          401,
          "invalid_client",
          7000215,
          "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '%s'."
              .formatted(app.clientId()));
    }
    if (app.secretExpired()) {
      throw new LoginError(
          401,
          "invalid_client",
          7000222,
          "The provided client secret keys for app '%s' are expired.".formatted(app.clientId()));
    }
  }

  private static String audience(String requested) {
    String suffix = "/.default";
    // Microsoft's own library asks for these as well; Entra leaves them out without a word.
    String scope = requested.replaceAll("\\b(openid|profile|offline_access)\\b", "").strip();
    if (!scope.endsWith(suffix) || scope.contains(" ")) {
      throw new LoginError(
          400,
          "invalid_scope",
          70011,
          "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope %s is not valid."
              .formatted(scope));
    }
    String resource = scope.substring(0, scope.length() - suffix.length());
    String audience = AUDIENCES.get(resource);
    if (audience == null) {
      throw new LoginError(
          400,
          "invalid_resource",
          500011,
          "The resource principal named %s was not found in the tenant.".formatted(resource));
    }
    return audience;
  }

  private Answer refusal(LoginError refused) {
    Instant now = tenant.now().truncatedTo(ChronoUnit.SECONDS);
    String traceId = UUID.randomUUID().toString();
    String correlationId = UUID.randomUUID().toString();
    String timestamp = now.toString().replace('T', ' ');
    ObjectNode body =
        Json.object()
            .put("error", refused.error)
            .put(
                "error_description",
                "AADSTS%d: %s Trace ID: %s Correlation ID: %s Timestamp: %s"
                    .formatted(
                        refused.number, refused.getMessage(), traceId, correlationId, timestamp));
    body.putArray("error_codes").add(refused.number);
    body.put("timestamp", timestamp)
        .put("trace_id", traceId)
        .put("correlation_id", correlationId)
        .put("error_uri", "https://login.microsoftonline.com/error?code=" + refused.number);
    return Answer.json(refused.status, body);
  }

  private Answer configuration(String tenantId) {
    String authority = loginUrl + "/" + tenantId;
    return Answer.json(
        200,
        Json.object()
            .put("token_endpoint", authority + "/oauth2/v2.0/token")
            .put("authorization_endpoint", authority + "/oauth2/v2.0/authorize")
            .put("device_authorization_endpoint", authority + "/oauth2/v2.0/devicecode")
            .put("jwks_uri", authority + "/discovery/v2.0/keys")
            .put("issuer", authority + "/v2.0"));
  }

  private Answer discovery() {
    ObjectNode body =
        Json.object()
            .put(
                "tenant_discovery_endpoint",
                loginUrl + "/" + tenant.id() + "/v2.0/.well-known/openid-configuration")
            .put("api-version", "1.1");
    ObjectNode cloud =
        body.putArray("metadata")
            .addObject()
            .put("preferred_network", "login.microsoftonline.com")
            .put("preferred_cache", "login.windows.net");
    cloud
        .putArray("aliases")
        .add("login.microsoftonline.com")
        .add("login.windows.net")
        .add("login.microsoft.com")
        .add("sts.windows.net");
    return Answer.json(200, body);
  }

  private static Map<String, String> credentials(Call call) {
    Map<String, String> form = new LinkedHashMap<>(call.form());
    call.header("authorization")
        .filter(header -> header.startsWith("Basic "))
        .ifPresent(
            header -> {
              String[] pair = basic(header).split(":", 2);
              form.putIfAbsent("client_id", pair[0]);
              form.putIfAbsent("client_secret", pair.length > 1 ? pair[1] : "");
            });
    return form;
  }

  private static String basic(String header) {
    try {
      return new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }
}
