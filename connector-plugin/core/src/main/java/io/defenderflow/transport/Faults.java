package io.defenderflow.transport;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.answer.AnswerTable;
import io.defenderflow.answer.Exchange;
import io.defenderflow.answer.Kind;
import io.defenderflow.answer.Row;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.fault.Verdict;
import io.defenderflow.limit.Hold;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes the messages. What happened and what to do come first, Microsoft's words and the request
 * id last, so that cutting a message hurts least.
 */
final class Faults {
  static final int MAX_MESSAGE = 600;

  /** How long to wait where Microsoft names no time. */
  private static final Duration UNNAMED_WAIT = Duration.ofSeconds(30);

  private Faults() {}

  /** How a step ends by the table. */
  static Fault of(Row row, String message) {
    return Fault.of(row.code().orElseThrow(), UpstreamText.cut(message, MAX_MESSAGE))
        .withVerdict(row.verdict());
  }

  /** A fault with a head of its own. */
  static Fault of(Row row, String head, int status, ErrorBody error) {
    return of(row, message(head, status, error))
        .withStatus(status)
        .withDetails(details(status, error));
  }

  /** A fault whose head is the meaning of the row. */
  static Fault ofAnswer(
      Row row,
      Kind kind,
      String service,
      String app,
      Received answer,
      ErrorBody error,
      Instant now) {
    Instant retryAt = retryAt(row.code().orElseThrow(), kind, answer, error, now);
    String head =
        row.meaning(service, app)
            + (retryAt == null ? "" : " It is not tried before " + retryAt + ".");
    Fault fault = of(row, head, answer.status(), error);
    return retryAt == null ? fault : fault.withRetryAt(retryAt);
  }

  /** A call that has to wait for its turn. Nothing was sent. */
  static Fault held(Hold hold) {
    return Fault.of(
            ErrorCode.THROTTLED,
            hold.reason()
                + " Nothing was sent. The step is repeated by itself after "
                + hold.until().truncatedTo(ChronoUnit.SECONDS)
                + " and loses no retry.")
        .withRetryAt(hold.until());
  }

  static Fault ofSilence(Kind kind, String host, Unanswered e) {
    Row row = AnswerTable.row(Exchange.silent(kind, e.silence()));
    String sent =
        e.silence().sent()
            ? "The request to " + host + " was sent, but " + e.silence().text() + ". "
            : host + " could not be reached: " + e.silence().text() + ". Nothing was sent. ";
    String detail = e.getMessage().isEmpty() ? "" : " (" + e.getMessage() + ")";
    return of(row, sent + row.code().orElseThrow().remedy() + detail);
  }

  /** The meaning of a good status with a body that cannot be used. */
  static Fault ofBrokenBody(Kind kind, String service, Received answer, String what) {
    Row row = AnswerTable.row(Exchange.unreadable(kind, answer.status()));
    String excerpt =
        UpstreamText.clean(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8), 512);
    String head =
        service
            + " answered, but "
            + what
            + (row.verdict() == Verdict.OUTCOME_UNKNOWN
                ? ", so the request may or may not have been done. "
                : ". Often a proxy or a firewall changed the answer. ")
            + row.code().orElseThrow().remedy();
    return of(row, head, answer.status(), new ErrorBody("", excerpt, requestId(answer)));
  }

  private static String requestId(Received answer) {
    return UpstreamText.clean(answer.header("request-id").orElse(""), 64);
  }

  private static Instant retryAt(
      ErrorCode code, Kind kind, Received answer, ErrorBody error, Instant now) {
    Duration named = RetryAfter.of(answer, now).orElse(null);
    if (code != ErrorCode.THROTTLED) {
      boolean passing = code == ErrorCode.SERVICE_UNAVAILABLE || code == ErrorCode.LOST_ANSWER;
      return passing && named != null ? now.plus(named) : null;
    }
    Duration quota = RetryAfter.ofHuntingQuota(error.message()).orElse(Duration.ZERO);
    if (named == null) {
      Duration usual = kind == Kind.HUNT ? RetryAfter.HUNTING_CYCLE : spread(UNNAMED_WAIT);
      return now.plus(quota.isZero() ? usual : quota);
    }
    return now.plus(named.compareTo(quota) > 0 ? named : quota);
  }

  /** Up to twice the time, so that many waiting steps do not come back together. */
  private static Duration spread(Duration wait) {
    return wait.plusMillis(ThreadLocalRandom.current().nextLong(wait.toMillis() + 1));
  }

  private static String message(String head, int status, ErrorBody error) {
    StringBuilder tail = new StringBuilder(" (HTTP ").append(status);
    if (!error.code().isEmpty()) {
      tail.append(", ").append(error.code());
    }
    if (!error.requestId().isEmpty()) {
      tail.append(", request id ").append(error.requestId());
    }
    tail.append(")");
    String start = UpstreamText.cut(head, MAX_MESSAGE - tail.length());
    int room = MAX_MESSAGE - start.length() - tail.length() - 20;
    String words =
        error.message().isEmpty() || room < 40
            ? ""
            : " Microsoft says: " + UpstreamText.cut(error.message(), room);
    return start + words + tail;
  }

  private static ObjectNode details(int status, ErrorBody error) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("status", status)
        .put("code", error.code())
        .put("message", error.message())
        .put("requestId", error.requestId());
  }
}
