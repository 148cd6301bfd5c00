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
        row.attempts(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(known));
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
   */
  static Fate failed(Optional<String> title, int before, int attempts, String reason) {
    int tries = before + 1;
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, 10));
    return new Fate(
        tries >= attempts ? ItemState.QUARANTINED : ItemState.RETRYING,
        title,
        Optional.of(reason),
        tries,
        Optional.of(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause),
        Optional.empty(),
        Optional.empty());
  }
}
