package io.defenderflow.transport;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import io.defenderflow.answer.AnswerTable;
import io.defenderflow.answer.Exchange;
import io.defenderflow.answer.Kind;
import io.defenderflow.answer.Row;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Carries the token requests of Microsoft's library over our own line: the same proxy, trust store,
 * deadline and limits. A request is sent once. Every answer but a good one becomes a {@link Fault}.
 */
public final class TokenHttp implements IHttpClient {
  private static final String LOGIN = "Microsoft Entra ID";
  private static final int MAX_BYTES = 1_024 * 1_024;
  private static final Pattern LINK_LOCAL = Pattern.compile("169\\.254(\\.[0-9]{1,3}){2}");
  private static final Pattern SCOPE = Pattern.compile("(?:^|&)(?:scope|resource)=([^&]*)");

  private final HttpLine line;
  private final UnaryOperator<URI> address;
  private final String tenantId;
  private final String clientId;
  private final Timeouts timeouts;
  private final Clock clock;
  private final ObjectMapper json = Json.mapper();

  private TokenHttp(
      HttpLine line,
      UnaryOperator<URI> address,
      String tenantId,
      String clientId,
      Timeouts timeouts,
      Clock clock) {
    this.line = line;
    this.address = address;
    this.tenantId = tenantId;
    this.clientId = clientId;
    this.timeouts = timeouts;
    this.clock = clock;
  }

  /**
   * Requests to the login service.
   *
   * @param login where it is
   * @param tenantId names the tenant in messages, as {@code clientId} names the app
   */
  public static TokenHttp toEntraId(
      HttpLine line, URI login, String tenantId, String clientId, Timeouts timeouts, Clock clock) {
    return new TokenHttp(
        line,
        uri -> URI.create(Origin.withoutSlash(login) + pathAndQuery(uri)),
        tenantId,
        clientId,
        timeouts,
        clock);
  }

  /**
   * Requests to the token service of the Azure host, which answers on this machine or on a
   * link-local address only.
   *
   * @param line without a proxy
   */
  public static TokenHttp toAzureHost(
      HttpLine line, String clientId, Timeouts timeouts, Clock clock) {
    return new TokenHttp(
        line, TokenHttp::localOnly, "of the managed identity", clientId, timeouts, clock);
  }

  /**
   * The address that Microsoft's library is given. It accepts https only, while the login service
   * may be a simulator on loopback.
   */
  public static URI authority(URI login) {
    return URI.create("https://" + login.getRawAuthority());
  }

  @Override
  public IHttpResponse send(HttpRequest request) {
    URI uri = URI.create(request.url().toString());
    URI target = address.apply(uri);
    byte[] body = request.body() == null ? null : request.body().getBytes(StandardCharsets.UTF_8);
    Outgoing outgoing =
        new Outgoing(
            request.httpMethod().name(),
            target,
            request.headers() == null ? Map.of() : request.headers(),
            body,
            timeouts.call(),
            MAX_BYTES);
    Received answer = sendOnce(outgoing);
    if (!AnswerTable.bringsResult(Kind.TOKEN, answer.status())) {
      throw refused(answer, scope(request));
    }
    return new Good(answer.status(), answer.headers(), checked(target, answer));
  }

  private Received sendOnce(Outgoing outgoing) {
    try {
      return line.send(outgoing);
    } catch (Unanswered e) {
      throw Faults.ofSilence(Kind.TOKEN, outgoing.uri().getHost(), e);
    }
  }

  private Fault refused(Received answer, String scope) {
    ErrorBody error = ErrorBody.of(answer, json);
    Row row =
        AnswerTable.row(
            Exchange.answered(Kind.TOKEN, "", answer.status(), error.code(), error.message(), ""));
    Instant now = clock.instant();
    if (row.code().orElseThrow() != ErrorCode.AUTH_FAILED) {
      return Faults.ofAnswer(row, Kind.TOKEN, LOGIN, "app " + clientId, answer, error, now);
    }
    Duration offset = Duration.between(RetryAfter.serverTime(answer, now), now);
    String hint = TokenHints.of(error.message(), clientId, tenantId, scope, offset);
    return Faults.of(row, LOGIN + " issued no token. " + hint, answer.status(), error);
  }

  private String checked(URI target, Received answer) {
    try {
      if (json.readTree(answer.body()).path("access_token").isTextual()) {
        return new String(answer.body(), StandardCharsets.UTF_8);
      }
    } catch (IOException noJson) {
      throw noToken(target.getHost(), answer);
    }
    throw noToken(target.getHost(), answer);
  }

  private static Fault noToken(String host, Received answer) {
    Row row = AnswerTable.row(Exchange.unreadable(Kind.TOKEN, answer.status()));
    return Faults.of(row, row.meaning("The login service " + host, "the app"))
        .withStatus(answer.status());
  }

  static URI localOnly(URI uri) {
    if (Loopback.isLoopback(uri.getHost()) || LINK_LOCAL.matcher(uri.getHost()).matches()) {
      return uri;
    }
    throw Fault.of(
        ErrorCode.EGRESS_REFUSED,
        "The managed identity service is said to be at "
            + UpstreamText.clean(uri.getHost(), 100)
            + ", which is not this machine. Nothing was sent there. Check IDENTITY_ENDPOINT.");
  }

  private static String pathAndQuery(URI uri) {
    return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
  }

  private static String scope(HttpRequest request) {
    Matcher scope = SCOPE.matcher(request.body() == null ? "" : request.body());
    String found = "";
    while (scope.find()) {
      found = URLDecoder.decode(scope.group(1), StandardCharsets.UTF_8);
    }
    // The library asks for a refresh token as well, which says nothing here.
    return UpstreamText.clean(found.replaceAll("\\b(openid|profile|offline_access)\\b", ""), 120);
  }

  /** An answer in the library's form. */
  private record Good(int statusCode, Map<String, List<String>> headers, String body)
      implements IHttpResponse {
    @Override
    public String toString() {
      return "HTTP " + statusCode;
    }
  }
}
