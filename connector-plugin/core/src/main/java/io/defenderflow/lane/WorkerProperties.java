package io.defenderflow.lane;

import io.defenderflow.catalogue.Lane;
import io.defenderflow.transport.Timeouts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The settings {@code defender.worker.*} in the shape in which a settings file spells them: what is
 * not written there is null and has a default.
 *
 * @param lanes settings by lane: read, hunt, change, contain
 * @param pollInterval how often an empty queue is looked at
 * @param firstPoll the pause before the first look at a long-running action
 * @param longestPoll the longest pause between two looks, to which the pauses grow
 * @param largestResult the most bytes of JSON in a result variable
 * @param largestFile the most bytes that the files of one step may have as file variables
 * @param downloadFolder where downloaded files are kept instead of file variables
 * @param shutdown how long running steps may take to finish when the application stops
 */
public record WorkerProperties(
    Map<Lane, LaneProperties> lanes,
    Duration pollInterval,
    Duration firstPoll,
    Duration longestPoll,
    Integer largestResult,
    Integer largestFile,
    Path downloadFolder,
    Duration shutdown) {
  private static final int MOST_WAITING = 500;
  private static final int LARGEST_RESULT = 1_000_000;
  private static final int LARGEST_FILE = 10_000_000;

  public WorkerProperties {
    lanes = lanes == null ? Map.of() : Map.copyOf(lanes);
  }

  /**
   * One lane. What is absent has the lane's own default.
   *
   * @param enabled whether this application works on the lane
   * @param threads how many steps run at the same time
   * @param mostWaiting how many steps may wait for Microsoft's work at the same time
   * @param lockDuration how long a task stays locked when its worker dies
   */
  public record LaneProperties(
      Boolean enabled, Integer threads, Integer mostWaiting, Duration lockDuration) {}

  /**
   * The settings with the defaults for what is absent.
   *
   * @param usualPollInterval the poll interval where none is set, which depends on how else the
   *     worker learns of new tasks
   */
  public WorkerSettings settings(Duration usualPollInterval) {
    Map<Lane, LaneSettings> served = new EnumMap<>(Lane.class);
    for (Lane lane : Lane.values()) {
      LaneProperties given = lanes.getOrDefault(lane, new LaneProperties(null, null, null, null));
      if (or(given.enabled(), true)) {
        served.put(
            lane,
            new LaneSettings(
                or(given.threads(), threads(lane)),
                or(given.mostWaiting(), MOST_WAITING),
                or(given.lockDuration(), lock(lane)),
                or(pollInterval, usualPollInterval)));
      }
    }
    return new WorkerSettings(
        served,
        or(firstPoll, Duration.ofSeconds(5)),
        or(longestPoll, Duration.ofMinutes(1)),
        or(largestResult, LARGEST_RESULT),
        new DownloadSettings(or(largestFile, LARGEST_FILE), Optional.ofNullable(downloadFolder)),
        or(shutdown, Duration.ofSeconds(20)));
  }

  /**
   * Refuses locks that could run out during a call: another worker would send the same again.
   *
   * @throws IllegalArgumentException naming both settings
   */
  public static void requireShortCalls(
      String connection, Timeouts timeouts, WorkerSettings settings) {
    settings
        .lanes()
        .forEach(
            (lane, lock) -> {
              boolean hunt = lane == Lane.HUNT;
              boolean longer = hunt && timeouts.hunting().compareTo(timeouts.call()) >= 0;
              Duration call = longer ? timeouts.hunting() : timeouts.call();
              if (call.multipliedBy(2).compareTo(lock.lock()) >= 0) {
                throw new IllegalArgumentException(
                    "A call must take less than half of the lock, otherwise a second worker could"
                        + " start the same step. defender.connections."
                        + connection
                        + ".timeouts."
                        + (longer ? "hunting" : "call")
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

  private static <T> T or(T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}
