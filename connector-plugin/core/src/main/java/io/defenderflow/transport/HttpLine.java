package io.defenderflow.transport;

import io.defenderflow.answer.AnswerTable;
import io.defenderflow.answer.Kind;
import io.defenderflow.answer.Silence;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultProxyRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The only place that opens sockets. It sends a request once: it repeats nothing, follows no
 * redirect, keeps no cookie, ends a call at its deadline and an answer at its limit.
 */
public final class HttpLine implements AutoCloseable {
  private static final int MAX_SOCKETS = 100;
  private static final int MAX_HEADERS = 200;
  private static final int MAX_HEADER_LENGTH = 16 * 1_024;
  private static final int MAX_ERROR_BYTES = 64 * 1_024;
  private static final String SENT = "io.defenderflow.sent";
  private static final String SIGNED = "io.defenderflow.signed";

  private final CloseableHttpClient client;
  private final Timeout connectTimeout;
  private final ScheduledThreadPoolExecutor deadlines;

  /**
   * @param proxy used for every host but loopback
   * @param tls decides which servers are trusted
   */
  public HttpLine(Timeouts timeouts, Optional<ProxySettings> proxy, SSLContext tls) {
    connectTimeout = Timeout.of(timeouts.connect());
    deadlines = deadlines();
    HttpClientBuilder builder =
        HttpClients.custom()
            .setConnectionManager(sockets(tls))
            .setRequestExecutor(new SendingMark())
            .evictIdleConnections(TimeValue.ofSeconds(30))
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableContentCompression()
            .disableAuthCaching();
    proxy.ifPresent(settings -> use(builder, settings));
    client = builder.build();
  }

  /** Sends a request once and reads its answer, whatever the status is. */
  Received send(Outgoing outgoing) throws Unanswered {
    return exchange(
        request(outgoing),
        HttpClientContext.create(),
        outgoing.deadline(),
        response -> read(response, outgoing.maxBytes()));
  }

  /**
   * Fetches a file once by a signed link, without a token. A good answer goes to the sink as it
   * arrives; of any other only status and headers are read.
   *
   * @throws NotWritten where the sink fails
   */
  Received fetch(URI link, Duration deadline, long maxBytes, OutputStream sink) throws Unanswered {
    HttpClientContext context = HttpClientContext.create();
    context.setAttribute(SIGNED, link.getRawPath() + "?" + link.getRawQuery());
    // The library logs what it sends, so that it gets to know path and query at the last moment.
    HttpUriRequestBase request = new HttpUriRequestBase("GET", link.resolve("/"));
    request.setHeader("User-Agent", UserAgent.TEXT);
    request.setHeader("Accept", "*/*");
    request.setConfig(waiting(deadline));
    return exchange(request, context, deadline, response -> stream(response, maxBytes, sink));
  }

  private Received exchange(
      HttpUriRequestBase request, HttpClientContext context, Duration patience, Reading reading)
      throws Unanswered {
    AtomicBoolean expired = new AtomicBoolean();
    Future<?> deadline =
        deadlines.schedule(
            () -> {
              expired.set(true);
              request.cancel();
            },
            patience.toMillis(),
            TimeUnit.MILLISECONDS);
    try (ClassicHttpResponse response = client.executeOpen(null, request, context)) {
      if (context.getAttribute(SENT) == null) {
        // The proxy refused the tunnel, and its answer must not pass for one of Microsoft.
        throw new Unanswered(Silence.PROXY, "the proxy answered HTTP " + response.getCode());
      }
      return reading.of(response);
    } catch (NotWritten e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      boolean sent = context.getAttribute(SENT) != null;
      Silence silence = sent ? afterSending(e, expired.get()) : beforeSending(e, expired.get());
      throw new Unanswered(silence, detail(e));
    } finally {
      deadline.cancel(false);
    }
  }

  @Override
  public void close() {
    client.close(CloseMode.GRACEFUL);
    deadlines.shutdownNow();
  }

  private HttpUriRequestBase request(Outgoing outgoing) {
    HttpUriRequestBase request = new HttpUriRequestBase(outgoing.verb(), outgoing.uri());
    outgoing.headers().forEach(request::setHeader);
    request.setConfig(waiting(outgoing.deadline()));
    if (outgoing.body() != null) {
      request.setEntity(new ByteArrayEntity(outgoing.body(), null));
    } else if (!outgoing.verb().equals("GET")) {
      // Without a length some front ends of Microsoft answer 411.
      request.setEntity(new ByteArrayEntity(new byte[0], null));
    }
    return request;
  }

  private RequestConfig waiting(Duration deadline) {
    return RequestConfig.custom()
        .setConnectionRequestTimeout(connectTimeout)
        .setResponseTimeout(Timeout.of(deadline))
        .build();
  }

  private static Received read(ClassicHttpResponse response, long maxBytes) throws IOException {
    boolean good = AnswerTable.bringsResult(Kind.READ, response.getCode());
    return new Received(
        response.getCode(), headers(response), body(response.getEntity(), good, maxBytes));
  }

  private static Received stream(ClassicHttpResponse response, long maxBytes, OutputStream sink)
      throws IOException {
    if (AnswerTable.bringsResult(Kind.DOWNLOAD, response.getCode())) {
      copy(response.getEntity(), maxBytes, sink);
    }
    return new Received(response.getCode(), headers(response), new byte[0]);
  }

  private static Map<String, List<String>> headers(ClassicHttpResponse response) {
    Map<String, List<String>> headers = new HashMap<>();
    for (Header header : response.getHeaders()) {
      headers.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(header.getValue());
    }
    return headers;
  }

