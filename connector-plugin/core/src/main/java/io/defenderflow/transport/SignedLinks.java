package io.defenderflow.transport;

import io.defenderflow.answer.AnswerTable;
import io.defenderflow.answer.Exchange;
import io.defenderflow.answer.Kind;
import io.defenderflow.answer.Row;
import io.defenderflow.catalogue.Download;
import io.defenderflow.catalogue.SignedLink;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.fault.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fetches files by links that carry their own permission. A token is never sent along, a redirect
 * is never followed, and only Microsoft's storage is asked. The link is a secret: of it only the
 * host shows in messages, and nothing of it in logs.
 */
public final class SignedLinks {
  /**
   * Azure Storage in all clouds, and the servers that hand out investigation packages. Sources:
   * Azure Storage endpoints, national clouds, Get package SAS URI API.
   */
  private static final List<String> STORAGE =
      List.of(
          ".blob.core.windows.net",
          ".blob.storage.azure.net",
          ".blob.core.usgovcloudapi.net",
          ".blob.core.chinacloudapi.cn",
          ".securitycenter.windows.com",
          ".securitycenter.microsoft.us");

  private static final int HTTPS = 443;
  private static final Pattern FILE_NAME =
      Pattern.compile("(?i)(?:^|;)\\s*filename\\s*=\\s*(?:\"([^\"]+)\"|([^;\"\\s]+))");
  private static final Pattern MEDIA_TYPE = Pattern.compile("[A-Za-z0-9.+-]{1,60}/[\\w.+-]{1,60}");

  private final HttpLine line;
  private final Collection<URI> endpoints;
  private final Duration deadline;
  private final long largest;
  private final Clock clock;

  /**
   * @param endpoints the services of the connection: where one of them is on this machine, links
   *     may lead there as well
   * @param deadline for one whole file
   * @param largest the most bytes of one file
   */
  public SignedLinks(
      HttpLine line, Collection<URI> endpoints, Duration deadline, long largest, Clock clock) {
    this.line = line;
    this.endpoints = List.copyOf(endpoints);
    this.deadline = deadline;
    this.largest = largest;
    this.clock = clock;
  }

  Download download(SignedLink link) {
    requireStorage(link.uri());
    Path file = temporaryFile();
    boolean complete = false;
    try {
      Download download = fetch(link.uri(), file);
      complete = true;
      return download;
    } finally {
      if (!complete) {
        delete(file);
      }
    }
  }

  private Download fetch(URI link, Path file) {
    MessageDigest sha256 = sha256();
    Received answer;
    try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), sha256)) {
      answer = line.fetch(link, deadline, largest, out);
      Row row = AnswerTable.row(exchange(answer));
      if (row.verdict() != Verdict.DONE) {
        throw refused(row, link.getHost(), answer);
      }
    } catch (Unanswered e) {
      throw unanswered(link.getHost(), e);
    } catch (IOException | HttpLine.NotWritten e) {
      throw notWritten();
    }
    return new Download(
        name(link, answer),
        mediaType(answer),
        size(file),
        HexFormat.of().formatHex(sha256.digest()),
        file);
  }

  /**
   * Makes sure that a link leads to a storage of Microsoft.
   *
   * @throws Fault with EGRESS_REFUSED; the message names the host only
   */
  void requireStorage(URI link) {
    String host = link.getHost().toLowerCase(Locale.ROOT);
    boolean storage =
        "https".equalsIgnoreCase(link.getScheme())
            && (link.getPort() < 0 || link.getPort() == HTTPS)
            && STORAGE.stream().anyMatch(host::endsWith);
    boolean own =
        Loopback.isLoopback(host)
            && endpoints.stream()
                .anyMatch(
                    endpoint ->
                        Loopback.isLoopback(endpoint.getHost())
                            && endpoint.getScheme().equalsIgnoreCase(link.getScheme()));
    if ((!storage && !own) || link.getRawUserInfo() != null) {
      throw Fault.of(
          ErrorCode.EGRESS_REFUSED,
          "The download link leads to "
              + UpstreamText.clean(link.getHost(), 100)
              + ", which is not a storage of Microsoft that is reached with https. Nothing was sent"
              + " there. Report it, and do not fetch the file by hand before it is clear who sent"
              + " the link.");
    }
  }

  private static Exchange exchange(Received answer) {
    String code = answer.header("x-ms-error-code").orElse("");
    return Exchange.answered(Kind.DOWNLOAD, "", answer.status(), code, "", "");
  }

  private Fault refused(Row row, String host, Received answer) {
    String tail =
        " ("
            + host
            + ", HTTP "
            + answer.status()
            + named(answer, "x-ms-error-code")
            + named(answer, "x-ms-request-id")
            + ")";
    Fault fault = Faults.of(row, told(row, host) + tail).withStatus(answer.status());
    Instant now = clock.instant();
    return RetryAfter.of(answer, now).map(wait -> fault.withRetryAt(now.plus(wait))).orElse(fault);
  }

  private Fault unanswered(String host, Unanswered e) {
    Row row = AnswerTable.row(Exchange.silent(Kind.DOWNLOAD, e.silence()));
    String limit =
        switch (e.silence()) {
          case TOO_LARGE -> ", at most " + largest + " bytes";
          case TIMEOUT -> ", at most " + deadline.toSeconds() + " seconds";
          default -> "";
        };
    return e.silence().sent()
        ? Faults.of(row, told(row, host) + " (" + host + limit + ")")
        : Faults.ofSilence(Kind.DOWNLOAD, host, e);
  }

  private static String told(Row row, String host) {
    return row.meaning("The storage " + host, "the app");
  }

  private static Fault notWritten() {
    return Fault.of(
        ErrorCode.INTERNAL,
        "The file could not be written to the temporary folder of this machine ("
            + System.getProperty("java.io.tmpdir")
            + "). Check its free space and its rights. The step is repeated by itself.");
  }

  private static String named(Received answer, String header) {
    return answer.header(header).map(value -> ", " + UpstreamText.clean(value, 64)).orElse("");
  }

  private static String name(URI link, Received answer) {
    Matcher given = FILE_NAME.matcher(answer.header("Content-Disposition").orElse(""));
    String path = link.getPath() == null ? "" : link.getPath();
    String name =
        given.find()
            ? given.group(1) == null ? given.group(2) : given.group(1)
            : path.substring(path.lastIndexOf('/') + 1);
    return Download.fileName(name);
  }

  private static String mediaType(Received answer) {
    String type = answer.header("Content-Type").orElse("").replaceFirst(";.*", "").strip();
    return MEDIA_TYPE.matcher(type).matches() ? type : "application/octet-stream";
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw notWritten();
    }
  }

  /** Java creates temporary files that only their owner can read. */
  private static Path temporaryFile() {
    try {
      return Files.createTempFile("defender-", ".download");
    } catch (IOException e) {
      throw notWritten();
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256.", e);
    }
  }
}
