package io.defenderflow.worker;

import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Lane;
import io.defenderflow.connection.Connection;
import io.defenderflow.connection.Connections;
import io.defenderflow.guard.Guard;
import io.defenderflow.journal.Journal;
import io.defenderflow.lane.Lanes;
import io.defenderflow.lane.TaskEvents;
import io.defenderflow.lane.TaskQueue;
import io.defenderflow.spring.WorkerState;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Works on Defender steps as long as the application runs. It starts after everything else and
 * stops before it, so that running steps can still be reported.
 */
@Component
final class RestWorker implements SmartLifecycle, WorkerState {
  private static final Logger LOG = LoggerFactory.getLogger(RestWorker.class);

  private final EngineRest engine;
  private final Lanes lanes;
  private final String introduction;
  private volatile boolean running;

  RestWorker(
      DefenderProperties properties,
      EngineRest engine,
      TaskQueue queue,
      Catalogue catalogue,
      Connections connections,
      Guard guard,
      Journal journal,
      TaskEvents events,
      Clock clock) {
    this.engine = engine;
    this.lanes =
        new Lanes(properties.workerSettings(), queue, catalogue, guard, journal, events, clock);
    this.introduction =
        "The worker runs Defender steps for the engine at "
            + properties.engine().url()
            + ". Topics: "
            + properties.workerSettings().lanes().keySet().stream()
                .sorted()
                .map(Lane::topic)
                .collect(Collectors.joining(", "))
            + ". Connections: "
            + connections.all().stream().map(Connection::name).collect(Collectors.joining(", "))
            + ".";
  }

  @Override
  public void start() {
    LOG.info(introduction);
    lanes.start();
    running = true;
  }

  @Override
  public void stop() {
    LOG.info("The worker stops. Running steps may end; waiting ones are handed back.");
    running = false;
    lanes.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public Optional<String> problem() {
    return lanes.isAlive() ? Optional.empty() : Optional.of(reason());
  }

  private String reason() {
    try {
      engine.get("/external-task/count");
      return "The engine answers again. The worker asks it for tasks within a minute.";
    } catch (EngineRefused | EngineUnreachable e) {
      return e.getMessage();
    }
  }

  @Override
  public int freeSlots(Lane lane) {
    return lanes.freeSlots(lane);
  }

  @Override
  public int waiting(Lane lane) {
    return lanes.waiting(lane);
  }
}
