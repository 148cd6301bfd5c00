package io.defenderflow.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * Sends requests to the engine's REST API, each of them once. It follows no redirect, so that the
 * login goes to the configured engine only.
 */
final class EngineRest {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration CALL = Duration.ofSeconds(30);
  private static final int LONGEST_REASON = 300;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final String url;
  private final EngineLogin login;
  private final HttpClient client;
  private final ObjectMapper json = new ObjectMapper();

  EngineRest(URI url, EngineLogin login, SSLContext tls) {
    this.url = url.toString().replaceAll("/+$", "");
    this.login = login;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .sslContext(tls)
            .build();
  }

  /**
   * Reads a resource.
   *
   * @param path starts with a slash; ids in it have gone through {@link #id}
   * @throws EngineRefused where the status is not a good one
   * @throws EngineUnreachable where no engine answers
   */
  JsonNode get(String path) {
    return json(answer(request(path, CALL).GET(), CALL));
  }

  /** The same for what is not JSON, such as the content of a file variable. */
  byte[] bytes(String path) {
    return answer(request(path, CALL).GET(), CALL);
  }

  /**
   * Sends a command or a query.
   *
   * @return the answer's JSON; missing where it has no content
   */
  JsonNode post(String path, JsonNode body) {
    return post(path, body, Duration.ZERO);
  }

  /** The same where the engine may hold the answer back for a while. */
  JsonNode post(String path, JsonNode body, Duration heldBack) {
    Duration deadline = CALL.plus(heldBack);
    return json(
        answer(
            request(path, deadline)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())),
            deadline));
  }

  /** An id as a part of a path. */
  static String id(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String path, Duration deadline) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(deadline).header("Accept", "*/*");
    login.authorization().ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  private byte[] answer(HttpRequest.Builder request, Duration deadline) {
    CompletableFuture<HttpResponse<byte[]>> call =
        client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    try {
      // The request's own timeout ends with the headers; this one covers the body as well.
      HttpResponse<byte[]> response = call.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() < 200 || response.statusCode() >= 300) {
        throw refused(response.statusCode(), response.body());
      }
      return response.body();
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      throw new EngineUnreachable("The worker stops and no longer waits for the engine.");
    } catch (TimeoutException e) {
      call.cancel(true);
      throw unreachable("did not answer within " + deadline.toSeconds() + " seconds");
    } catch (ExecutionException e) {
      throw unreachable(whatHappened(e.getCause()));
    }
  }

  private static String whatHappened(Throwable cause) {
    if (cause instanceof ConnectException) {
      return "cannot be connected to";
    }
    if (cause instanceof SSLException) {
      return "has no certificate that the worker trusts. Where an authority of your own signs it,"
          + " set defender.engine.trust-store.file";
    }
    return "did not answer (" + cause.getClass().getSimpleName() + ")";
  }

  private EngineUnreachable unreachable(String what) {
    return new EngineUnreachable(
        "The engine at "
            + url
            + " "
            + what
            + ". No steps are run until it answers; the worker goes on asking. Check that the"
            + " engine runs, and check defender.engine.url.");
  }

  private EngineRefused refused(int status, byte[] body) {
    String reason = reason(body);
    String message =
        switch (status) {
          case UNAUTHORIZED ->
              "The engine at "
                  + url
                  + " does not accept the worker's login (HTTP 401). No steps are run until it"
                  + " does. "
                  + login.settings()
                  + ".";
          case FORBIDDEN ->
              "The engine does not let the worker do this (HTTP 403): "
                  + reason
                  + " Grant the worker's user the authorizations that the guide to the standalone"
                  + " worker lists.";
          case NOT_FOUND ->
              reason.isEmpty()
                  ? "There is no engine REST API at "
                      + url
                      + " (HTTP 404). Check defender.engine.url; it usually ends with /engine-rest."
                  : "The engine does not find what was asked for (HTTP 404): " + reason;
          default -> "The engine answered with HTTP " + status + ": " + reason;
        };
    return new EngineRefused(status, reason, message);
  }

  /** The engine's own words; empty where what answered was not the engine's REST API. */
  private String reason(byte[] body) {
    try {
      String text = json.readTree(body).path("message").asText().replaceAll("\\p{Cntrl}", " ");
      return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "...";
    } catch (IOException e) {
      return "";
    }
  }

  private JsonNode json(byte[] body) {
    if (body.length == 0) {
      return MissingNode.getInstance();
    }
    try {
      return json.readTree(body);
    } catch (JsonProcessingException e) {
      throw unreachable("answered with something else than JSON");
    } catch (IOException e) {
      throw unreachable("gave an answer that cannot be read");
    }
  }
}
