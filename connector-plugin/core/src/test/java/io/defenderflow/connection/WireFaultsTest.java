package io.defenderflow.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.defenderflow.action.endpoint.IsolationType;
import io.defenderflow.action.endpoint.Machines;
import io.defenderflow.action.incident.Incidents;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.simulator.AdjustableClock;
import io.defenderflow.transport.Timeouts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WireFaultsTest {
  private static final String MACHINE = "1e5bc9d7e413ddd7902c2932e418702b84d0cc07";
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final Timeouts SHORT =
      new Timeouts(
          Duration.ofSeconds(2),
          Duration.ofMillis(700),
          Duration.ofMillis(700),
          Duration.ofMillis(700));

  private static final Duration AFTER_THE_BREAKER = Duration.ofMinutes(6);

  private final List<Duration> pauses = new ArrayList<>();
  private ScriptedTenant login;

  @BeforeEach
  void open() throws IOException {
    login = new ScriptedTenant();
  }

  @AfterEach
  void close() {
    login.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u0001\u0002\u0003 garbage\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"id\":\"7\"}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{\"id\":\"7\"}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n{\"id\":\"7\"}",
        "HTTP/1.1 200 OK\r\nContent-Le"
      })
  void aBrokenAnswerIsTransientForReadsAndLostForWrites(String answer) throws IOException {
    try (RawServer server = RawServer.sending(answer);
        Connections connections = to(server.url(), Timeouts.DEFAULT)) {
      assertThat(read(connections).code()).isEqualTo(ErrorCode.NETWORK);
      assertThat(server.requests()).hasSize(3);

      assertThat(write(connections).code()).isEqualTo(ErrorCode.LOST_ANSWER);
      assertThat(server.requests()).as("one send of the write").hasSize(4);
    }
  }

  @Test
  void anAnswerThatNeverComesEndsAtTheDeadline() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    try (RawServer server = new RawServer((head, socket, out) -> await(never));
        Connections connections = to(server.url(), SHORT)) {
      assertThat(read(connections).code()).isEqualTo(ErrorCode.TIMEOUT);
      assertThat(write(connections).code()).isEqualTo(ErrorCode.LOST_ANSWER);
      assertThat(server.requests()).hasSize(2);
      never.countDown();
    }
  }

  @Test
  void anAnswerThatDripsEndsAtTheDeadline() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    try (RawServer server =
            new RawServer(
                (head, socket, out) -> {
                  out.write(
                      (OK + "Content-Length: 1000000\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                  while (true) {
                    out.write(' ');
                    out.flush();
                    awaitShortly(never);
                  }
                });
        Connections connections = to(server.url(), SHORT)) {
      long start = System.nanoTime();

      assertThat(read(connections).code()).isEqualTo(ErrorCode.TIMEOUT);

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void anEndlessAnswerIsCutAtTheLimit() throws IOException {
    byte[] chunk = new byte[64 * 1_024];
    try (RawServer server =
            new RawServer(
                (head, socket, out) -> {
                  out.write((OK + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                  while (true) {
                    out.write(chunk);
                  }
                });
        Connections connections = to(server.url(), Timeouts.DEFAULT)) {
      assertThat(read(connections).code()).isEqualTo(ErrorCode.RESULT_TOO_LARGE);
      assertThat(write(connections).code()).isEqualTo(ErrorCode.LOST_ANSWER);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void anEndlessErrorIsReadToItsLimitOnly() throws IOException {
    byte[] chunk = "x".repeat(64 * 1_024).getBytes(StandardCharsets.US_ASCII);
    try (RawServer server =
            new RawServer(
                (head, socket, out) -> {
                  out.write(
                      "HTTP/1.1 409 Conflict\r\nConnection: close\r\n\r\n"
                          .getBytes(StandardCharsets.US_ASCII));
                  while (true) {
                    out.write(chunk);
                  }
                });
        Connections connections = to(server.url(), Timeouts.DEFAULT)) {
      assertThat(read(connections).code()).isEqualTo(ErrorCode.CONFLICT);
    }
  }

  @Test
  void aRefusedConnectionSendsNothingAndNamesTheHost() throws IOException {
    URI gone;
    try (RawServer server = RawServer.sending("")) {
      gone = server.url();
    }
    try (Connections connections = to(gone, Timeouts.DEFAULT)) {
      Fault fault = write(connections);

      assertThat(fault.code()).isEqualTo(ErrorCode.NETWORK);
      assertThat(fault.getMessage())
          .startsWith("localhost could not be reached: the connection was refused")
          .contains("Nothing was sent");
      assertThat(pauses).as("nothing was sent, so a write may be tried again").hasSize(2);
    }
  }

  @Test
  void anUnknownHostSendsNothing() {
    try (Connections connections =
        to(URI.create("https://graph.nowhere.invalid"), Timeouts.DEFAULT)) {
      Fault fault = read(connections);

      assertThat(fault.code()).isEqualTo(ErrorCode.NETWORK);
      assertThat(fault.getMessage()).contains("the name could not be resolved");
    }
  }

  /** What the wire does to an answer, and what that means for a read and for a write. */
  private enum WireFault {
    RESET_BEFORE_THE_ANSWER(ErrorCode.NETWORK, 3) {
      @Override
      void play(Socket socket, OutputStream out) throws IOException {
        reset(socket);
      }
    },
    RESET_AFTER_THE_HEADERS(ErrorCode.NETWORK, 3) {
      @Override
      void play(Socket socket, OutputStream out) throws IOException {
        out.write(ascii(OK + "Content-Length: 50\r\n\r\n"));
        out.flush();
        reset(socket);
      }
    },
    RESET_IN_A_CHUNK(ErrorCode.NETWORK, 3) {
      @Override
      void play(Socket socket, OutputStream out) throws IOException {
        out.write(ascii(OK + "Transfer-Encoding: chunked\r\n\r\n20\r\n{\"id\":"));
        out.flush();
        reset(socket);
      }
    },
    PLAIN_THOUGH_COMPRESSED(ErrorCode.PROTOCOL, 1) {
      @Override
      void play(Socket socket, OutputStream out) throws IOException {
        answer(out, "Content-Encoding: gzip\r\n", JSON);
      }
    },
    COMPRESSED_AND_CUT(ErrorCode.PROTOCOL, 1) {
      @Override
      void play(Socket socket, OutputStream out) throws IOException {
        byte[] whole = gzip(JSON);
        answer(out, "Content-Encoding: gzip\r\n", Arrays.copyOf(whole, whole.length - 9));
      }
    },
    COMPRESSED_WITH_A_WRONG_CHECKSUM(ErrorCode.PROTOCOL, 1) {
      @Override
      void play(Socket socket, OutputStream out) throws IOException {
        byte[] whole = gzip(JSON);
        whole[whole.length - 8] ^= 1;
        answer(out, "Content-Encoding: gzip\r\n", whole);
      }
    },
    COMPRESSED_IN_AN_UNASKED_WAY(ErrorCode.PROTOCOL, 1) {
      @Override
      void play(Socket socket, OutputStream out) throws IOException {
        answer(out, "Content-Encoding: br\r\n", JSON);
      }
    },
    A_PAGE_INSTEAD_OF_JSON(ErrorCode.PROTOCOL, 1) {
      @Override
      void play(Socket socket, OutputStream out) throws IOException {
        answer(out, "Content-Type: text/html\r\n", ascii("<html>Sign in</html>"));
      }
    },
    A_TEXT_INSTEAD_OF_JSON(ErrorCode.PROTOCOL, 1) {
      @Override
      void play(Socket socket, OutputStream out) throws IOException {
        answer(out, "Content-Type: application/xml\r\n", ascii("id=7"));
      }
    },
    UTF_16(ErrorCode.PROTOCOL, 1) {
      @Override
      void play(Socket socket, OutputStream out) throws IOException {
        answer(out, "", new String(JSON, UTF_8).getBytes(StandardCharsets.UTF_16));
      }
    },
    UTF_16_WITHOUT_A_MARK(ErrorCode.PROTOCOL, 1) {
      @Override
      void play(Socket socket, OutputStream out) throws IOException {
        answer(out, "", new String(JSON, UTF_8).getBytes(StandardCharsets.UTF_16LE));
      }
    },
    NO_BODY(ErrorCode.PROTOCOL, 1) {
      @Override
      void play(Socket socket, OutputStream out) throws IOException {
        out.write(ascii("HTTP/1.1 204 No Content\r\n\r\n"));
      }
    },
    AN_EMPTY_BODY(ErrorCode.PROTOCOL, 1) {
      @Override
      void play(Socket socket, OutputStream out) throws IOException {
        answer(out, "", new byte[0]);
      }
    },
    TOO_MANY_HEADERS(ErrorCode.PROTOCOL, 1) {
      @Override
      void play(Socket socket, OutputStream out) throws IOException {
        answer(out, "X-A: 1\r\n".repeat(10_000), JSON);
      }
    },
    TOO_LONG_A_HEADER(ErrorCode.PROTOCOL, 1) {
      @Override
      void play(Socket socket, OutputStream out) throws IOException {
        answer(out, "X-A: " + "a".repeat(1_000_000) + "\r\n", JSON);
      }
    };

    private static final byte[] JSON = "{\"id\":\"7\",\"type\":\"Isolate\"}".getBytes(UTF_8);

    private final ErrorCode read;
    private final int sends;

    WireFault(ErrorCode read, int sends) {
      this.read = read;
      this.sends = sends;
    }

    abstract void play(Socket socket, OutputStream out) throws IOException;

    private static void answer(OutputStream out, String headers, byte[] body) throws IOException {
      out.write(ascii(OK + headers + "Content-Length: " + body.length + "\r\n\r\n"));
      out.write(body);
      out.flush();
    }

    /** The other side hears a reset instead of an end. */
    private static void reset(Socket socket) throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
        gzip.write(plain);
      }
      return bytes.toByteArray();
    }
  }

  @ParameterizedTest
  @EnumSource(WireFault.class)
  void aBrokenAnswerNeverPassesForAResultAndAWriteIsNeverSentTwice(WireFault fault)
      throws IOException {
    try (RawServer server = new RawServer((head, socket, out) -> fault.play(socket, out));
        Connections connections = to(server.url(), Timeouts.DEFAULT)) {
      Fault read = read(connections);
      assertThat(read.code()).isEqualTo(fault.read);
      assertThat(read.verdict().nothingWasDone()).isTrue();
      assertThat(server.requests()).hasSize(fault.sends);

      Fault write = write(connections);
      assertThat(write.code()).isEqualTo(ErrorCode.LOST_ANSWER);
      assertThat(write.verdict().nothingWasDone()).isFalse();
      assertThat(server.requests()).as("one send of the write").hasSize(fault.sends + 1);
    }
  }

  @Test
  void aByteOrderMarkAndAnotherContentTypeAreTolerated() throws IOException {
    try (RawServer server =
            RawServer.sending(
                OK
                    + "Content-Type: text/plain\r\nContent-Length: 13\r\n\r\n"
                    + "\u00ef\u00bb\u00bf{\"id\":\"7\"}");
        Connections connections = to(server.url(), Timeouts.DEFAULT)) {
      assertThat(
              connections
                  .get("")
                  .calls(Effect.READ)
                  .of(Incidents.class)
                  .get("7", null)
                  .path("id")
                  .asText())
          .isEqualTo("7");
    }
  }

  @Test
  void headersThatDripEndAtTheDeadlineForReadsAndWrites() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    try (RawServer server =
            new RawServer(
                (head, socket, out) -> {
                  out.write(ascii(OK));
                  for (int i = 0; ; i++) {
                    out.write(ascii("X-" + i + ": 1\r\n"));
                    out.flush();
                    awaitShortly(never);
                  }
                });
        Connections connections = to(server.url(), SHORT)) {
      long start = System.nanoTime();

      assertThat(read(connections).code()).isEqualTo(ErrorCode.TIMEOUT);
      assertThat(write(connections).code()).isEqualTo(ErrorCode.LOST_ANSWER);

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
      assertThat(server.requests()).hasSize(2);
      never.countDown();
    }
  }

  @Test
  void aThousandFailingCallsLeaveNoSocketNoThreadAndNoFileBehind() throws IOException {
    WireFault[] faults = WireFault.values();
    AtomicInteger served = new AtomicInteger();
    AtomicInteger open = new AtomicInteger();
    AdjustableClock clock = new AdjustableClock(Instant.parse("2026-11-21T03:00:00Z"));
    try (RawServer server =
            new RawServer(
                (head, socket, out) -> {
                  open.incrementAndGet();
                  try {
                    faults[served.getAndIncrement() % faults.length].play(socket, out);
                  } finally {
                    socket.close();
                    open.decrementAndGet();
                  }
                });
        Connections connections =
            Connections.open(
                List.of(login.settings().graphUrl(server.url()).endpointUrl(server.url()).build()),
                clock,
                pauses::add)) {
      read(connections);
      Set<String> files = temporaryFiles();
      long threads = clientThreads();
      long descriptors = descriptors();

      for (int i = 0; i < 1_000; i++) {
        Fault unused = i % 2 == 0 ? read(connections) : write(connections);
        clock.advance(AFTER_THE_BREAKER);
      }

      assertThat(served.get()).isGreaterThan(1_000);
      assertThat(clientThreads()).isLessThanOrEqualTo(threads);
      assertThat(temporaryFiles()).isEqualTo(files);
      assertThat(open).hasValue(0);
      assertThat(descriptors()).isLessThan(descriptors + 30);
    }
  }

  /** Threads of the connection; those of the test's own server come and go. */
  private static long clientThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.getName().startsWith("pool-"))
        .count();
  }

  private static long descriptors() {
    java.lang.management.OperatingSystemMXBean system =
        java.lang.management.ManagementFactory.getOperatingSystemMXBean();
    return system instanceof com.sun.management.UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }

  private static Set<String> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("defender-"))
          .collect(Collectors.toSet());
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private Connections to(URI api, Timeouts timeouts) {
    return Connections.open(
        List.of(login.settings().graphUrl(api).endpointUrl(api).timeouts(timeouts).build()),
        Clock.systemUTC(),
        pauses::add);
  }

  private static Fault read(Connections connections) {
    return catchThrowableOfType(
        Fault.class,
        () -> connections.get("").calls(Effect.READ).of(Incidents.class).get("7", null));
  }

  private static Fault write(Connections connections) {
    return catchThrowableOfType(
        Fault.class,
        () ->
            connections
                .get("")
                .calls(Effect.CONTAIN)
                .of(Machines.class)
                .isolate(MACHINE, "x", IsolationType.FULL));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitShortly(CountDownLatch latch) throws IOException {
    try {
      if (latch.await(50, java.util.concurrent.TimeUnit.MILLISECONDS)) {
        throw new IOException("over");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
