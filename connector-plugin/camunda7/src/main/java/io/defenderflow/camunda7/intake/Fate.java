package io.defenderflow.camunda7.intake;

import java.time.Duration;
import java.util.Optional;

/**
 * What becomes of an item.
 *
 * @param instance the process instance that it started; empty leaves a former one
 * @param nextTryIn from now on; empty where it is not tried again by itself
 */
record Fate(
    ItemState state,
    Optional<String> title,
    Optional<String> reason,
    int attempts,
    Optional<Duration> nextTryIn,
    Optional<String> instance,
    Optional<Known> known) {
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

  static Fate started(Item item, String instance) {
    return new Fate(
        ItemState.STARTED,
        Optional.of(item.title()),
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.of(instance),
        Optional.of(Known.of(item)));
  }

  static Fate knowing(ItemRow row, Known known) {
    return new Fate(
        row.state(),
        Optional.empty(),
        row.reason(),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.of(known));
  }

  /** The same, and it is looked at again: not all of it could be read or compared. */
  Fate andAgain(int before) {
    return new Fate(
        state, title, reason, before + 1, Optional.of(pause(before + 1)), instance, known);
  }

  static Fate ended(String reason) {
    return new Fate(
        ItemState.ENDED,
        Optional.empty(),
        Optional.of(reason),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The playbook that somebody has started for what Defender does not know. */
  static Fate unknown(String instance) {
    return new Fate(
        ItemState.ENDED,
        Optional.empty(),
        Optional.of("Defender does not know it."),
        0,
        Optional.empty(),
        Optional.of(instance),
        Optional.empty());
  }

  static Fate ignored(Item item, String reason) {
    return new Fate(
        ItemState.IGNORED,
        Optional.of(item.title()),
        Optional.of(reason),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.of(Known.of(item)));
  }

  static Fate replay(String reason) {
    return new Fate(
        ItemState.REPLAY,
        Optional.empty(),
        Optional.of(reason),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** It cannot be read and not be asked for either: a person has to look. */
  static Fate unreadable(String reason) {
    return new Fate(
        ItemState.QUARANTINED,
        Optional.empty(),
        Optional.of(reason),
        1,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * It could not be taken in and is tried again, each time after a longer pause.
   *
   * @param before how often it was tried before
   * @param attempts after how many tries it is set aside
   * @param seen what was seen of it, where it could not be checked yet whether its alerts match the
   *     filter
   */
  static Fate failed(
      Optional<String> title, int before, int attempts, String reason, Optional<Known> seen) {
    int tries = before + 1;
    return new Fate(
        tries >= attempts ? ItemState.QUARANTINED : ItemState.RETRYING,
        title,
        Optional.of(reason),
        tries,
        Optional.of(pause(tries)),
        Optional.empty(),
        seen);
  }

  private static Duration pause(int tries) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, 10));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }
}
