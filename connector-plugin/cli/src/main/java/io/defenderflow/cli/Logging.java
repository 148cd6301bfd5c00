package io.defenderflow.cli;

/**
 * Sets how much the libraries write to standard error. It must be said before the first of them.
 */
final class Logging {
  private Logging() {}

  static void to(boolean verbose) {
    String simple = "org.slf4j.simpleLogger.";
    System.setProperty(simple + "logFile", "System.err");
    System.setProperty(simple + "showThreadName", "false");
    System.setProperty(simple + "showShortLogName", "true");
    // Failures are told by the commands themselves; msal4j would tell them a second time.
    System.setProperty(simple + "defaultLogLevel", verbose ? "warn" : "off");
    System.setProperty(simple + "log.io.defenderflow", verbose ? "info" : "off");
  }
}
