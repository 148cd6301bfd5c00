package io.defenderflow.lane;

import io.defenderflow.catalogue.Lane;
import java.time.Duration;
import java.util.Map;

/**
 * How a worker works.
 *
 * @param lanes the lanes it serves; a lane that is not in it is left to other workers
 * @param firstPoll the pause before the first look at a long-running action
 * @param longestPoll the longest pause between two looks, to which the pauses grow
 * @param largestResult the most bytes of JSON in a result variable
 * @param downloads where the files of a step are kept
 * @param shutdown how long running steps may take to finish when the worker stops
 */
public record WorkerSettings(
    Map<Lane, LaneSettings> lanes,
    Duration firstPoll,
    Duration longestPoll,
    int largestResult,
    DownloadSettings downloads,
    Duration shutdown) {
  public WorkerSettings {
    lanes = Map.copyOf(lanes);
    if (firstPoll.isNegative() || firstPoll.isZero() || longestPoll.compareTo(firstPoll) < 0) {
      throw new IllegalArgumentException(
          "The first poll pause must be above zero, and the longest one not below it.");
    }
  }
}
