package io.defenderflow.camunda7.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a source stands, for people. Times are those of the database.
 *
 * @param source incidents or alerts
 * @param pausedBy who has paused it
 * @param lag how old the newest moment is of which everything was read; empty before the first look
 * @param lastItem when the newest item was changed that was ever seen, by Microsoft's clock
 * @param nextPoll empty where it follows at once
 * @param watermark everything that was changed before it was read, by Microsoft's clock
 * @param started how many playbooks it has started so far
 * @param updates how many changes it has seen so far
 * @param pendingUpdates how many changes wait for their playbook
 * @param undeliverable how many changes came after their playbook had ended
 * @param retrying how many items are tried again soon
 * @param quarantined how many items were set aside
 * @param failures how many looks have failed in a row
 * @param lastError why the last look failed, where it did
 * @param problem why the source needs a person, as a full sentence; empty where it does not
 */
public record SourceStatus(
    String name,
    String source,
    String connection,
    Optional<String> engineTenant,
    Optional<String> pausedBy,
    Optional<String> pausedWhy,
    Optional<Instant> lastPoll,
    Optional<Instant> lastSuccess,
    Optional<Instant> nextPoll,
    Optional<Duration> lag,
    Optional<Instant> lastItem,
    Optional<Instant> watermark,
    long started,
    long updates,
    long pendingUpdates,
    long undeliverable,
    long retrying,
    long quarantined,
    int failures,
    Optional<String> lastError,
    Optional<String> problem) {}
