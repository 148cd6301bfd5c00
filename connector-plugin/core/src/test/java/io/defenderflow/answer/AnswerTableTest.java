package io.defenderflow.answer;

import static io.defenderflow.answer.Kind.DOWNLOAD;
import static io.defenderflow.answer.Kind.HUNT;
import static io.defenderflow.answer.Kind.READ;
import static io.defenderflow.answer.Kind.TOKEN;
import static io.defenderflow.answer.Kind.WRITE;
import static io.defenderflow.fault.Verdict.BUSINESS_ERROR;
import static io.defenderflow.fault.Verdict.DONE;
import static io.defenderflow.fault.Verdict.DONE_IN_PART;
import static io.defenderflow.fault.Verdict.FRESH_TOKEN;
import static io.defenderflow.fault.Verdict.OUTCOME_UNKNOWN;
import static io.defenderflow.fault.Verdict.PERMANENT;
import static io.defenderflow.fault.Verdict.RETRY_LATER;
import static io.defenderflow.fault.Verdict.RETRY_NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.ErrorCode.Ending;
import io.defenderflow.fault.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerTableTest {
  private static final String PATH = "/v1.0/security/incidents/7";
  private static final String MACHINE =
      "/api/machines/1e5bc9d7e413ddd7902c2932e418702b84d0cc07/isolate";
  private static final Set<Kind> CALLS = EnumSet.of(READ, HUNT, WRITE);
  private static final Set<Kind> READS = EnumSet.of(READ, HUNT);

  /** Kinds, statuses, Microsoft's code and words, the error code, the verdict. */
  static Stream<Arguments> answers() {
    return Stream.of(
        answer(CALLS, 200, "", "", null, DONE),
        answer(CALLS, 201, "", "", null, DONE),
        answer(CALLS, 204, "", "", null, DONE),
        answer(CALLS, 206, "", "", null, DONE_IN_PART),
        answer(CALLS, 299, "", "", null, DONE),
        answer(
            CALLS, 400, "OsPlatformNotSupported", "", ErrorCode.OS_NOT_SUPPORTED, BUSINESS_ERROR),
        answer(
            CALLS, 403, "osplatformnotsupported", "", ErrorCode.OS_NOT_SUPPORTED, BUSINESS_ERROR),
        answer(
            CALLS,
            400,
            "ClientVersionNotSupported",
            "",
            ErrorCode.CLIENT_VERSION_NOT_SUPPORTED,
            BUSINESS_ERROR),
        answer(CALLS, 403, "DisabledFeature", "", ErrorCode.FEATURE_DISABLED, BUSINESS_ERROR),
        answer(CALLS, 403, "DisallowedOperation", "", ErrorCode.DISALLOWED, BUSINESS_ERROR),
        answer(
            CALLS,
            400,
            "ActiveRequestAlreadyExists",
            "",
            ErrorCode.ALREADY_IN_PROGRESS,
            BUSINESS_ERROR),
        answer(
            CALLS,
            400,
            "BadRequest",
            "Action is ALREADY in progress",
            ErrorCode.ALREADY_IN_PROGRESS,
            BUSINESS_ERROR),
        answer(CALLS, 401, "AF10001", "", ErrorCode.PERMISSION_MISSING, PERMANENT),
        answer(CALLS, 403, "AF10001", "", ErrorCode.PERMISSION_MISSING, PERMANENT),
        answer(
            EnumSet.of(HUNT),
            400,
            "BadRequest",
            "The result is too large",
            ErrorCode.RESULT_TOO_LARGE,
            BUSINESS_ERROR),
        answer(
            EnumSet.of(HUNT),
            400,
            "BadRequest",
            "The query exceeded the\nresult limit",
            ErrorCode.RESULT_TOO_LARGE,
            BUSINESS_ERROR),
        answer(
            EnumSet.of(HUNT),
            400,
            "BadRequest",
            "syntax error",
            ErrorCode.HUNT_QUERY_INVALID,
            BUSINESS_ERROR),
        answer(EnumSet.of(READ, WRITE), 400, "", "no", ErrorCode.REQUEST_REFUSED, PERMANENT),
        answer(
            EnumSet.of(READ, WRITE),
            400,
            "",
            "The result is too large",
            ErrorCode.REQUEST_REFUSED,
            PERMANENT),
        answer(CALLS, 401, "Unauthorized", "", ErrorCode.AUTH_FAILED, FRESH_TOKEN),
        answer(CALLS, 401, "Insufficient_Claims", "", ErrorCode.AUTH_FAILED, PERMANENT),
        answer(CALLS, 403, "insufficient_claims", "", ErrorCode.AUTH_FAILED, PERMANENT),
        answer(CALLS, 403, "", "insufficient_claims", ErrorCode.AUTH_FAILED, PERMANENT),
        answer(CALLS, 402, "", "", ErrorCode.NOT_LICENSED, PERMANENT),
        answer(CALLS, 403, "Forbidden", "", ErrorCode.PERMISSION_MISSING, PERMANENT),
        answer(CALLS, 404, "ResourceNotFound", "", ErrorCode.NOT_FOUND, BUSINESS_ERROR),
        answer(CALLS, 405, "", "", ErrorCode.REQUEST_REFUSED, PERMANENT),
        answer(CALLS, 407, "", "", ErrorCode.NETWORK, RETRY_LATER),
        answer(READS, 408, "", "", ErrorCode.TIMEOUT, RETRY_LATER),
        answer(EnumSet.of(WRITE), 408, "", "", ErrorCode.LOST_ANSWER, OUTCOME_UNKNOWN),
        answer(CALLS, 409, "", "", ErrorCode.CONFLICT, BUSINESS_ERROR),
        answer(CALLS, 410, "", "", ErrorCode.REQUEST_REFUSED, PERMANENT),
        answer(CALLS, 412, "", "", ErrorCode.CONFLICT, BUSINESS_ERROR),
        answer(CALLS, 413, "", "", ErrorCode.REQUEST_REFUSED, PERMANENT),
        answer(CALLS, 429, "TooManyRequests", "", ErrorCode.THROTTLED, RETRY_NOW),
        answer(CALLS, 499, "Brand.New", "", ErrorCode.REQUEST_REFUSED, PERMANENT),
        answer(READS, 509, "", "", ErrorCode.THROTTLED, RETRY_NOW),
        answer(READS, 500, "", "", ErrorCode.SERVICE_UNAVAILABLE, RETRY_NOW),
        answer(READS, 503, "Forbidden", "", ErrorCode.SERVICE_UNAVAILABLE, RETRY_NOW),
        answer(READS, 503, "OsPlatformNotSupported", "", ErrorCode.SERVICE_UNAVAILABLE, RETRY_NOW),
        answer(READS, 504, "", "", ErrorCode.SERVICE_UNAVAILABLE, RETRY_NOW),
        answer(READS, 599, "Brand.New", "", ErrorCode.SERVICE_UNAVAILABLE, RETRY_NOW),
        answer(READS, 999, "", "", ErrorCode.SERVICE_UNAVAILABLE, RETRY_NOW),
        answer(EnumSet.of(WRITE), 500, "", "", ErrorCode.LOST_ANSWER, OUTCOME_UNKNOWN),
        answer(EnumSet.of(WRITE), 503, "Forbidden", "", ErrorCode.LOST_ANSWER, OUTCOME_UNKNOWN),
        answer(EnumSet.of(WRITE), 509, "", "", ErrorCode.LOST_ANSWER, OUTCOME_UNKNOWN),
        answer(EnumSet.of(WRITE), 999, "", "", ErrorCode.LOST_ANSWER, OUTCOME_UNKNOWN),
        answer(CALLS, 301, "", "", ErrorCode.PROTOCOL, PERMANENT),
        answer(CALLS, 302, "", "", ErrorCode.PROTOCOL, PERMANENT),
        answer(CALLS, 307, "", "", ErrorCode.PROTOCOL, PERMANENT),
        answer(CALLS, 308, "", "", ErrorCode.PROTOCOL, PERMANENT),
        answer(READS, 300, "", "", ErrorCode.PROTOCOL, PERMANENT),
        answer(READS, 304, "", "", ErrorCode.PROTOCOL, PERMANENT),
        answer(READS, 101, "", "", ErrorCode.PROTOCOL, PERMANENT),
        answer(EnumSet.of(WRITE), 303, "", "", ErrorCode.LOST_ANSWER, OUTCOME_UNKNOWN),
        answer(EnumSet.of(WRITE), 304, "", "", ErrorCode.LOST_ANSWER, OUTCOME_UNKNOWN),
        answer(EnumSet.of(WRITE), 101, "", "", ErrorCode.LOST_ANSWER, OUTCOME_UNKNOWN),
        answer(EnumSet.of(TOKEN), 200, "", "", null, DONE),
        answer(EnumSet.of(TOKEN), 400, "invalid_grant", "", ErrorCode.AUTH_FAILED, PERMANENT),
        answer(EnumSet.of(TOKEN), 400, "unauthorized_client", "", ErrorCode.AUTH_FAILED, PERMANENT),
        answer(EnumSet.of(TOKEN), 401, "invalid_client", "", ErrorCode.AUTH_FAILED, PERMANENT),
        answer(EnumSet.of(TOKEN), 403, "", "", ErrorCode.AUTH_FAILED, PERMANENT),
        answer(EnumSet.of(TOKEN), 499, "", "", ErrorCode.AUTH_FAILED, PERMANENT),
        answer(
            EnumSet.of(TOKEN),
            400,
            "temporarily_unavailable",
            "",
            ErrorCode.SERVICE_UNAVAILABLE,
            RETRY_LATER),
        answer(EnumSet.of(TOKEN), 407, "", "", ErrorCode.NETWORK, RETRY_LATER),
        answer(EnumSet.of(TOKEN), 429, "", "", ErrorCode.THROTTLED, RETRY_LATER),
        answer(
            EnumSet.of(TOKEN),
            429,
            "temporarily_unavailable",
            "",
            ErrorCode.THROTTLED,
            RETRY_LATER),
        answer(EnumSet.of(TOKEN), 500, "", "", ErrorCode.SERVICE_UNAVAILABLE, RETRY_LATER),
        answer(
            EnumSet.of(TOKEN),
            503,
            "invalid_client",
            "",
            ErrorCode.SERVICE_UNAVAILABLE,
            RETRY_LATER),
        answer(EnumSet.of(TOKEN), 302, "", "", ErrorCode.PROTOCOL, PERMANENT),
        answer(EnumSet.of(DOWNLOAD), 200, "", "", null, DONE),
        answer(EnumSet.of(DOWNLOAD), 206, "", "", ErrorCode.PROTOCOL, PERMANENT),
        answer(EnumSet.of(DOWNLOAD), 302, "", "", ErrorCode.PROTOCOL, PERMANENT),
        answer(EnumSet.of(DOWNLOAD), 400, "", "", ErrorCode.PROTOCOL, PERMANENT),
        answer(EnumSet.of(DOWNLOAD), 401, "", "", ErrorCode.SERVICE_UNAVAILABLE, RETRY_LATER),
        answer(EnumSet.of(DOWNLOAD), 403, "", "", ErrorCode.SERVICE_UNAVAILABLE, RETRY_LATER),
        answer(EnumSet.of(DOWNLOAD), 404, "", "", ErrorCode.NOT_FOUND, BUSINESS_ERROR),
        answer(EnumSet.of(DOWNLOAD), 407, "", "", ErrorCode.NETWORK, RETRY_LATER),
        answer(EnumSet.of(DOWNLOAD), 410, "", "", ErrorCode.NOT_FOUND, BUSINESS_ERROR),
        answer(EnumSet.of(DOWNLOAD), 429, "", "", ErrorCode.SERVICE_UNAVAILABLE, RETRY_LATER),
        answer(EnumSet.of(DOWNLOAD), 503, "", "", ErrorCode.SERVICE_UNAVAILABLE, RETRY_LATER));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void everyAnswerHasOneMeaning(
      Set<Kind> kinds, int status, String code, String message, ErrorCode error, Verdict verdict) {
    assertThat(kinds)
        .allSatisfy(
            kind -> {
              Row row = AnswerTable.row(answered(kind, PATH, status, code, message));
              assertThat(row.code().orElse(null)).isEqualTo(error);
              assertThat(row.verdict()).isEqualTo(verdict);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "UNKNOWN_HOST, NETWORK, RETRY_NOW, NETWORK, RETRY_NOW",
    "REFUSED, NETWORK, RETRY_NOW, NETWORK, RETRY_NOW",
    "CONNECT_TIMEOUT, NETWORK, RETRY_NOW, NETWORK, RETRY_NOW",
    "TLS, NETWORK, RETRY_LATER, NETWORK, RETRY_LATER",
    "PROXY, NETWORK, RETRY_LATER, NETWORK, RETRY_LATER",
    "BUSY, NETWORK, RETRY_LATER, NETWORK, RETRY_LATER",
    "TIMEOUT, TIMEOUT, RETRY_LATER, LOST_ANSWER, OUTCOME_UNKNOWN",
    "LOST, NETWORK, RETRY_NOW, LOST_ANSWER, OUTCOME_UNKNOWN",
    "MALFORMED, PROTOCOL, PERMANENT, LOST_ANSWER, OUTCOME_UNKNOWN",
    "TOO_LARGE, RESULT_TOO_LARGE, BUSINESS_ERROR, LOST_ANSWER, OUTCOME_UNKNOWN"
  })
  void everySilenceOfACallHasOneMeaning(
      Silence silence, ErrorCode read, Verdict readVerdict, ErrorCode write, Verdict writeVerdict) {
    assertMeaning(Exchange.silent(READ, silence), read, readVerdict);
    assertMeaning(Exchange.silent(HUNT, silence), read, readVerdict);
    assertMeaning(Exchange.silent(WRITE, silence), write, writeVerdict);
  }

  @ParameterizedTest
  @CsvSource({
    "UNKNOWN_HOST, NETWORK, RETRY_LATER, NETWORK, RETRY_LATER",
    "REFUSED, NETWORK, RETRY_LATER, NETWORK, RETRY_LATER",
    "CONNECT_TIMEOUT, NETWORK, RETRY_LATER, NETWORK, RETRY_LATER",
    "TLS, NETWORK, RETRY_LATER, NETWORK, RETRY_LATER",
    "PROXY, NETWORK, RETRY_LATER, NETWORK, RETRY_LATER",
    "BUSY, NETWORK, RETRY_LATER, NETWORK, RETRY_LATER",
    "TIMEOUT, TIMEOUT, RETRY_LATER, TIMEOUT, RETRY_LATER",
    "LOST, NETWORK, RETRY_LATER, NETWORK, RETRY_LATER",
    "MALFORMED, PROTOCOL, PERMANENT, NETWORK, RETRY_LATER",
    "TOO_LARGE, PROTOCOL, PERMANENT, RESULT_TOO_LARGE, BUSINESS_ERROR"
  })
  void everySilenceOfATokenRequestAndOfADownloadHasOneMeaning(
      Silence silence, ErrorCode token, Verdict tokenVerdict, ErrorCode file, Verdict fileVerdict) {
    assertMeaning(Exchange.silent(TOKEN, silence), token, tokenVerdict);
    assertMeaning(Exchange.silent(DOWNLOAD, silence), file, fileVerdict);
  }

  @Test
  void aGoodStatusWithAnUnusableBodyIsNoSuccess() {
    assertMeaning(Exchange.unreadable(READ, 200), ErrorCode.PROTOCOL, PERMANENT);
    assertMeaning(Exchange.unreadable(HUNT, 200), ErrorCode.PROTOCOL, PERMANENT);
    assertMeaning(Exchange.unreadable(TOKEN, 200), ErrorCode.PROTOCOL, PERMANENT);
    assertMeaning(Exchange.unreadable(WRITE, 201), ErrorCode.LOST_ANSWER, OUTCOME_UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/machines/1e5b, MACHINE_NOT_FOUND",
    "/api/machines/1e5b/isolate, MACHINE_NOT_FOUND",
    "/mde/api/v1.0/machines/1e5b/logonusers, MACHINE_NOT_FOUND",
    "/api/machines, NOT_FOUND",
    "/api/machineactions/1e5b, NOT_FOUND",
    "/v1.0/users/a, NOT_FOUND"
  })
  void whatWasNotFoundFollowsFromThePath(String path, ErrorCode expected) {
    assertMeaning(answered(READ, path, 404, "", ""), expected, BUSINESS_ERROR);
  }

  @Test
  void aChallengeForAStrongerSignInIsNotMetWithAFreshToken() {
    Exchange asked =
        Exchange.answered(READ, PATH, 401, "", "", "Bearer error=\"insufficient_claims\"");
    Exchange plain = Exchange.answered(READ, PATH, 401, "", "", "Bearer error=\"invalid_token\"");

    assertMeaning(asked, ErrorCode.AUTH_FAILED, PERMANENT);
    assertMeaning(plain, ErrorCode.AUTH_FAILED, FRESH_TOKEN);
  }

  @Test
  void everyRowIsReachedByOneOfTheseTests() {
    List<Row> reached = new ArrayList<>();
    answers()
        .map(Arguments::get)
        .forEach(
            given ->
                ((Set<?>) given[0])
                    .forEach(
                        kind ->
                            reached.add(
                                AnswerTable.row(
                                    answered(
                                        (Kind) kind,
                                        PATH,
                                        (int) given[1],
                                        (String) given[2],
                                        (String) given[3])))));
    reached.add(AnswerTable.row(answered(READ, MACHINE, 404, "", "")));
    for (Kind kind : Kind.values()) {
      for (Silence silence : Silence.values()) {
        reached.add(AnswerTable.row(Exchange.silent(kind, silence)));
      }
    }
    for (Kind kind : EnumSet.of(READ, WRITE, TOKEN)) {
      reached.add(AnswerTable.row(Exchange.unreadable(kind, 200)));
    }

    assertThat(Set.copyOf(reached)).hasSameElementsAs(AnswerTable.rows());
  }

  @Test
  void everyRowIsToldInWords() {
    assertThat(AnswerTable.rows())
        .allSatisfy(
            row -> {
              assertThat(row.sign().words()).isNotBlank();
              assertThat(row.kinds()).isNotEmpty();
            });
    assertThat(Kind.values()).extracting(Kind::label).doesNotContain("").doesNotHaveDuplicates();
    assertThat(Phase.values()).extracting(Phase::label).doesNotContain("").doesNotHaveDuplicates();
    assertThat(Silence.values())
        .extracting(Silence::text)
        .doesNotContain("")
        .doesNotHaveDuplicates();
  }

  @Test
  void theMostRequestsAreThreeTriesAndOneMoreWithAFreshToken() {
    assertThat(Sends.ofOneCall()).isEqualTo(4);
    assertThat(Sends.ofAllAttempts(3)).isEqualTo(12);
    assertThat(Sends.ofTokens(3)).isEqualTo(6);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void noStatusIsWithoutMeaning(Kind kind) {
    assertThat(IntStream.rangeClosed(100, 999))
        .allSatisfy(
            status ->
                assertThat(AnswerTable.row(answered(kind, PATH, status, "Brand.New", "")))
                    .isNotNull());
  }

  @Test
  void aWriteThatMayHaveArrivedIsNeverRepeated() {
    assertThat(IntStream.rangeClosed(100, 999))
        .allSatisfy(
            status -> {
              Verdict verdict = AnswerTable.row(answered(WRITE, PATH, status, "", "")).verdict();
              if (status != 429) {
                assertThat(verdict).isNotEqualTo(RETRY_NOW);
              }
              if (status >= 500) {
                assertThat(verdict).isEqualTo(OUTCOME_UNKNOWN);
              }
            });
    assertThat(Silence.values())
        .filteredOn(Silence::sent)
        .allSatisfy(
            silence ->
                assertThat(AnswerTable.row(Exchange.silent(WRITE, silence)).verdict())
                    .isEqualTo(OUTCOME_UNKNOWN));
  }

  @Test
  void onlyAWriteHasAnOutcomeThatNobodyKnows() {
    assertThat(AnswerTable.rows())
        .filteredOn(row -> row.verdict() == OUTCOME_UNKNOWN)
        .allSatisfy(row -> assertThat(row.kinds()).containsExactly(WRITE))
        .allSatisfy(row -> assertThat(row.code()).contains(ErrorCode.LOST_ANSWER));
  }

  @Test
  void aRowEndsAsItsCodeDoes() {
    assertThat(AnswerTable.rows())
        .filteredOn(row -> row.code().isPresent())
        .allSatisfy(
            row -> {
              Ending ending =
                  switch (row.verdict().afterTheLastTry()) {
                    case BUSINESS_ERROR -> Ending.BUSINESS;
                    case PERMANENT -> Ending.PERMANENT;
                    default -> Ending.TRANSIENT;
                  };
              assertThat(row.code().orElseThrow().ending()).isEqualTo(ending);
            });
    assertThat(AnswerTable.rows())
        .filteredOn(row -> row.code().isEmpty())
        .allSatisfy(row -> assertThat(row.verdict().isDone()).isTrue());
  }

  @ParameterizedTest
  @CsvSource({
    "DONE, DONE, false",
    "DONE_IN_PART, DONE_IN_PART, false",
    "FRESH_TOKEN, PERMANENT, true",
    "RETRY_NOW, RETRY_LATER, true",
    "RETRY_LATER, RETRY_LATER, true",
    "BUSINESS_ERROR, BUSINESS_ERROR, true",
    "PERMANENT, PERMANENT, true",
    "OUTCOME_UNKNOWN, OUTCOME_UNKNOWN, false"
  })
  void aVerdictSaysWhatIsLeftOfItAndWhetherSomethingWasDone(
      Verdict verdict, Verdict last, boolean nothingWasDone) {
    assertThat(verdict.afterTheLastTry()).isEqualTo(last);
    assertThat(verdict.nothingWasDone()).isEqualTo(nothingWasDone);
  }

  @Test
  void whatTellsThatTheServiceFailsIsNoRefusal() {
    assertThat(ErrorCode.values())
        .filteredOn(AnswerTable::saysServiceFails)
        .containsExactlyInAnyOrder(
            ErrorCode.SERVICE_UNAVAILABLE,
            ErrorCode.LOST_ANSWER,
            ErrorCode.TIMEOUT,
            ErrorCode.NETWORK);
  }

  @Test
  void aResultIsReadWholeAndAnErrorOnlyInPart() {
    assertThat(AnswerTable.bringsResult(READ, 200)).isTrue();
    assertThat(AnswerTable.bringsResult(READ, 206)).isTrue();
    assertThat(AnswerTable.bringsResult(READ, 302)).isFalse();
    assertThat(AnswerTable.bringsResult(READ, 404)).isFalse();
    assertThat(AnswerTable.bringsResult(DOWNLOAD, 206)).isFalse();
  }

  @Test
  void theWordsOfEveryRowNameNoPlaceholder() {
    assertThat(AnswerTable.rows())
        .allSatisfy(
            row ->
                assertThat(row.meaning("Microsoft Graph", "app 4711"))
                    .doesNotContain("{", "}")
                    .endsWith("."));
    assertThat(AnswerTable.row(answered(READ, PATH, 401, "", "")).meaning("Graph", "app 4711"))
        .startsWith("Graph refused the token of app 4711");
  }

  private static void assertMeaning(Exchange seen, ErrorCode code, Verdict verdict) {
    Row row = AnswerTable.row(seen);
    assertThat(row.code()).contains(code);
    assertThat(row.verdict()).isEqualTo(verdict);
  }

  private static Exchange answered(
      Kind kind, String path, int status, String code, String message) {
    return Exchange.answered(kind, path, status, code, message, "");
  }

  private static Arguments answer(
      Set<Kind> kinds, int status, String code, String message, ErrorCode error, Verdict verdict) {
    return arguments(kinds, status, code, message, error, verdict);
  }
}
