package io.defenderflow.camunda7;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A browser that has Cockpit open. */
final class CockpitSession {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PAGE = "/camunda/app/cockpit/default/";
  private static final String PLUGIN = "/camunda/api/cockpit/plugin/defenderflow/";

  private final CookieManager cookies = new CookieManager();
  private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
  private final String application;

  /** Opens Cockpit; nobody is signed in. */
  CockpitSession(int port) {
    this.application = "http://127.0.0.1:" + port;
    get(PAGE);
  }

  /** Signs in with the password that is the same as the name. */
  CockpitSession signIn(String user) {
    HttpResponse<String> answer =
        send(
            request("/camunda/api/admin/auth/user/default/login/cockpit")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-XSRF-TOKEN", token())
                .POST(BodyPublishers.ofString("username=" + user + "&password=" + user)));
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(user + " could not sign in: " + answer.body());
    }
    // The session is a new one, and so is its token.
    get(PAGE);
    return this;
  }

  HttpResponse<String> read(String path) {
    return get(PLUGIN + path);
  }

  JsonNode json(String path) {
    return parsed(read(path));
  }

  /** Sends what the page sends, with the token that proves that it is the page. */
  HttpResponse<String> post(String path, String json) {
    return send(posting(path, json).header("X-XSRF-TOKEN", token()));
  }

  /** Sends what another site could make the browser send. */
  HttpResponse<String> postWithoutToken(String path, String json) {
    return send(posting(path, json));
  }

  static JsonNode parsed(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpRequest.Builder posting(String path, String json) {
    return request(PLUGIN + path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json));
  }

  private HttpResponse<String> get(String path) {
    return send(request(path));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(application + path));
  }

  private String token() {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