  private static void copy(HttpEntity entity, long maxBytes, OutputStream sink) throws IOException {
    if (entity == null || (entity.getContentLength() < 0 && !entity.isChunked())) {
      throw new EOFException("Nothing says where the file ends, so that a part could pass for it.");
    }
    if (entity.getContentLength() > maxBytes) {
      throw new Decoded.TooLarge();
    }
    InputStream content = entity.getContent();
    byte[] buffer = new byte[64 * 1_024];
    long size = 0;
    for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
      size += n;
      if (size > maxBytes) {
        throw new Decoded.TooLarge();
      }
      try {
        sink.write(buffer, 0, n);
      } catch (IOException e) {
        throw new NotWritten(e);
      }
    }
  }

  private static byte[] body(HttpEntity entity, boolean good, long maxBytes) throws IOException {
    if (entity == null) {
      return new byte[0];
    }
    String encoding = entity.getContentEncoding() == null ? "" : entity.getContentEncoding();
    InputStream content = entity.getContent();
    if (good) {
      return Decoded.whole(content, encoding, maxBytes);
    }
    try {
      return Decoded.beginning(content, encoding, MAX_ERROR_BYTES);
    } catch (IOException unreadable) {
      // The status of an error says enough; its text is only for people.
      return new byte[0];
    }
  }

  private static Silence beforeSending(Exception e, boolean expired) {
    if (expired || e instanceof SocketTimeoutException) {
      return Silence.CONNECT_TIMEOUT;
    }
    if (e instanceof UnknownHostException) {
      return Silence.UNKNOWN_HOST;
    }
    if (e instanceof SSLException) {
      return Silence.TLS;
    }
    if (e instanceof ConnectionRequestTimeoutException) {
      return Silence.BUSY;
    }
    if (e instanceof ConnectException) {
      return Silence.REFUSED;
    }
    return e.getCause() instanceof HttpException ? Silence.PROXY : Silence.REFUSED;
  }

  private static Silence afterSending(Exception e, boolean expired) {
    if (expired || e instanceof SocketTimeoutException) {
      return Silence.TIMEOUT;
    }
    if (e instanceof Decoded.TooLarge) {
      return Silence.TOO_LARGE;
    }
    boolean unreadable =
        e instanceof ZipException
            || e instanceof EOFException
            || e instanceof MessageConstraintException
            || e.getCause() instanceof MessageConstraintException;
    return unreadable ? Silence.MALFORMED : Silence.LOST;
  }

  private static String detail(Exception e) {
    Throwable reason = e.getCause() instanceof HttpException ? e.getCause() : e;
    return UpstreamText.clean(reason.getMessage() == null ? "" : reason.getMessage(), 200);
  }

  private PoolingHttpClientConnectionManager sockets(SSLContext tls) {
    Http1Config limits =
        Http1Config.custom()
            .setMaxHeaderCount(MAX_HEADERS)
            .setMaxLineLength(MAX_HEADER_LENGTH)
            .build();
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
        .setConnectionFactory(new QuietConnections(limits))
        .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connectTimeout).build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(connectTimeout)
                .setSocketTimeout(connectTimeout)
                // A socket that the server closed meanwhile would cost a lost answer.
                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                .setTimeToLive(TimeValue.ofMinutes(5))
                .build())
        .setMaxConnTotal(MAX_SOCKETS)
        .setMaxConnPerRoute(MAX_SOCKETS / 2)
        .build();
  }

  private static void use(HttpClientBuilder builder, ProxySettings settings) {
    HttpHost host = new HttpHost("http", settings.host(), settings.port());
    builder.setRoutePlanner(
        new DefaultProxyRoutePlanner(host) {
          @Override
          protected HttpHost determineProxy(HttpHost target, HttpContext context) {
            return Loopback.isLoopback(target.getHostName()) ? null : host;
          }
        });
    if (settings.username() != null && !settings.username().isBlank()) {
      CredentialsProvider credentials = credentials(host, settings);
      builder.setDefaultCredentialsProvider(credentials);
    }
  }

  private static CredentialsProvider credentials(HttpHost proxy, ProxySettings settings) {
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(
        new AuthScope(proxy),
        new UsernamePasswordCredentials(
            settings.username(), settings.password().reveal().toCharArray()));
    return credentials;
  }

  private static ScheduledThreadPoolExecutor deadlines() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "defender-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /**
   * Notes that from here on the service may get the request, and fills in a signed path. A CONNECT
   * reaches the proxy only.
   */
  private static final class SendingMark extends HttpRequestExecutor {
    @Override
    public ClassicHttpResponse execute(
        ClassicHttpRequest request,
        HttpClientConnection connection,
        HttpResponseInformationCallback information,
        HttpContext context)
        throws IOException, HttpException {
      if (request.getMethod().equals("CONNECT")) {
        return super.execute(request, connection, information, context);
      }
      context.setAttribute(SENT, Boolean.TRUE);
      if (!(context.getAttribute(SIGNED) instanceof String signed)) {
        return super.execute(request, connection, information, context);
      }
      String shown = request.getPath();
      request.setPath(signed);
      try {
        return super.execute(request, connection, information, context);
      } finally {
        request.setPath(shown);
      }
    }
  }

  /** What is done with an answer while the connection is open. */
  @FunctionalInterface
  private interface Reading {
    Received of(ClassicHttpResponse response) throws IOException;
  }

  /** The file arrived, but could not be written down here. */
  static final class NotWritten extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotWritten(IOException cause) {
      super(cause);
    }
  }
}
