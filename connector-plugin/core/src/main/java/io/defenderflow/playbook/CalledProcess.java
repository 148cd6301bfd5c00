package io.defenderflow.playbook;

/**
 * A call activity that runs another process.
 *
 * @param elementId the id of the call activity
 * @param processId the called process, or an expression that names it
 */
public record CalledProcess(String elementId, String processId) {
  /** Whether the called process is known only when the process runs. */
  public boolean isExpression() {
    return processId.contains("${") || processId.contains("#{");
  }
}
