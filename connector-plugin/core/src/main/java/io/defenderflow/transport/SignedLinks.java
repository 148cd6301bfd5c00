package io.defenderflow.transport;

import io.defenderflow.catalogue.Download;
import io.defenderflow.catalogue.SignedLink;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
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
      if (answer.status() != 200) {
        throw refused(link.getHost(), answer);
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

  private void requireStorage(URI link) {
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

  private Fault refused(String host, Received answer) {
    String told =
        " (HTTP "
            + answer.status()
            + named(answer, "x-ms-error-code")
            + named(answer, "x-ms-request-id")
            + ")";
    Fault fault =
        switch (answer.status()) {
          case 401, 403 ->
              Fault.of(
                  ErrorCode.SERVICE_UNAVAILABLE,
                  "The storage "
                      + host
                      + " did not accept the download link, most often because it has expired. The"
                      + " step is repeated by itself and asks for a new link. If it goes on, check"
                      + " the clock of this machine, and whether a proxy or a firewall blocks the"
                      + " host."
                      + told);
          case 404, 410 ->
              Fault.of(
                  ErrorCode.NOT_FOUND,
                  "The storage "
                      + host
                      + " no longer has the file. Collect it anew with the step that made it."
                      + told);
          case 407 ->
              Fault.of(
                  ErrorCode.NETWORK,
                  "The proxy asks for other credentials. Check the proxy settings of the"
                      + " connection."
                      + told);
          default ->
              answer.status() == 429 || answer.status() >= 500
                  ? Fault.of(
                      ErrorCode.SERVICE_UNAVAILABLE,
                      "The storage "
                          + host
                          + " is busy or out of order at the moment. The step is repeated by"
                          + " itself."
                          + told)
                  : Fault.of(
                      ErrorCode.PROTOCOL,
                      "The storage "
                          + host
                          + " answered without the file. A redirect is never followed. Check"
                          + " whether a proxy or a firewall changes the traffic, then retry."
                          + told);
        };
    Instant now = clock.instant();
    Fault withStatus = fault.withStatus(answer.status());
    return RetryAfter.of(answer, now)
        .map(wait -> withStatus.withRetryAt(now.plus(wait)))
        .orElse(withStatus);
  }

  private Fault unanswered(String host, Unanswered e) {
    return switch (e.silence()) {
      case TOO_LARGE ->
          Fault.of(
              ErrorCode.RESULT_TOO_LARGE,
              "The file is larger than the "
                  + largest
                  + " bytes that the connection accepts, so it was not kept. Raise"
                  + " largest-download of the connection if the file is wanted, and make sure that"
                  + " the disk has room for it.");
      case TIMEOUT ->
          Fault.of(
              ErrorCode.TIMEOUT,
              "The file did not arrive from "
                  + host
                  + " within "
                  + deadline.toSeconds()
                  + " seconds, and what had arrived was deleted. The step is repeated by itself. If"
                  + " it goes on, raise timeouts.download of the connection.");
      case LOST, MALFORMED ->
          Fault.of(
              ErrorCode.NETWORK,
              "Only a part of the file arrived from "
                  + host
                  + ", so it was deleted. The step is repeated by itself and asks for a new link.");
      default -> Faults.ofSilence(Kind.READ, host, e);
    };
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
