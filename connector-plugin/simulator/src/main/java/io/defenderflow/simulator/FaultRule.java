package io.defenderflow.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What goes wrong on some requests. Without {@link #times(int)} it goes wrong until {@link
 * Faults#reset()}. A rule does nothing until its kind of fault is chosen. Faults come in place of
 * the work unless their description says that the work is done.
 */
public final class FaultRule {

  /** How the answer is spoiled. */
  enum Kind {
    NONE,
    ANSWER,
    CONNECTION_RESET,
    LOST_ANSWER,
    EMPTY_RESPONSE,
    GARBAGE,
    TRUNCATED_BODY,
    HUGE_BODY,
    WRONG_GZIP,
    PARTIAL,
    ENDLESS_PAGES,
    BROKEN_JSON,
    MISSING_ROLES,
    MISSING_PERMISSION_LIST,
    ERROR
  }

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final String method;
  private final Pattern path;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private Kind kind = Kind.NONE;
  private int left = Integer.MAX_VALUE;
  private int toSkip;
  private Duration delay = Duration.ZERO;
  private boolean afterProcessing;
  private int status;
  private String code = "";
  private String text = "";
  private String contentType = "application/json";
  private int size;

  FaultRule(String method, String pathRegex) {
    this.method = method;
    this.path = Pattern.compile(pathRegex);
  }

  /** How often the fault happens. */
  public synchronized FaultRule times(int count) {
    left = count;
    return this;
  }

  /** How many matching requests go well first. */
  public synchronized FaultRule after(int count) {
    toSkip = count;
    return this;
  }

  /** Does the request's work before the fault, so that state has changed. */
  public synchronized FaultRule afterProcessing() {
    afterProcessing = true;
    return this;
  }

  /** Sends the answer later; the work is done at once. */
  public synchronized FaultRule delay(Duration duration) {
    delay = duration;
    return this;
  }

  /** Answers with a status and an error body in the API's own shape. */
  public synchronized FaultRule status(int newStatus) {
    return error(newStatus, codeFor(newStatus), "The request was refused on purpose.");
  }

  /** Answers with an error in the API's own shape. */
  public synchronized FaultRule error(int newStatus, String newCode, String message) {
    kind = Kind.ERROR;
    status = newStatus;
    code = newCode;
    text = message;
    return this;
  }

  /** Answers 429, or the status chosen otherwise, with Retry-After in whole seconds. */
  public synchronized FaultRule retryAfter(Duration wait) {
    return header("Retry-After", Long.toString(wait.toSeconds())).throttledUnlessChosen();
  }

  /** Answers 429, or the status chosen otherwise, with Retry-After as an HTTP date. */
  public synchronized FaultRule retryAfter(Instant time) {
    return header("Retry-After", HTTP_DATE.format(time)).throttledUnlessChosen();
  }

  /** Answers 429 without Retry-After. */
  public synchronized FaultRule tooManyRequests() {
    return throttledUnlessChosen();
  }

  /** Cuts the connection before anything is done. */
  public synchronized FaultRule dropConnection() {
    kind = Kind.CONNECTION_RESET;
    return this;
  }

  /** Does the work, then cuts the connection in place of the answer. */
  public synchronized FaultRule loseAnswer() {
    kind = Kind.LOST_ANSWER;
    return this;
  }

  /** Closes the connection without a single byte. */
  public synchronized FaultRule emptyResponse() {
    kind = Kind.EMPTY_RESPONSE;
    return this;
  }

  /** Sends bytes that are not HTTP and closes the connection. */
  public synchronized FaultRule garbage() {
    kind = Kind.GARBAGE;
    return this;
  }

  /** Does the work, then sends half of the announced body. */
  public synchronized FaultRule truncatedBody() {
    kind = Kind.TRUNCATED_BODY;
    return this;
  }

  /** Answers 200 with a JSON body of at least so many bytes. */
  public synchronized FaultRule hugeBody(int bytes) {
    kind = Kind.HUGE_BODY;
    size = bytes;
    return this;
  }

  /** Does the work, then says the plain body is gzip. */
  public synchronized FaultRule wrongGzip() {
    kind = Kind.WRONG_GZIP;
    return this;
  }

  /**
   * Does the work, then leaves out every second row and says with 206 and a warning that one of the
   * providers did not respond.
   */
  public synchronized FaultRule partial() {
    kind = Kind.PARTIAL;
    return header("Warning", "199 - \"Microsoft/MicrosoftDefenderXDR/504/30000\"");
  }

  /** Does the work, then says that the list continues at the address that was just asked. */
  public synchronized FaultRule endlessPages() {
    kind = Kind.ENDLESS_PAGES;
    return this;
  }

  /**
   * Does the work; where the answer names the text, its JSON breaks off, as if one object could not
   * be written.
   */
  public synchronized FaultRule brokenJsonWith(String named) {
    kind = Kind.BROKEN_JSON;
    text = named;
    return this;
  }

  /** Answers 200 with a web page, as a proxy in between would. */
  public synchronized FaultRule html() {
    return answer(
        200, "text/html; charset=utf-8", "<!DOCTYPE html><title>Sign in to the network</title>");
  }

  /** Answers 302. */
  public synchronized FaultRule redirect(String location) {
    return answer(302, "text/plain", "").header("Location", location);
  }

  /** Answers exactly this. */
  public synchronized FaultRule answer(int newStatus, String newContentType, String body) {
    kind = Kind.ANSWER;
    status = newStatus;
    contentType = newContentType;
    text = body;
    return this;
  }

  /** Answers 403 "Missing application roles. API required roles: ...". */
  public synchronized FaultRule missingApplicationRoles() {
    kind = Kind.MISSING_ROLES;
    return this;
  }

  /** Answers 403 "The application does not have any of the required application permissions". */
  public synchronized FaultRule missingApplicationPermissions() {
    kind = Kind.MISSING_PERMISSION_LIST;
    return this;
  }

  /**
   * Answers with the code AF10001.
   *
   * @param newStatus 401 or 403; both have been seen
   */
  public synchronized FaultRule af10001(int newStatus) {
    return answer(
        newStatus,
        "application/json",
        "{\"error\":{\"code\":\"AF10001\",\"message\":\"The permission set () sent in the request"
            + " does not include the expected permission.\"}}");
  }

  /** Adds or replaces a header of the answer. */
  public synchronized FaultRule header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  synchronized boolean applies(Call call) {
    if (kind == Kind.NONE && delay.isZero()) {
      return false;
    }
    if (left == 0 || !RequestLog.matches(method, path, call.method(), call.rawPathAndQuery())) {
      return false;
    }
    if (toSkip > 0) {
      toSkip--;
      return false;
    }
    left--;
    return true;
  }

  synchronized boolean worksFirst() {
    return afterProcessing
        || switch (kind) {
          case NONE, LOST_ANSWER, TRUNCATED_BODY, WRONG_GZIP, PARTIAL, ENDLESS_PAGES, BROKEN_JSON ->
              true;
          default -> false;
        };
  }

  synchronized Kind kind() {
    return kind;
  }

  synchronized Duration delay() {
    return delay;
  }

  synchronized String text() {
    return text;
  }

  synchronized int size() {
    return size;
  }

  synchronized Map<String, String> headers() {
    return Map.copyOf(headers);
  }

  synchronized Answer plainAnswer() {
    return Answer.text(status, contentType, text);
  }

  synchronized ApiError asError() {
    return new ApiError(status, code, text);
  }

  private FaultRule throttledUnlessChosen() {
    return kind == Kind.NONE ? status(429) : this;
  }

  private static String codeFor(int status) {
    return switch (status) {
      case 400 -> "BadRequest";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "NotFound";
      case 429 -> "TooManyRequests";
      case 503 -> "ServiceUnavailable";
      default -> "InternalServerError";
    };
  }
}
