package io.defenderflow.camunda7;

import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Lane;
import io.defenderflow.guard.Guard;
import io.defenderflow.journal.Journal;
import io.defenderflow.lane.Lanes;
import io.defenderflow.lane.TaskEvents;
import io.defenderflow.lane.WorkerSettings;
import io.defenderflow.spring.WorkerState;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.context.SmartLifecycle;

/**
 * Works on Defender steps as long as the application runs. It starts after everything else and
 * stops before it, so that running steps can still be reported.
 */
public final class EmbeddedWorker implements SmartLifecycle, WorkerState {
  private final WorkerSettings settings;
  private final ProcessEngine engine;
  private final NewTaskPlugin newTasks;
  private final Catalogue catalogue;
  private final Guard guard;
  private final Journal journal;
  private final TaskEvents events;
  private final Clock clock;
  private volatile Lanes lanes;

  EmbeddedWorker(
      WorkerSettings settings,
      ProcessEngine engine,
      NewTaskPlugin newTasks,
      Catalogue catalogue,
      Guard guard,
      Journal journal,
      TaskEvents events,
      Clock clock) {
    this.settings = settings;
    this.engine = engine;
    this.newTasks = newTasks;
    this.catalogue = catalogue;
    this.guard = guard;
    this.journal = journal;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public void start() {
    journal.createTable();
    Lanes started =
        new Lanes(
            settings,
            new EmbeddedTaskQueue(engine, workerId()),
            catalogue,
            guard,
            journal,
            events,
            clock);
    started.start();
    lanes = started;
    newTasks.tell(started::wake);
  }

  @Override
  public void stop() {
    Lanes stopped = lanes;
    lanes = null;
    newTasks.tell(lane -> {});
    if (stopped != null) {
      stopped.close();
    }
  }

  @Override
  public boolean isRunning() {
    return lanes != null;
  }

  @Override
  public Optional<String> problem() {
    Lanes current = lanes;
    return current != null && current.isAlive()
        ? Optional.empty()
        : Optional.of("The worker is not looking for work. Look at the log for the reason.");
  }

  @Override
  public int freeSlots(Lane lane) {
    Lanes current = lanes;
    return current == null ? 0 : current.freeSlots(lane);
  }

  @Override
  public int waiting(Lane lane) {
    Lanes current = lanes;
    return current == null ? 0 : current.waiting(lane);
  }

  /** Names the node for people who look at locks, and is never used twice. */
  private static String workerId() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "unknown-host";
    }
    return "defender-" + host + "-" + UUID.randomUUID();
  }
}
