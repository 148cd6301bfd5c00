package io.defenderflow.connection;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.defenderflow.credential.Credential;
import io.defenderflow.credential.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A login service and both APIs on one loopback port. It plays the given replies in order. */
public final class ScriptedTenant implements AutoCloseable {
  public static final String TENANT = "2f6d1f0a-6c3f-4c8e-9b35-0d5d3c0e1a11";
  public static final String CLIENT = "7b1f7a52-9f0f-4b53-8d53-6f2f5f0c2b22";
  public static final String SECRET_VALUE = "canary-secret-value-5d1c";

  static {
    // Otherwise the body waits for the acknowledgement of the headers: 40 ms for each answer.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Seen> tokenRequests = new CopyOnWriteArrayList<>();
  private final List<Seen> apiRequests = new CopyOnWriteArrayList<>();
  private final Deque<Reply> tokenReplies = new ArrayDeque<>();
  private final Deque<Reply> apiReplies = new ArrayDeque<>();
  private final AtomicInteger tokens = new AtomicInteger();
  private volatile List<String> roles = List.of("SecurityIncident.Read.All");
  private volatile List<String> endpointRoles = List.of("Machine.Read.All");

  /** A request as it arrived. */
  public record Seen(String verb, String target, Map<String, String> headers, String body) {}

  /** An answer to send. */
  public record Reply(int status, Map<String, String> headers, byte[] body) {
    public static Reply json(int status, String body) {
      return new Reply(
          status,
          Map.of("Content-Type", "application/json"),
          body.getBytes(StandardCharsets.UTF_8));
    }

    public Reply with(String header, String value) {
      Map<String, String> more = new TreeMap<>(headers);
      more.put(header, value);
      return new Reply(status, more, body);
    }
  }

  public ScriptedTenant() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/login/", exchange -> answer(exchange, tokenRequests, this::tokenReply));
    server.createContext("/", exchange -> answer(exchange, apiRequests, seen -> apiReply()));
    server.start();
  }

  public URI url(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }

  /** Settings of a connection to this tenant with a client secret. */
  public ConnectionSettings.Builder settings() {
    return ConnectionSettings.builder("default")
        .tenantId(TENANT)
        .clientId(CLIENT)
        .credential(new Credential.ClientSecret(Secret.of(SECRET_VALUE)))
        .loginUrl(url("/login"))
        .graphUrl(url("/graph"))
        .endpointUrl(url("/mde"));
  }

  public void grantsOnGraph(String... names) {
    roles = List.of(names);
  }

  public void grantsOnEndpoint(String... names) {
    endpointRoles = List.of(names);
  }

  /** The next answers of both APIs; the last one stays. */
  public void replies(Reply... replies) {
    synchronized (apiReplies) {
      apiReplies.clear();
      apiReplies.addAll(List.of(replies));
    }
  }

  /** The next answers of the login service, before it issues tokens again. */
  public void tokenReplies(Reply... replies) {
    synchronized (tokenReplies) {
      tokenReplies.clear();
      tokenReplies.addAll(List.of(replies));
    }
  }

  public List<Seen> tokenRequests() {
    return tokenRequests;
  }

  public List<Seen> apiRequests() {
    return apiRequests;
  }

  /** A token as Entra ID makes them, without a real signature. */
  public static String token(int number, List<String> roles) {
    String claims =
        "{\"jti\":\"" + number + "\",\"roles\":[\"" + String.join("\",\"", roles) + "\"]}";
    return encoded("{\"alg\":\"none\"}") + "." + encoded(claims) + ".canarysignature";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private Reply tokenReply(Seen seen) {
    synchronized (tokenReplies) {
      if (!tokenReplies.isEmpty()) {
        return tokenReplies.poll();
      }
    }
    boolean graph = seen.body().contains("graph.microsoft");
    String token = token(tokens.incrementAndGet(), graph ? roles : endpointRoles);
    return Reply.json(
        200,
        "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"ext_expires_in\":3599,"
            + "\"access_token\":\""
            + token
            + "\"}");
  }

  private Reply apiReply() {
    synchronized (apiReplies) {
      return apiReplies.size() > 1 ? apiReplies.poll() : apiReplies.peek();
    }
  }

  private static void answer(HttpExchange exchange, List<Seen> log, Script script)
      throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
      Seen seen =
          new Seen(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              headers,
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      log.add(seen);
      Reply reply = script.reply(seen);
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      boolean empty = reply.body().length == 0;
      exchange.sendResponseHeaders(reply.status(), empty ? -1 : reply.body().length);
      if (!empty) {
        exchange.getResponseBody().write(reply.body());
      }
    }
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private interface Script {
    Reply reply(Seen seen);
  }
}
