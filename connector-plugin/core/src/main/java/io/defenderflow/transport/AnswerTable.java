package io.defenderflow.transport;

import io.defenderflow.fault.ErrorCode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What an answer, or its absence, means. Nothing outside of this table looks at a status.
 *
 * <p>A write whose answer is lost, unreadable or a server error may have been done: it ends in
 * LOST_ANSWER, and its effect is read back before anything is sent again.
 */
final class AnswerTable {
  /** Codes of Microsoft that say more than the status they come with. */
  private static final Map<String, ErrorCode> BY_CODE =
      Map.of(
          "osplatformnotsupported", ErrorCode.OS_NOT_SUPPORTED,
          "clientversionnotsupported", ErrorCode.CLIENT_VERSION_NOT_SUPPORTED,
          "disabledfeature", ErrorCode.FEATURE_DISABLED,
          "disallowedoperation", ErrorCode.DISALLOWED,
          "activerequestalreadyexists", ErrorCode.ALREADY_IN_PROGRESS,
          "af10001", ErrorCode.PERMISSION_MISSING);

  private static final Pattern MACHINE =
      Pattern.compile(".*/api/(v1\\.0/)?machines/[^/]+(/.*)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern RUNNING =
      Pattern.compile("already in progress", Pattern.CASE_INSENSITIVE);
  private static final Pattern RESULT_LIMIT =
      Pattern.compile(
          "result.{0,40}(too large|exceed|size limit)|exceed.{0,40}result"
              + "|response size|too many results",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private AnswerTable() {}

  /** The meaning of an answer that is not 2xx. */
  static ErrorCode ofAnswer(Kind kind, String path, int status, ErrorBody error) {
    if (status >= 500) {
      return kind == Kind.WRITE ? ErrorCode.LOST_ANSWER : ErrorCode.SERVICE_UNAVAILABLE;
    }
    if (status < 400) {
      return ErrorCode.PROTOCOL;
    }
    ErrorCode byCode = BY_CODE.get(error.code().toLowerCase(Locale.ROOT));
    if (byCode != null) {
      return byCode;
    }
    return switch (status) {
      case 400 -> badRequest(kind, error);
      case 401 -> ErrorCode.AUTH_FAILED;
      case 403 ->
          saysInsufficientClaims(error) ? ErrorCode.AUTH_FAILED : ErrorCode.PERMISSION_MISSING;
      case 404 ->
          MACHINE.matcher(path).matches() ? ErrorCode.MACHINE_NOT_FOUND : ErrorCode.NOT_FOUND;
      // The proxy asks for credentials, so the service never saw the request.
      case 407 -> ErrorCode.NETWORK;
      case 408 -> kind == Kind.WRITE ? ErrorCode.LOST_ANSWER : ErrorCode.TIMEOUT;
      case 409, 412 -> ErrorCode.CONFLICT;
      case 429 -> ErrorCode.THROTTLED;
      default -> ErrorCode.REQUEST_REFUSED;
    };
  }

  /** The meaning of no usable answer. */
  static ErrorCode ofSilence(Kind kind, Silence silence) {
    if (!silence.sent()) {
      return ErrorCode.NETWORK;
    }
    if (kind == Kind.WRITE) {
      return ErrorCode.LOST_ANSWER;
    }
    return switch (silence) {
      case TIMEOUT -> ErrorCode.TIMEOUT;
      case TOO_LARGE -> ErrorCode.RESULT_TOO_LARGE;
      case MALFORMED -> ErrorCode.PROTOCOL;
      default -> ErrorCode.NETWORK;
    };
  }

  /** The meaning of a 2xx whose body is not what Microsoft documents. */
  static ErrorCode ofBrokenBody(Kind kind) {
    return kind == Kind.WRITE ? ErrorCode.LOST_ANSWER : ErrorCode.PROTOCOL;
  }

  /** The meaning of an error of the token endpoint. Its text and numbers decide nothing. */
  static ErrorCode ofTokenError(int status, String error) {
    if (status == 429) {
      return ErrorCode.THROTTLED;
    }
    if (status >= 500 || error.equals("temporarily_unavailable")) {
      return ErrorCode.SERVICE_UNAVAILABLE;
    }
    if (status == 407) {
      return ErrorCode.NETWORK;
    }
    return status >= 400 ? ErrorCode.AUTH_FAILED : ErrorCode.PROTOCOL;
  }

  /** Whether the same request may be sent again within one call. */
  static boolean repeatsAfterAnswer(Kind kind, ErrorCode meaning) {
    // A throttled request was not processed, whatever it is.
    return meaning == ErrorCode.THROTTLED
        || (kind != Kind.WRITE && meaning == ErrorCode.SERVICE_UNAVAILABLE);
  }

  /** Whether the same request may be sent again within one call. */
  static boolean repeatsAfterSilence(Kind kind, Silence silence) {
    return switch (silence) {
      case UNKNOWN_HOST, REFUSED, CONNECT_TIMEOUT -> true;
      case LOST -> kind != Kind.WRITE;
      default -> false;
    };
  }

  /** Whether it counts as a failure of the service, after many of which it is left in peace. */
  static boolean saysServiceFails(ErrorCode meaning) {
    return switch (meaning) {
      case SERVICE_UNAVAILABLE, LOST_ANSWER, TIMEOUT, NETWORK -> true;
      default -> false;
    };
  }

  /** Whether a fresh token could mend the answer. A refused token means that nothing was done. */
  static boolean asksForFreshToken(int status, ErrorBody error, String challenge) {
    return status == 401
        && !BY_CODE.containsKey(error.code().toLowerCase(Locale.ROOT))
        && !saysInsufficientClaims(error)
        && !challenge.contains("insufficient_claims");
  }

  static boolean saysInsufficientClaims(ErrorBody error) {
    return error.code().equalsIgnoreCase("insufficient_claims")
        || error.message().contains("insufficient_claims");
  }

  private static ErrorCode badRequest(Kind kind, ErrorBody error) {
    if (RUNNING.matcher(error.message()).find()) {
      return ErrorCode.ALREADY_IN_PROGRESS;
    }
    if (kind != Kind.HUNT) {
      return ErrorCode.REQUEST_REFUSED;
    }
    return RESULT_LIMIT.matcher(error.message()).find()
        ? ErrorCode.RESULT_TOO_LARGE
        : ErrorCode.HUNT_QUERY_INVALID;
  }
}
