package io.defenderflow.camunda7;

import io.defenderflow.camunda7.DefenderProperties.LaneProperties;
import io.defenderflow.camunda7.DefenderProperties.WorkerProperties;
import io.defenderflow.catalogue.Lane;
import io.defenderflow.lane.LaneSettings;
import io.defenderflow.lane.WorkerSettings;
import io.defenderflow.transport.Timeouts;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What a lane has where nothing else is set. */
final class LaneDefaults {
  private static final int MOST_WAITING = 500;

  private LaneDefaults() {}

  static WorkerSettings worker(WorkerProperties properties) {
    Map<Lane, LaneSettings> lanes = new EnumMap<>(Lane.class);
    for (Lane lane : Lane.values()) {
      LaneProperties given =
          properties.lanes().getOrDefault(lane, new LaneProperties(true, null, null, null));
      if (given.enabled()) {
        lanes.put(
            lane,
            new LaneSettings(
                given.threads() == null ? threads(lane) : given.threads(),
                given.mostWaiting() == null ? MOST_WAITING : given.mostWaiting(),
                given.lockDuration() == null ? lock(lane) : given.lockDuration(),
                properties.pollInterval()));
      }
    }
    return new WorkerSettings(
        lanes,
        properties.firstPoll(),
        properties.longestPoll(),
        properties.largestResult(),
        properties.shutdown());
  }

  /**
   * Refuses locks that could run out during a call: another worker would send the same again.
   *
   * @throws IllegalArgumentException naming both settings
   */
  static void requireShortCalls(String connection, Timeouts timeouts, WorkerSettings settings) {
    settings
        .lanes()
        .forEach(
            (lane, lock) -> {
              boolean hunt = lane == Lane.HUNT;
              Duration call = hunt ? timeouts.hunting() : timeouts.call();
              if (call.multipliedBy(2).compareTo(lock.lock()) >= 0) {
                throw new IllegalArgumentException(
                    "A call must take less than half of the lock, otherwise a second worker could"
                        + " start the same step. defender.connections."
                        + connection
                        + ".timeouts."
                        + (hunt ? "hunting" : "call")
                        + " is "
                        + call.toSeconds()
                        + " s and defender.worker.lanes."
                        + lane.name().toLowerCase(Locale.ROOT)
                        + ".lock-duration is "
                        + lock.lock().toSeconds()
                        + " s. Shorten the one or lengthen the other.");
              }
            });
  }

  private static int threads(Lane lane) {
    return switch (lane) {
      case READ -> 8;
      case HUNT -> 2;
      case CHANGE, CONTAIN -> 4;
    };
  }

  private static Duration lock(Lane lane) {
    return lane == Lane.HUNT ? Duration.ofMinutes(8) : Duration.ofMinutes(2);
  }
}
