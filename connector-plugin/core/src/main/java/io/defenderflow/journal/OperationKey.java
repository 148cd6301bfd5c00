package io.defenderflow.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names an operation: the same for every retry of a task, another one where a playbook comes to the
 * task again or the target has changed.
 */
public final class OperationKey {
  private OperationKey() {}

  public static String of(
      String engineId, String taskId, String connection, String actionId, String target) {
    return hash(String.join("\n", engineId, taskId, connection, actionId, target));
  }

  /** SHA-256 in lower-case hex. */
  public static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256.", e);
    }
  }
}
