package io.defenderflow.cli;

import io.defenderflow.fault.ErrorCode;

/** What a command says to the shell. Scripts are built on these numbers: they never change. */
final class ExitCode {
  static final int DONE = 0;

  /** A business outcome, findings, or at least one failed line of a batch. */
  static final int NOT_AS_WISHED = 1;

  /** The command was used wrongly; nothing was sent. */
  static final int USAGE = 2;

  static final int PERMANENT = 3;
  static final int TRANSIENT = 4;

  /** Something may have been done. A person looks before anything is repeated. */
  static final int OUTCOME_UNKNOWN = 5;

  private ExitCode() {}

  static int of(ErrorCode code) {
    return switch (code) {
      case INPUT_INVALID, UNKNOWN_ACTION, UNKNOWN_CONNECTION -> USAGE;
      case OUTCOME_UNKNOWN -> OUTCOME_UNKNOWN;
      default ->
          switch (code.ending()) {
            case BUSINESS, PARKED -> NOT_AS_WISHED;
            case PERMANENT -> PERMANENT;
            case TRANSIENT -> TRANSIENT;
          };
    };
  }
}
