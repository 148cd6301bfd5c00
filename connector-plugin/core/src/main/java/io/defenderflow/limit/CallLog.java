package io.defenderflow.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When the last calls of a family were sent, so that no window of its budgets ever holds too many.
 * Calls that have to wait are promised places behind each other, so that they come back one after
 * the other and not all together.
 */
final class CallLog {
  /** Later a promise is not, since those before it may never come back. */
  private static final Duration FURTHEST_PROMISE = Duration.ofMinutes(2);

  /** Calls overtake each other on their way, by no more than this. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private final List<Budget> budgets;
  private final long[] sent;
  private final List<Long> kept = new ArrayList<>();
  private final List<Long> promised = new ArrayList<>();
  private long count;

  CallLog(List<Budget> budgets) {
    this.budgets = budgets;
    this.sent = new long[budgets.stream().mapToInt(Budget::calls).max().orElse(0)];
  }

  /** The earliest time at which another call keeps within all budgets. */
  Instant free() {
    return Instant.ofEpochMilli(after(count + kept.size()));
  }

  /** A place for a call that is about to be made. */
  void keep(Instant now) {
    kept.add(now.toEpochMilli());
  }

  /** A kept place is used or given back. */
  void release() {
    kept.remove(0);
  }

  /** A place for a call that cannot be sent before this time. */
  Instant promise(Instant now, Instant earliest) {
    forget(now);
    // Rounded up: who comes back at the promised time must not be early.
    long first = earliest.plusNanos(999_999).toEpochMilli();
    long place = Math.max(first, after(count + kept.size() + promised.size()));
    long furthest = first + FURTHEST_PROMISE.toMillis();
    if (place >= furthest) {
      return Instant.ofEpochMilli(furthest);
    }
    if (sent.length > 0) {
      promised.add(place);
    }
    return Instant.ofEpochMilli(place);
  }

  void sent(Instant now) {
    forget(now);
    if (sent.length > 0) {
      sent[(int) (count % sent.length)] = Math.max(now.toEpochMilli(), last());
      count++;
    }
  }

  private void forget(Instant now) {
    promised.removeIf(place -> place <= now.toEpochMilli());
  }

  private long last() {
    return count == 0 ? 0 : at(count - 1);
  }

  /** The earliest time after this many calls, kept places and promises. */
  private long after(long calls) {
    long earliest = 0;
    for (Budget budget : budgets) {
      if (calls >= budget.calls()) {
        long window = budget.window().toMillis();
        long margin = Math.min(MARGIN.toMillis(), window / 10);
        earliest = Math.max(earliest, at(calls - budget.calls()) + window + margin);
      }
    }
    return earliest;
  }

  private long at(long index) {
    if (index < count) {
      return sent[(int) (index % sent.length)];
    }
    int later = (int) (index - count);
    return later < kept.size() ? kept.get(later) : promised.get(later - kept.size());
  }
}
