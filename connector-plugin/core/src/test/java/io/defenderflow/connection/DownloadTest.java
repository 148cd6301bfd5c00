package io.defenderflow.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Download;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.SignedLink;
import io.defenderflow.connection.ScriptedTenant.Reply;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Files by signed links. */
@Timeout(60)
class DownloadTest {
  private static final String LINK = "/storage/a/part-1.json.gz?sv=2026&sig=canary-signature%2F1";

  private final String content = "content " + UUID.randomUUID();
  private ScriptedTenant tenant;
  private Connections connections;

  @BeforeEach
  void open() throws IOException {
    tenant = new ScriptedTenant();
    connections =
        Connections.open(
            List.of(tenant.settings().largestDownload(100L).build()), Clock.systemUTC());
  }

  @AfterEach
  void close() {
    connections.close();
    tenant.close();
  }

  @Test
  void theWholeFileArrivesWithItsHashAndNoTokenIsSent() throws IOException {
    tenant.replies(new Reply(200, Map.of("Content-Type", "application/gzip"), bytes("abc")));

    Download file = download(tenant.url(LINK));

    assertThat(Files.readString(file.path())).isEqualTo("abc");
    assertThat(file.size()).isEqualTo(3);
    assertThat(file.sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(file.name()).isEqualTo("part-1.json.gz");
    assertThat(file.mediaType()).isEqualTo("application/gzip");
    assertThat(tenant.tokenRequests()).isEmpty();
    assertThat(tenant.apiRequests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.target()).isEqualTo(LINK);
              assertThat(request.headers()).doesNotContainKeys("Authorization", "Cookie");
            });
    file.close();
    assertThat(file.path()).doesNotExist();
  }

  @Test
  void onlyItsOwnerCanReadTheFile() throws IOException {
    tenant.replies(Reply.json(200, content));

    try (Download file = download(tenant.url(LINK))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
          .isEqualTo("rw-------");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/a?sig=canary-signature",
        "https://blob.core.windows.net.evil.example/a?sig=canary-signature",
        "https://evilblob.core.windows.net/a?sig=canary-signature",
        "http://account.blob.core.windows.net/a?sig=canary-signature",
        "https://account.blob.core.windows.net:8443/a?sig=canary-signature",
        "https://user@account.blob.core.windows.net/a?sig=canary-signature",
        "https://169.254.169.254/a?sig=canary-signature",
        "https://localhost/a?sig=canary-signature"
      })
  void aLinkToAnotherPlaceIsRefused(String link) {
    Fault fault = failing(URI.create(link));

    assertThat(fault.code()).isEqualTo(ErrorCode.EGRESS_REFUSED);
    assertThat(fault.getMessage())
        .contains(URI.create(link).getHost())
        .doesNotContain("canary", "/a", "user");
  }

  @Test
  void aLinkToThisMachineIsRefusedWhereTheServicesAreMicrosofts() throws IOException {
    try (Connections microsoft =
        Connections.open(
            List.of(tenant.settings().graphUrl(null).endpointUrl(null).build()),
            Clock.systemUTC())) {
      Fault fault =
          catchThrowableOfType(
              Fault.class,
              () -> microsoft.get("").calls(Effect.READ).download(link(tenant.url(LINK))));

      assertThat(fault.code()).isEqualTo(ErrorCode.EGRESS_REFUSED);
      assertThat(tenant.apiRequests()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "302, PROTOCOL",
    "206, PROTOCOL",
    "403, SERVICE_UNAVAILABLE",
    "404, NOT_FOUND",
    "503, SERVICE_UNAVAILABLE"
  })
  void anythingButTheWholeFileIsRefused(int status, ErrorCode code) throws IOException {
    tenant.replies(Reply.json(status, content).with("Location", tenant.url("/other").toString()));

    assertThat(failing(tenant.url(LINK)).code()).isEqualTo(code);
    assertThat(tenant.apiRequests()).as("one request, no redirect").hasSize(1);
    assertNothingIsLeft();
  }

  @Test
  void anExpiredLinkSaysThatTheStepFetchesANewOne() {
    tenant.replies(Reply.json(403, "<Error>sig=canary-signature</Error>"));

    assertThat(failing(tenant.url(LINK)))
        .hasMessageContaining("expired")
        .hasMessageContaining("new link")
        .hasMessageNotContaining("canary");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
      })
  void aPartOfAFileIsNoFile(String head) throws IOException {
    try (RawServer storage = RawServer.sending(head + content)) {
      assertThat(failing(storage.url().resolve(LINK)).code()).isEqualTo(ErrorCode.NETWORK);
      assertNothingIsLeft();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n"
      })
  void aFileOverTheCapIsNotKept(String head) throws IOException {
    try (RawServer storage =
        RawServer.sending(head + content + "x".repeat(101 - content.length()) + "\r\n0\r\n\r\n")) {
      Fault fault = failing(storage.url().resolve(LINK));

      assertThat(fault.code()).isEqualTo(ErrorCode.RESULT_TOO_LARGE);
      assertThat(fault).hasMessageContaining("largest-download");
      assertNothingIsLeft();
    }
  }

  @Test
  void whenOneOfSeveralFilesFailsTheOthersAreDeleted() throws IOException {
    tenant.replies(
        Reply.json(
            200, "{\"exportFiles\":[\"%s\",\"%s\"]}".formatted(tenant.url(LINK), tenant.url(LINK))),
        Reply.json(200, content),
        Reply.json(503, ""));
    ActionEntry action = Catalogue.load().find("assessment.download").orElseThrow();

    Fault fault =
        catchThrowableOfType(
            Fault.class,
            () ->
                action.call(
                    connections.get("").calls(Effect.READ),
                    action.bind(Map.of("export", "softwareInventory"))));

    assertThat(fault.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
    assertNothingIsLeft();
  }

  @Test
  void theLinkShowsInNoLogAndInNoText() {
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Level before = root.getLevel();
    log.start();
    root.addAppender(log);
    root.setLevel(Level.TRACE);
    try {
      tenant.replies(Reply.json(200, content), Reply.json(403, ""));
      Download file = download(tenant.url(LINK));
      file.close();
      Fault fault = failing(tenant.url(LINK));

      assertThat(List.of(file.toString(), fault.toString(), link(tenant.url(LINK)).toString()))
          .noneMatch(text -> text.contains("canary"));
    } finally {
      root.setLevel(before);
      root.detachAppender(log);
    }
    assertThat(log.list)
        .as("the library did log")
        .anyMatch(event -> event.getLoggerName().startsWith("org.apache.hc.client5"));
    assertThat(log.list).noneMatch(event -> event.getFormattedMessage().contains("canary"));
  }

  private Download download(URI link) {
    return connections.get("").calls(Effect.READ).download(link(link));
  }

  private Fault failing(URI link) {
    return catchThrowableOfType(Fault.class, () -> download(link));
  }

  private static SignedLink link(URI uri) {
    return SignedLink.of("\"" + uri + "\"");
  }

  /** Other builds on this machine may have files of their own. */
  private void assertNothingIsLeft() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(files.filter(file -> file.toString().endsWith(".download")))
          .noneMatch(this::holdsContent);
    }
  }

  private boolean holdsContent(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(content);
    } catch (IOException gone) {
      return false;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
