package io.defenderflow.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A call that brought no result. The message is for people: it starts with what happened and what
 * to do, names no secret, and fits into the 666 characters that the engine keeps of it.
 */
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final Verdict verdict;
  private final int status;
  private final transient Instant retryAt;
  private final transient JsonNode details;

  private Fault(
      ErrorCode code,
      String message,
      Verdict verdict,
      int status,
      Instant retryAt,
      JsonNode details) {
    super(message);
    this.code = code;
    this.verdict = verdict;
    this.status = status;
    this.retryAt = retryAt;
    this.details = details;
  }

  public static Fault of(ErrorCode code, String message) {
    return new Fault(code, message, Verdict.of(code), 0, null, NullNode.getInstance());
  }

  /** What the answer of Microsoft means, where it is the reason. */
  public Fault withVerdict(Verdict answered) {
    return copy(new Fault(code, getMessage(), answered, status, retryAt, details));
  }

  /** The HTTP status of the answer. It is for people only: nothing may depend on it. */
  public Fault withStatus(int httpStatus) {
    return copy(new Fault(code, getMessage(), verdict, httpStatus, retryAt, details));
  }

  public Fault withRetryAt(Instant earliest) {
    return copy(new Fault(code, getMessage(), verdict, status, earliest, details));
  }

  /** Adds what a catching playbook can read, for example the machines that match a name. */
  public Fault withDetails(JsonNode more) {
    return copy(new Fault(code, getMessage(), verdict, status, retryAt, more));
  }

  /** The same in other words. */
  public Fault saying(String message) {
    return copy(new Fault(code, message, verdict, status, retryAt, details));
  }

  /** The same, ending the step in another way. */
  public Fault as(ErrorCode other, String message) {
    return copy(new Fault(other, message, Verdict.of(other), status, retryAt, details));
  }

  private Fault copy(Fault copy) {
    copy.setStackTrace(getStackTrace());
    return copy;
  }

  public ErrorCode code() {
    return code;
  }

  /** What follows from it, and whether something may have been done. */
  public Verdict verdict() {
    return verdict;
  }

  /** The earliest time at which Microsoft wants to be asked again. */
  public Optional<Instant> retryAt() {
    return Optional.ofNullable(retryAt);
  }

  public JsonNode details() {
    return details == null ? NullNode.getInstance() : details;
  }

  /** All that a playbook that catches it can read; {@code status} is 0 where there is no answer. */
  public ObjectNode json() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("code", code.name())
            .put("message", getMessage())
            .put("meaning", code.meaning())
            .put("remedy", code.remedy())
            .put("status", status);
    json.set("details", details());
    return json;
  }
}
