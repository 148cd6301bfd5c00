package io.defenderflow.camunda7;

import io.defenderflow.catalogue.Lane;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code defender.*}.
 *
 * @param connections the tenants by name; steps that name none use {@code default}
 * @param worker the worker in this application
 */
@ConfigurationProperties("defender")
public record DefenderProperties(
    Map<String, ConnectionProperties> connections, @DefaultValue WorkerProperties worker) {

  public DefenderProperties {
    connections = connections == null ? Map.of() : Map.copyOf(connections);
  }

  /**
   * The worker.
   *
   * @param enabled whether this application works on Defender steps
   * @param lanes settings by lane: read, hunt, change, contain
   * @param pollInterval how often an empty queue is looked at; new tasks of this application are
   *     seen at once
   * @param firstPoll the pause before the first look at a long-running action
   * @param longestPoll the longest pause between two looks, to which the pauses grow
   * @param largestResult the most bytes of JSON in a result variable
   * @param shutdown how long running steps may take to finish when the application stops
   */
  public record WorkerProperties(
      @DefaultValue("true") boolean enabled,
      Map<Lane, LaneProperties> lanes,
      @DefaultValue("5s") Duration pollInterval,
      @DefaultValue("5s") Duration firstPoll,
      @DefaultValue("1m") Duration longestPoll,
      @DefaultValue("1000000") int largestResult,
      @DefaultValue("20s") Duration shutdown) {
    public WorkerProperties {
      lanes = lanes == null ? Map.of() : Map.copyOf(lanes);
    }
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
      @DefaultValue("true") boolean enabled,
      Integer threads,
      Integer mostWaiting,
      Duration lockDuration) {}
}
