package io.defenderflow.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.defenderflow.answer.AnswerTable;
import io.defenderflow.answer.Exchange;
import io.defenderflow.answer.Kind;
import io.defenderflow.answer.Row;
import io.defenderflow.catalogue.SignedLink;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.fault.Verdict;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whatever an answer holds, reading it neither breaks nor leads anywhere else. */
class AnswerFuzzTest {
  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
  private static final ObjectMapper JSON = Json.mapper();
  private static final Origin GRAPH =
      new Origin(URI.create("https://graph.microsoft.com"), "https://graph.microsoft.com/.default");
  private static final Origin BELOW_A_PATH =
      new Origin(URI.create("http://localhost:8443/graph"), "api://graph/.default");
  private static final SignedLinks LINKS =
      new SignedLinks(null, List.of(), Duration.ofMinutes(1), 1_000, Clock.systemUTC());

  /** The same checks as in the code, written in another way. */
  private static final Pattern WITHIN_GRAPH =
      Pattern.compile("(?i)https://graph\\.microsoft\\.com(:443|:)?/[!-~&&[^#\\\\]]*");

  private static final Pattern BELOW_PATH =
      Pattern.compile("(?i)http://localhost:8443/(?-i)graph/[!-~&&[^#\\\\]]*");
  private static final Pattern STORAGE =
      Pattern.compile(
          "(?i)https://([a-z0-9-]+\\.)+(blob\\.core\\.windows\\.net|blob\\.storage\\.azure\\.net"
              + "|blob\\.core\\.usgovcloudapi\\.net|blob\\.core\\.chinacloudapi\\.cn"
              + "|securitycenter\\.windows\\.com|securitycenter\\.microsoft\\.us)(:443|:)?([/?#].*)?",
          Pattern.DOTALL);

  @FuzzTest(maxDuration = "2m")
  void theWaitThatAHeaderNamesIsNeverNegativeAndNeverEndless(byte[] input) {
    String text = new String(input, ISO_8859_1);
    int cut = text.indexOf('\n');
    Map<String, List<String>> headers =
        cut < 0
            ? Map.of("Retry-After", List.of(text))
            : Map.of(
                "Retry-After",
                List.of(text.substring(0, cut)),
                "Date",
                List.of(text.substring(cut + 1)));

    Optional<Duration> wait = RetryAfter.of(new Received(429, headers, new byte[0]), NOW);
    Optional<Duration> quota = RetryAfter.ofHuntingQuota(text);

    assertBounded(wait);
    assertBounded(quota);
  }

  @FuzzTest(maxDuration = "2m")
  void anErrorBodyIsReadWhateverItHolds(byte[] body) {
    ErrorBody error = ErrorBody.of(new Received(503, Map.of(), body), JSON);
    Row row =
        AnswerTable.row(
            Exchange.answered(
                Kind.WRITE, "/v1.0/x", 503, error.code(), error.message(), error.requestId()));
    Fault fault = Faults.ofAnswer(row, Kind.WRITE, "Graph", "app 1", answer(body), error, NOW);

    assertThat(error.message()).hasSizeLessThanOrEqualTo(ErrorBody.MAX_TEXT);
    assertThat(error.code()).hasSizeLessThanOrEqualTo(100);
    assertThat(error.requestId()).hasSizeLessThanOrEqualTo(64);
    assertThat(fault.getMessage()).hasSizeLessThanOrEqualTo(Faults.MAX_MESSAGE);
    assertThat(fault.getMessage().chars().filter(Character::isISOControl).count()).isZero();
    assertThat(fault.verdict()).isEqualTo(Verdict.OUTCOME_UNKNOWN);
  }

  @FuzzTest(maxDuration = "2m")
  void aChallengeDecidesOnlyWhetherAFreshTokenHelps(byte[] challenge) {
    String text = new String(challenge, ISO_8859_1);

    Row row = AnswerTable.row(Exchange.answered(Kind.READ, "/v1.0/x", 401, "", "", text));

    assertThat(row.code()).contains(ErrorCode.AUTH_FAILED);
    assertThat(row.verdict())
        .isEqualTo(text.contains("insufficient_claims") ? Verdict.PERMANENT : Verdict.FRESH_TOKEN);
  }

  @FuzzTest(maxDuration = "2m")
  void aNextLinkIsFollowedOnlyWithinItsOrigin(byte[] address) {
    String text = new String(address, UTF_8);

    assertWithin(GRAPH, WITHIN_GRAPH, text);
    assertWithin(BELOW_A_PATH, BELOW_PATH, text);
  }

  @FuzzTest(maxDuration = "2m")
  void aSignedLinkIsFollowedOnlyToAStorageOfMicrosoft(byte[] link) {
    URI uri;
    try {
      uri = SignedLink.of(new String(link, UTF_8)).uri();
      LINKS.requireStorage(uri);
    } catch (Fault refused) {
      assertThat(refused.code()).isIn(ErrorCode.EGRESS_REFUSED, ErrorCode.PROTOCOL);
      return;
    }
    assertThat(uri.toString()).matches(STORAGE);
    assertThat(uri.toString().substring(8).split("[/?#]", 2)[0]).doesNotContain("@");
  }

  private static void assertWithin(Origin origin, Pattern expected, String address) {
    URI uri;
    try {
      uri = origin.within(address);
    } catch (Fault refused) {
      assertThat(refused.code()).isEqualTo(ErrorCode.EGRESS_REFUSED);
      return;
    }
    assertThat(uri.toString()).matches(expected).isEqualTo(address);
    String normal = uri.normalize().getPath();
    String prefix = origin.base().getPath();
    assertThat(normal).startsWith(prefix).doesNotContain("/../");
  }

  private static void assertBounded(Optional<Duration> wait) {
    wait.ifPresent(duration -> assertThat(duration).isBetween(Duration.ZERO, RetryAfter.LONGEST));
  }

  private static Received answer(byte[] body) {
    return new Received(503, Map.of(), body);
  }
}
