package io.defenderflow.lane;

import io.defenderflow.catalogue.Lane;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off one lane: fetches as many tasks as it has free slots, runs them, and parks those that
 * wait for Microsoft. A parked task holds a lock in the engine and a timer here, but no thread and
 * no slot.
 */
final class LaneWorker {
  private static final Logger LOG = LoggerFactory.getLogger(LaneWorker.class);
  private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
  private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(1);

  private final Lane lane;
  private final LaneSettings settings;
  private final Duration longestPoll;
  private final TaskQueue queue;
  private final Steps steps;
  private final Delivery delivery;
  private final TaskEvents events;
  private final Clock clock;
  private final ScheduledExecutorService timer;
  private final ExecutorService slots;
  private final Thread loop;
  private final Semaphore wakeUps = new Semaphore(0);
  private final AtomicInteger running = new AtomicInteger();
  private final Map<String, Task> locked = new ConcurrentHashMap<>();
  private final Map<String, Parked> parked = new ConcurrentHashMap<>();
  private volatile boolean stopping;
  private volatile boolean reachable = true;
  private ScheduledFuture<?> keeper;

  private record Parked(Task task, ScheduledFuture<?> poll) {}

  LaneWorker(
      Lane lane,
      WorkerSettings worker,
      TaskQueue queue,
      Steps steps,
      Delivery delivery,
      TaskEvents events,
      Clock clock,
      ScheduledExecutorService timer) {
    this.lane = lane;
    this.settings = worker.lanes().get(lane);
    this.longestPoll = worker.longestPoll();
    this.queue = queue;
    this.steps = steps;
    this.delivery = delivery;
    this.events = events;
    this.clock = clock;
    this.timer = timer;
    AtomicInteger count = new AtomicInteger();
    this.slots =
        Executors.newFixedThreadPool(
            settings.threads(), work -> daemon(work, lane.topic() + "-" + count.incrementAndGet()));
    this.loop = daemon(this::loop, lane.topic());
  }

  void start() {
    long beat = settings.lock().toMillis() / 3;
    keeper = timer.scheduleWithFixedDelay(this::keepLocks, beat, beat, TimeUnit.MILLISECONDS);
    loop.start();
    LOG.info(
        "Steps of the topic {} are worked on, up to {} at a time.",
        lane.topic(),
        settings.threads());
  }

  /** Looks for tasks at once instead of at the next interval. */
  void wake() {
    wakeUps.release();
  }

  int freeSlots() {
    return Math.max(
        0, Math.min(settings.threads() - running.get(), settings.mostWaiting() - parked.size()));
  }

  int waiting() {
    return parked.size();
  }

  /** Whether the lane is looking for work, and the engine answered the last time it did. */
  boolean isAlive() {
    return loop.isAlive() && reachable;
  }

  /** No new work. Parked tasks are handed back, so that another worker goes on with them. */
  void stop() {
    stopping = true;
    wake();
    parked.values().forEach(this::handBack);
    slots.shutdown();
  }

