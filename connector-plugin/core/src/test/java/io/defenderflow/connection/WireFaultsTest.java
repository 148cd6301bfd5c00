package io.defenderflow.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.defenderflow.action.endpoint.IsolationType;
import io.defenderflow.action.endpoint.Machines;
import io.defenderflow.action.incident.Incidents;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.transport.Timeouts;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
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

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tooManyOrTooLongHeadersAreRefused(boolean many) throws IOException {
    String headers = many ? "X-A: 1\r\n".repeat(10_000) : "X-A: " + "a".repeat(1_000_000) + "\r\n";
    try (RawServer server = RawServer.sending(OK + headers + "Content-Length: 2\r\n\r\n{}");
        Connections connections = to(server.url(), Timeouts.DEFAULT)) {
      assertThat(read(connections).code()).isEqualTo(ErrorCode.PROTOCOL);
      assertThat(server.requests()).hasSize(1);
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
