package io.defenderflow.cli;

/** The command cannot be carried out as it was given. Nothing was sent to Microsoft. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  static final String SETTINGS_INVALID = "SETTINGS_INVALID";
  static final String NOT_CONFIRMED = "NOT_CONFIRMED";
  static final String FILE_UNUSABLE = "FILE_UNUSABLE";

  private final String code;

  /**
   * @param message full sentences: what is wrong and what to do; no secret
   */
  Refusal(String code, String message) {
    super(message);
    this.code = code;
  }

  String code() {
    return code;
  }
}