  /** Waits for running steps; what does not end in time is left to its lock. */
  void awaitEnd(Duration patience) {
    try {
      if (!slots.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn(
            "{} steps of the topic {} did not end in time. They are taken up again when their locks"
                + " run out.",
            running.get(),
            lane.topic());
      }
      loop.interrupt();
      loop.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    keeper.cancel(false);
    parked.values().forEach(this::handBack);
  }

  private void loop() {
    Duration backOff = FIRST_BACK_OFF;
    while (!stopping) {
      wakeUps.drainPermits();
      int free = freeSlots();
      if (free == 0) {
        sleep(settings.pollInterval().plusSeconds(1));
        continue;
      }
      try {
        List<Task> tasks = queue.fetch(lane, free, settings.lock());
        if (!reachable) {
          LOG.info("The engine answers again. The topic {} is worked on.", lane.topic());
        }
        reachable = true;
        backOff = FIRST_BACK_OFF;
        tasks.forEach(this::submit);
        if (tasks.size() < free) {
          sleep(settings.pollInterval());
        }
      } catch (RuntimeException e) {
        if (stopping) {
          return;
        }
        if (reachable) {
          LOG.warn(
              "The engine gives no tasks of the topic {}: {} It is asked again, after a minute at"
                  + " the latest.",
              lane.topic(),
              e.toString());
        }
        reachable = false;
        pause(backOff);
        backOff = backOff.multipliedBy(2);
        if (backOff.compareTo(LONGEST_BACK_OFF) > 0) {
          backOff = LONGEST_BACK_OFF;
        }
      }
    }
  }

  private void submit(Task task) {
    running.incrementAndGet();
    try {
      slots.execute(() -> work(task));
    } catch (RejectedExecutionException e) {
      running.decrementAndGet();
      unlock(task);
    }
  }

  private void work(Task task) {
    locked.put(task.id(), task);
    long started = System.nanoTime();
    try {
      Attempt attempt = steps.attempt(task);
      Outcome outcome = attempt.outcome();
      if (outcome instanceof Outcome.Waiting waiting) {
        locked.remove(task.id());
        park(task, waiting);
      } else {
        outcome = delivery.deliver(attempt);
      }
      events.ended(lane, attempt.action(), outcome, Duration.ofNanos(System.nanoTime() - started));
      if (outcome instanceof Outcome.Failed failed && failed.retries() > 0) {
        wakeAfter(failed.retryAfter());
      }
    } catch (TaskGone e) {
      LOG.info("{} is no longer ours, and nothing more is sent for it: {}", task, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error(
          "The outcome of {} could not be reported: {} The task is taken up again when its lock"
              + " runs out, and goes on from what the journal knows.",
          task,
          e.toString());
    } finally {
      locked.remove(task.id());
      running.decrementAndGet();
      wake();
    }
  }

  private void park(Task task, Outcome.Waiting waiting) {
    queue.extendLock(task, settings.lock().plus(longestPoll));
    if (stopping) {
      unlock(task);
      return;
    }
    long pause = Math.max(1, Duration.between(clock.instant(), waiting.pollAt()).toMillis());
    synchronized (parked) {
      try {
        ScheduledFuture<?> poll = timer.schedule(() -> unpark(task), pause, TimeUnit.MILLISECONDS);
        parked.put(task.id(), new Parked(task, poll));
      } catch (RejectedExecutionException e) {
        unlock(task);
      }
    }
  }

  private void unpark(Task task) {
    running.incrementAndGet();
    try {
      slots.execute(
          () -> {
            Parked due;
            synchronized (parked) {
              due = parked.remove(task.id());
            }
            if (due == null) {
              running.decrementAndGet(); // handed back in the meantime
            } else {
              work(task);
            }
          });
    } catch (RejectedExecutionException e) {
      running.decrementAndGet(); // stopping: the task is handed back
    }
  }

  private void handBack(Parked waiting) {
    waiting.poll().cancel(false);
    if (parked.remove(waiting.task().id()) != null) {
      unlock(waiting.task());
    }
  }

  private void unlock(Task task) {
    try {
      queue.unlock(task);
    } catch (RuntimeException e) {
      LOG.info("{} could not be handed back; its lock runs out: {}", task, e.getMessage());
    }
  }

  private void keepLocks() {
    for (Task task : locked.values()) {
      try {
        queue.extendLock(task, settings.lock());
      } catch (TaskGone e) {
        locked.remove(task.id());
      } catch (RuntimeException e) {
        LOG.warn("The lock of {} could not be extended: {}", task, e.toString());
      }
    }
  }

  private void wakeAfter(Duration pause) {
    try {
      var unused = timer.schedule(this::wake, pause.toMillis() + 10, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The worker stops.");
    }
  }

  private void sleep(Duration longest) {
    try {
      if (wakeUps.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        wakeUps.drainPermits();
      }
    } catch (InterruptedException e) {
      stopping = true;
    }
  }

  /** Being woken is no reason to ask an engine that is down. */
  private void pause(Duration length) {
    long start = System.nanoTime();
    while (!stopping && System.nanoTime() - start < length.toNanos()) {
      try {
        Thread.sleep(Math.min(200, length.toMillis()));
      } catch (InterruptedException e) {
        stopping = true;
      }
    }
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
