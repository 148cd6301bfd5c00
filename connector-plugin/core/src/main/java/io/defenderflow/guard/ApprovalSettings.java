package io.defenderflow.guard;

import java.time.Duration;
import java.util.List;

/**
 * The settings {@code defender.approval.*}: what a second person has to approve. No variable of a
 * playbook can lift them. Actions that take a containment back need no approval.
 *
 * @param required which containment needs an approval, that of servers where absent
 * @param actions ids of actions that need one in any case
 * @param serverTags patterns of tags that make a machine a server, such as a Hyper-V host with a
 *     client system; {@code *} stands for any text and {@code ?} for one character
 * @param validFor how long an approval counts after it was given, four hours where absent
 * @param groups ids of the groups of which an approver must be in one; empty for anyone whom the
 *     engine lets complete the task
 */
public record ApprovalSettings(
    Required required,
    List<String> actions,
    List<String> serverTags,
    Duration validFor,
    List<String> groups) {

  private static final Duration FOUR_HOURS = Duration.ofHours(4);
  private static final List<String> SERVER_TAGS = List.of("server", "hyper-v*", "hyperv*");

  /** Nothing needs an approval. */
  public static final ApprovalSettings NONE =
      new ApprovalSettings(Required.NEVER, null, null, null, null);

  /** Which containment needs an approval. */
  public enum Required {
    /** None but that of the listed actions. */
    NEVER,
    /** That of machines with a server system or a server tag. */
    SERVERS,
    /** All of it. */
    CONTAINMENT
  }

  public ApprovalSettings {
    required = required == null ? Required.SERVERS : required;
    actions = written(actions);
    serverTags = serverTags == null ? SERVER_TAGS : written(serverTags);
    validFor = validFor == null ? FOUR_HOURS : validFor;
    groups = written(groups);
    if (validFor.isNegative() || validFor.isZero()) {
      throw new IllegalArgumentException(
          "defender.approval.valid-for must be longer than zero, for example 4h.");
    }
  }

  /** Whether anything can ever need an approval. */
  public boolean canBeNeeded() {
    return required != Required.NEVER || !actions.isEmpty();
  }

  /** An empty entry is what an unset variable in a settings file leaves. */
  private static List<String> written(List<String> entries) {
    return entries == null
        ? List.of()
        : entries.stream().map(String::strip).filter(entry -> !entry.isEmpty()).toList();
  }
}
