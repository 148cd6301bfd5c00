package io.defenderflow.lane;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.InputEntry;
import io.defenderflow.catalogue.Lane;
import io.defenderflow.guard.Guard;
import io.defenderflow.journal.Journal;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** A worker: the lanes that it serves, from start to stop. */
public final class Lanes implements AutoCloseable {
  private static final int TIMER_THREADS = 2;

  private final Map<Lane, LaneWorker> workers = new EnumMap<>(Lane.class);
  private final ScheduledThreadPoolExecutor timer;
  private final Duration shutdown;
  private boolean started;

  public Lanes(
      WorkerSettings settings,
      TaskQueue queue,
      Catalogue catalogue,
      Guard guard,
      Journal journal,
      TaskEvents events,
      Clock clock) {
    this.shutdown = settings.shutdown();
    this.timer =
        new ScheduledThreadPoolExecutor(
            TIMER_THREADS,
            work -> {
              Thread thread = new Thread(work, "defender-timer");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    Steps steps = new Steps(queue, catalogue, guard, journal, settings, clock);
    Delivery delivery = new Delivery(queue, journal, clock);
    for (Lane lane : settings.lanes().keySet()) {
      workers.put(
          lane, new LaneWorker(lane, settings, queue, steps, delivery, events, clock, timer));
    }
  }

  /** The names of all inputs that a step can have, so that an engine need not send more. */
  public static Set<String> inputNames(Catalogue catalogue) {
    Set<String> names = new LinkedHashSet<>(StepSettings.NAMES);
    for (ActionEntry action : catalogue.actions()) {
      action.inputs().stream().map(InputEntry::name).forEach(names::add);
    }
    return names;
  }

  /** Starts to fetch tasks. The tables of the journal and the guard must be there. */
  public void start() {
    started = true;
    workers.values().forEach(LaneWorker::start);
  }

  /** Tells a lane that a task was just created, so that it looks at once. */
  public void wake(Lane lane) {
    LaneWorker worker = workers.get(lane);
    if (worker != null) {
      worker.wake();
    }
  }

  /** How many more steps the lane can take; 0 for a lane that is not served. */
  public int freeSlots(Lane lane) {
    return workers.containsKey(lane) ? workers.get(lane).freeSlots() : 0;
  }

  /** How many steps of the lane wait for Microsoft's work to end. */
  public int waiting(Lane lane) {
    return workers.containsKey(lane) ? workers.get(lane).waiting() : 0;
  }

  /** Whether every lane is looking for work and the engine answers. */
  public boolean isAlive() {
    return started && workers.values().stream().allMatch(LaneWorker::isAlive);
  }

  /** Finishes what runs, hands back what waits, and fetches nothing more. */
  @Override
  public void close() {
    if (!started) {
      timer.shutdownNow();
      return;
    }
    workers.values().forEach(LaneWorker::stop);
    workers.values().forEach(worker -> worker.awaitEnd(shutdown));
    timer.shutdownNow();
    started = false;
  }
}
