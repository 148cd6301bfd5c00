package io.defenderflow.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A call that brought no result. The message is for people: it starts with what happened and what
 * to do, names no secret, and fits into the 666 characters that the engine keeps of it.
 */
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final int status;
  private final transient Instant retryAt;
  private final transient JsonNode details;

  private Fault(ErrorCode code, String message, int status, Instant retryAt, JsonNode details) {
    super(message);
    this.code = code;
    this.status = status;
    this.retryAt = retryAt;
    this.details = details;
  }

  public static Fault of(ErrorCode code, String message) {
    return new Fault(code, message, 0, null, NullNode.getInstance());
  }

  public Fault withStatus(int httpStatus) {
    return copy(new Fault(code, getMessage(), httpStatus, retryAt, details));
  }

  public Fault withRetryAt(Instant earliest) {
    return copy(new Fault(code, getMessage(), status, earliest, details));
  }

  /** Adds what a catching playbook can read, for example the machines that match a name. */
  public Fault withDetails(JsonNode more) {
    return copy(new Fault(code, getMessage(), status, retryAt, more));
  }

  private Fault copy(Fault copy) {
    copy.setStackTrace(getStackTrace());
    return copy;
  }

  public ErrorCode code() {
    return code;
  }

  /** The HTTP status of the answer, or 0 where there was none. */
  public int status() {
    return status;
  }

  /** The earliest time at which Microsoft wants to be asked again. */
  public Optional<Instant> retryAt() {
    return Optional.ofNullable(retryAt);
  }

  public JsonNode details() {
    return details == null ? NullNode.getInstance() : details;
  }
}
