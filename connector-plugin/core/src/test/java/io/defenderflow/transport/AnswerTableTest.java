package io.defenderflow.transport;

import static io.defenderflow.transport.Kind.HUNT;
import static io.defenderflow.transport.Kind.READ;
import static io.defenderflow.transport.Kind.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.defenderflow.fault.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AnswerTableTest {
  private static final String MACHINE = "/api/machines/1e5bc9d7e413ddd7902c2932e418702b84d0cc07";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      value = {
        "READ  | 300 | ''                         | ''                            | PROTOCOL",
        "WRITE | 302 | ''                         | ''                            | PROTOCOL",
        "READ  | 304 | ''                         | ''                            | PROTOCOL",
        "WRITE | 400 | BadRequest                 | 'no'                          |"
            + " REQUEST_REFUSED",
        "READ  | 400 | ODataError                 | 'no'                          |"
            + " REQUEST_REFUSED",
        "WRITE | 400 | OsPlatformNotSupported     | ''                            |"
            + " OS_NOT_SUPPORTED",
        "WRITE | 400 | osplatformnotsupported     | ''                            |"
            + " OS_NOT_SUPPORTED",
        "WRITE | 400 | ClientVersionNotSupported  | ''                            |"
            + " CLIENT_VERSION_NOT_SUPPORTED",
        "WRITE | 400 | ActiveRequestAlreadyExists | ''                            |"
            + " ALREADY_IN_PROGRESS",
        "WRITE | 400 | BadRequest                 | 'Action is already in progress' |"
            + " ALREADY_IN_PROGRESS",
        "HUNT  | 400 | BadRequest                 | 'syntax error'                |"
            + " HUNT_QUERY_INVALID",
        "HUNT  | 400 | BadRequest                 | 'The result is too large'     |"
            + " RESULT_TOO_LARGE",
        "READ  | 401 | Unauthorized               | ''                            | AUTH_FAILED",
        "READ  | 401 | AF10001                    | ''                            |"
            + " PERMISSION_MISSING",
        "READ  | 402 | ''                         | ''                            |"
            + " REQUEST_REFUSED",
        "READ  | 403 | Forbidden                  | ''                            |"
            + " PERMISSION_MISSING",
        "WRITE | 403 | DisabledFeature            | ''                            |"
            + " FEATURE_DISABLED",
        "WRITE | 403 | DisallowedOperation        | ''                            | DISALLOWED",
        "READ  | 403 | insufficient_claims        | ''                            | AUTH_FAILED",
        "READ  | 404 | NotFound                   | ''                            | NOT_FOUND",
        "READ  | 405 | ''                         | ''                            |"
            + " REQUEST_REFUSED",
        "WRITE | 407 | ''                         | ''                            | NETWORK",
        "READ  | 408 | ''                         | ''                            | TIMEOUT",
        "WRITE | 408 | ''                         | ''                            | LOST_ANSWER",
        "WRITE | 409 | ''                         | ''                            | CONFLICT",
        "READ  | 410 | ''                         | ''                            |"
            + " REQUEST_REFUSED",
        "WRITE | 412 | ''                         | ''                            | CONFLICT",
        "WRITE | 413 | ''                         | ''                            |"
            + " REQUEST_REFUSED",
        "WRITE | 422 | ''                         | ''                            |"
            + " REQUEST_REFUSED",
        "READ  | 429 | TooManyRequests            | ''                            | THROTTLED",
        "WRITE | 429 | TooManyRequests            | ''                            | THROTTLED",
        "HUNT  | 429 | ''                         | ''                            | THROTTLED",
        "READ  | 500 | InternalServerError        | ''                            |"
            + " SERVICE_UNAVAILABLE",
        "HUNT  | 504 | ''                         | ''                            |"
            + " SERVICE_UNAVAILABLE",
        "READ  | 503 | Forbidden                  | ''                            |"
            + " SERVICE_UNAVAILABLE",
        "WRITE | 500 | ''                         | ''                            | LOST_ANSWER",
        "WRITE | 503 | OsPlatformNotSupported     | ''                            | LOST_ANSWER",
        "WRITE | 599 | ''                         | ''                            | LOST_ANSWER",
      })
  void everyAnswerHasOneMeaning(
      Kind kind, int status, String code, String message, ErrorCode expected) {
    ErrorBody error = new ErrorBody(code, message, "");

    assertThat(AnswerTable.ofAnswer(kind, "/v1.0/security/incidents/7", status, error))
        .isEqualTo(expected);
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
    assertThat(AnswerTable.ofAnswer(READ, path, 404, new ErrorBody("", "", "")))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "UNKNOWN_HOST, NETWORK, NETWORK, true, true",
    "REFUSED, NETWORK, NETWORK, true, true",
    "CONNECT_TIMEOUT, NETWORK, NETWORK, true, true",
    "TLS, NETWORK, NETWORK, false, false",
    "PROXY, NETWORK, NETWORK, false, false",
    "BUSY, NETWORK, NETWORK, false, false",
    "TIMEOUT, TIMEOUT, LOST_ANSWER, false, false",
    "LOST, NETWORK, LOST_ANSWER, true, false",
    "MALFORMED, PROTOCOL, LOST_ANSWER, false, false",
    "TOO_LARGE, RESULT_TOO_LARGE, LOST_ANSWER, false, false"
  })
  void everySilenceHasOneMeaning(
      Silence silence, ErrorCode read, ErrorCode write, boolean readAgain, boolean writeAgain) {
    assertThat(AnswerTable.ofSilence(READ, silence)).isEqualTo(read);
    assertThat(AnswerTable.ofSilence(HUNT, silence)).isEqualTo(read);
    assertThat(AnswerTable.ofSilence(WRITE, silence)).isEqualTo(write);
    assertThat(AnswerTable.repeatsAfterSilence(READ, silence)).isEqualTo(readAgain);
    assertThat(AnswerTable.repeatsAfterSilence(WRITE, silence)).isEqualTo(writeAgain);
  }

  @ParameterizedTest
  @EnumSource(Silence.class)
  void aWriteThatMayHaveArrivedIsNeverRepeated(Silence silence) {
    if (silence.sent()) {
      assertThat(AnswerTable.repeatsAfterSilence(WRITE, silence)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void onlyAThrottledWriteIsRepeated(ErrorCode code) {
    assertThat(AnswerTable.repeatsAfterAnswer(WRITE, code)).isEqualTo(code == ErrorCode.THROTTLED);
    assertThat(AnswerTable.repeatsAfterAnswer(READ, code))
        .isEqualTo(code == ErrorCode.THROTTLED || code == ErrorCode.SERVICE_UNAVAILABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_grant, AUTH_FAILED",
    "400, unauthorized_client, AUTH_FAILED",
    "401, invalid_client, AUTH_FAILED",
    "403, '', AUTH_FAILED",
    "400, temporarily_unavailable, SERVICE_UNAVAILABLE",
    "429, '', THROTTLED",
    "500, '', SERVICE_UNAVAILABLE",
    "503, invalid_client, SERVICE_UNAVAILABLE",
    "407, '', NETWORK",
    "302, '', PROTOCOL"
  })
  void theTokenEndpointIsJudgedByStatusAndError(int status, String error, ErrorCode expected) {
    assertThat(AnswerTable.ofTokenError(status, error)).isEqualTo(expected);
  }

  @Test
  void aFreshTokenHelpsOnlyAgainstARefusedToken() {
    ErrorBody plain = new ErrorBody("Unauthorized", "", "");

    assertThat(AnswerTable.asksForFreshToken(401, plain, "")).isTrue();
    assertThat(AnswerTable.asksForFreshToken(403, plain, "")).isFalse();
    assertThat(AnswerTable.asksForFreshToken(401, new ErrorBody("AF10001", "", ""), "")).isFalse();
    assertThat(AnswerTable.asksForFreshToken(401, plain, "Bearer error=\"insufficient_claims\""))
        .isFalse();
  }

  @Test
  void aMachinePathKeepsItsOwnCodesForOtherRefusals() {
    assertThat(AnswerTable.ofAnswer(WRITE, MACHINE, 403, new ErrorBody("DisabledFeature", "", "")))
        .isEqualTo(ErrorCode.FEATURE_DISABLED);
  }
}
