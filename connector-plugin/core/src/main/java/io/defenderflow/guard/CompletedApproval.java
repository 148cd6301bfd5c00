package io.defenderflow.guard;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A completed approval task, as the engine has recorded it.
 *
 * @param completedBy who was logged in when the task was completed; empty where nobody was, or
 *     where the engine does not record it
 * @param written every value that a variable of the task itself ever had, oldest first
 */
public record CompletedApproval(
    String taskId, Instant completedAt, Optional<String> completedBy, List<Written> written) {
  public CompletedApproval {
    written = List.copyOf(written);
  }

  /**
   * A value of a variable.
   *
   * @param value a text, a number, a boolean, {@code null} or a Jackson tree
   * @param withCompletion whether it was written in completing the task, so that it is the word of
   *     the person who completed it
   */
  public record Written(String variable, Object value, boolean withCompletion) {}

  /** The values of a variable, oldest first. */
  List<Written> of(String variable) {
    return written.stream().filter(value -> value.variable().equals(variable)).toList();
  }
}
