package io.defenderflow.fault;

/** What follows from an answer, or from its absence. */
public enum Verdict {
  /** The request brought its result. */
  DONE("Done", "The result goes to the step."),
  /** The request brought a result that lacks something. */
  DONE_IN_PART("Done in part", "The result goes to the step, and a warning into the log."),
  /** The same request may be sent again with a fresh token, once. */
  FRESH_TOKEN(
      "Once more with a fresh token",
      "A fresh token is asked for and the request is sent once more. If that is refused as well,"
          + " an incident shows at once."),
  /** The same request may be sent again within the same call. */
  RETRY_NOW(
      "Again at once, then later",
      "The same request is sent again after a short pause, within the limits of one call. If that"
          + " does not help, the step is repeated later."),
  /** The step may be repeated, at the time that Microsoft named or by its schedule. */
  RETRY_LATER(
      "Later",
      "The step is repeated later: at the time that Microsoft named, or as its field \"Retries\""
          + " says."),
  /** The playbook decides what to do. */
  BUSINESS_ERROR(
      "Business error",
      "The playbook goes the way of the boundary event that catches the code. Where none catches"
          + " it, an incident shows at once."),
  /** A repetition would end the same way. */
  PERMANENT("Permanent", "An incident shows at once, since a repetition would end the same way."),
  /** The request may have been carried out: it is read back before anything is sent again. */
  OUTCOME_UNKNOWN(
      "Outcome unknown",
      "Nothing is sent again before Defender was asked whether it did what the step wanted. Where"
          + " that cannot be told, a person decides.");

  private final String label;
  private final String consequence;

  Verdict(String label, String consequence) {
    this.label = label;
    this.consequence = consequence;
  }

  /** Some words for a table. */
  public String label() {
    return label;
  }

  /** What happens now, in full sentences for a person. */
  public String consequence() {
    return consequence;
  }

  public boolean isDone() {
    return this == DONE || this == DONE_IN_PART;
  }

  /** Whether it is certain that the request changed nothing. */
  public boolean nothingWasDone() {
    return this != OUTCOME_UNKNOWN && !isDone();
  }

  /** What is left of it when the call may send nothing more. */
  public Verdict afterTheLastTry() {
    return switch (this) {
      case RETRY_NOW -> RETRY_LATER;
      case FRESH_TOKEN -> PERMANENT;
      default -> this;
    };
  }

  /** What follows from a fault that is no answer of Microsoft. */
  static Verdict of(ErrorCode code) {
    return switch (code) {
      case LOST_ANSWER, OUTCOME_UNKNOWN, INTERNAL -> OUTCOME_UNKNOWN;
      default ->
          switch (code.ending()) {
            case BUSINESS -> BUSINESS_ERROR;
            case PERMANENT -> PERMANENT;
            case PARKED, TRANSIENT -> RETRY_LATER;
          };
    };
  }
}
