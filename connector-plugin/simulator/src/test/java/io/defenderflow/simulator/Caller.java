package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** An application that calls the simulator over HTTP. */
final class Caller {

  static final String GRAPH_SCOPE = "https://graph.microsoft.com/.default";
  static final String ENDPOINT_SCOPE = "https://api.securitycenter.microsoft.com/.default";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Status, headers and JSON of an answer. */
  record Reply(int status, HttpResponse<String> response) {
    JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String errorCode() {
      return json().path("error").path("code").asText();
    }

    String errorMessage() {
      return json().path("error").path("message").asText();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Simulator simulator;
  private final String clientId;
  private final String secret;

  Caller(Simulator simulator) {
    this(simulator, simulator.settings().clientId(), simulator.clientSecret());
  }

  Caller(Simulator simulator, String clientId, String secret) {
    this.simulator = simulator;
    this.clientId = clientId;
    this.secret = secret;
  }

  Reply login(String tenantId, Map<String, String> form) {
    return unchecked(
        HttpRequest.newBuilder(
                URI.create(simulator.loginUrl() + "/" + tenantId + "/oauth2/v2.0/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encoded(form))));
  }

  Reply login(String scope) {
    return login(
        simulator.tenant().id(),
        Map.of(
            "grant_type",
            "client_credentials",
            "client_id",
            clientId,
            "client_secret",
            secret,
            "scope",
            scope));
  }

  String token(String scope) {
    return login(scope).json().path("access_token").asText();
  }

  Reply graph(String method, String pathAndQuery, String body) {
    return unchecked(graphRequest(method, pathAndQuery, body));
  }

  /** A Graph call whose path starts with the version. */
  Reply graphAt(String method, String versionedPath, String body) {
    return unchecked(
        request(simulator.graphUrl() + versionedPath, token(GRAPH_SCOPE), method, body));
  }

  Reply graph(String pathAndQuery) {
    return graph("GET", pathAndQuery, "");
  }

  Reply endpoint(String method, String pathAndQuery, String body) {
    return unchecked(endpointRequest(method, pathAndQuery, body));
  }

  Reply endpoint(String pathAndQuery) {
    return endpoint("GET", pathAndQuery, "");
  }

  HttpRequest.Builder graphRequest(String method, String pathAndQuery, String body) {
    return request(simulator.graphUrl() + "/v1.0" + pathAndQuery, token(GRAPH_SCOPE), method, body);
  }

  HttpRequest.Builder endpointRequest(String method, String pathAndQuery, String body) {
    return request(
        simulator.endpointUrl() + "/api" + pathAndQuery, token(ENDPOINT_SCOPE), method, body);
  }

  HttpRequest.Builder request(String url, String token, String method, String body) {
    return HttpRequest.newBuilder(URI.create(escaped(url)))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString(body));
  }

  Reply send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(response.statusCode(), response);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Reply unchecked(HttpRequest.Builder request) {
    try {
      return send(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String escaped(String url) {
    return url.replace(" ", "%20");
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
