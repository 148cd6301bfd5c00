package io.defenderflow.camunda7.intake;

import static java.time.temporal.ChronoUnit.SECONDS;

import io.defenderflow.audit.Audit;
import io.defenderflow.audit.AuditRecord;
import io.defenderflow.audit.Decision;
import io.defenderflow.audit.Detail;
import io.defenderflow.catalogue.Page;
import io.defenderflow.database.Database;
import io.defenderflow.guard.Tenants;
import io.defenderflow.journal.Journal;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Lets incidents and alerts start playbooks as long as the application runs, and tells people how
 * it stands. On several nodes that share a database, one of them looks at a source at a time, and
 * each may: which one it is can change with every look.
 */
public final class Intake implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  /** How soon a node sees that a source is due, and how soon a playbook hears of a change. */
  private static final Duration BEAT = Duration.ofSeconds(2);

  private static final Duration STOP = Duration.ofSeconds(20);
  private static final int MOST_SHOWN = 200;
  private static final int MOST_UPDATES = 100;

  private final Map<String, Reading> readings = new LinkedHashMap<>();
  private final Database database;
  private final SourceTable sources;
  private final ItemTable items;
  private final UpdateTable updates;
  private final Routing routing;
  private final Trials trials;
  private final Clock clock;
  private volatile ScheduledExecutorService timer;

  /** What is needed to look at one source. */
  private record Reading(Source source, Feed feed, Cycle cycle, Delivery delivery) {}

  Intake(
      List<Source> configured,
      ProcessEngine engine,
      DataSource dataSource,
      DatabaseClock databaseClock,
      Tenants tenants,
      Journal journal,
      Clock clock) {
    this.clock = clock;
    this.database = new Database(dataSource);
    this.sources = new SourceTable(database, databaseClock);
    this.items = new ItemTable(database, databaseClock);
    this.updates = new UpdateTable(database, databaseClock);
    this.routing = new Routing(engine.getDecisionService());
    this.trials = new Trials(engine, configured, tenants, clock);
    Admission admission =
        new Admission(engine, sources, items, updates, new OwnWrites(journal, clock));
    String owner = owner();
    for (Source source : configured) {
      Feed feed = new Feed(source, tenants);
      readings.put(
          source.name(),
          new Reading(
              source,
              feed,
              new Cycle(source, feed, admission, sources, items, clock, owner),
              new Delivery(engine, items, updates)));
    }
  }

  /**
   * Creates the tables where they are absent.
   *
   * @throws io.defenderflow.database.DatabaseUnavailable where the database user may not do so; the
   *     statements are in {@code io/defenderflow/camunda7/intake/intake.sql} of this jar
   */
  void createTables() {
    database.create(SourceTable.TABLE, Intake.class, "intake.sql");
    readings.values().forEach(reading -> sources.add(reading.source()));
  }

  // --- running

  @Override
  public void start() {
    ScheduledExecutorService started =
        Executors.newScheduledThreadPool(
            Math.max(1, readings.size()),
            work -> {
              Thread thread = new Thread(work, "defender-intake");
              thread.setDaemon(true);
              return thread;
            });
    for (Reading reading : readings.values()) {
      var unused =
          started.scheduleWithFixedDelay(
              () -> beat(reading),
              BEAT.toMillis(),
              beat(reading.source()).toMillis(),
              TimeUnit.MILLISECONDS);
    }
    timer = started;
  }

  private static Duration beat(Source source) {
    return source.pollInterval().compareTo(BEAT) < 0 ? source.pollInterval() : BEAT;
  }

  /** A failure must not end the beat. */
  private void beat(Reading reading) {
    try {
      look(reading);
    } catch (RuntimeException e) {
      LOG.error(
          "The intake {} could not work: {} It is tried again in a moment.",
          reading.source().name(),
          Admission.reason(e));
    }
  }

  private void look(Reading reading) {
    reading.cycle().run();
    // As long as somebody has paused it, playbooks hear of nothing.
    if (reading.source().policy().follows() && !sources.row(reading.source()).isPaused()) {
      reading.delivery().run(reading.source());
    }
  }

  @Override
  public void stop() {
    ScheduledExecutorService stopped = timer;
    timer = null;
    if (stopped != null) {
      stopped.shutdown();
      try {
        if (!stopped.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS)) {
          stopped.shutdownNow();
        }
      } catch (InterruptedException e) {
        stopped.shutdownNow();
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return timer != null;
  }

  /**
   * Looks at a source once and delivers what is kept, in the thread of the caller, where it is due
   * and no other node does.
   */
  void lookNow(String name) {
    look(reading(name));
  }

  // --- what people see

  /** The ids of the actions that reading through a connection takes. */
  SortedSet<String> actions(String connection) {
    return readings.values().stream()
        .map(Reading::source)
        .filter(source -> source.connection().equals(connection))
        .flatMap(source -> source.kind().actions().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** All sources, sorted by name. */
  public List<SourceStatus> sources() {
    return readings.values().stream().map(reading -> status(reading.source())).toList();
  }

  /**
   * One source.
   *
   * @throws IllegalArgumentException where none has the name
   */
  public SourceStatus source(String name) {
    return status(reading(name).source());
  }

  private SourceStatus status(Source source) {
    SourceRow row = sources.row(source);
    Optional<Duration> lag =
        row.completeUntil()
            .map(until -> Duration.between(until, row.now()))
            .map(behind -> behind.isNegative() ? Duration.ZERO : behind.truncatedTo(SECONDS));
    return new SourceStatus(
        source.name(),
        source.kind().word() + "s",
        source.connection(),
        source.engineTenant(),
        row.pausedBy(),
        row.pausedWhy(),
        row.lastPoll(),
        row.lastSuccess(),
        row.nextPoll(),
        lag,
        row.lastItem(),
        row.start().watermark(),
        row.started(),
        row.updates(),
        updates.count(source, UpdateState.PENDING),
        updates.count(source, UpdateState.UNDELIVERABLE),
        items.count(source, ItemState.RETRYING),
        items.count(source, ItemState.QUARANTINED),
        row.failures(),
        row.lastError(),
        problem(source, row, lag));
  }

  private static Optional<String> problem(Source source, SourceRow row, Optional<Duration> lag) {
    if (row.isPaused()) {
      return Optional.empty();
    }
    String why = row.lastError().map(error -> " The last look failed: " + error).orElse("");
    if (lag.isPresent() && lag.get().compareTo(source.alarmAfter()) > 0) {
      return Optional.of(
          "The intake "
              + source.name()
              + " lags "
              + lag.get().toMinutes()
              + " minutes behind, so that new "
              + source.kind().word()
              + "s start no playbook."
              + why);
    }
    if (lag.isEmpty() && row.failures() >= 3) {
      return Optional.of(
          "The intake " + source.name() + " has not succeeded in a single look yet." + why);
    }
    boolean quiet =
        source.quietAfter().isPresent()
            && row.lastItem().isPresent()
            && row.lastItem().get().plus(source.quietAfter().get()).isBefore(row.now());
    return quiet
        ? Optional.of(
            "The intake "
                + source.name()
                + " has seen no "
                + source.kind().word()
                + " that was changed since "
                + row.lastItem().get()
                + ". Check whether the app of the connection "
                + source.connection()
                + " may still see all of them.")
        : Optional.empty();
  }

  /** The items that were set aside or are tried again soon, the last changed first. */
  public List<SeenItem> setAside(String name) {
    Source source = reading(name).source();
    return items
        .inState(source, MOST_SHOWN, ItemState.QUARANTINED, ItemState.RETRYING, ItemState.REPLAY)
        .stream()
        .map(row -> SeenItem.of(source, row))
        .toList();
  }

  /**
   * The changes that running playbooks have not received yet, the oldest first, 100 at most; {@link
   * SourceStatus#pendingUpdates} says how many there are.
   */
  public List<SeenUpdate> kept(String name) {
    Source source = reading(name).source();
    return seen(source, updates.kept(source, MOST_UPDATES));
  }

  /**
   * The changes that came after their playbook had ended, so that it has not received them, the
   * newest first, 100 at most; {@link SourceStatus#undeliverable} says how many there are.
   */
  public List<SeenUpdate> undeliverable(String name) {
    Source source = reading(name).source();
    return seen(source, updates.undeliverable(source, MOST_UPDATES));
  }

  private List<SeenUpdate> seen(Source source, List<UpdateRow> rows) {
    Map<String, ItemRow> known =
        items.find(source, rows.stream().map(UpdateRow::item).collect(Collectors.toSet()));
    return rows.stream()
        .map(row -> SeenUpdate.of(source, row, Optional.ofNullable(known.get(row.item()))))
        .toList();
  }

  /** What became of one item; empty where it was never seen to start a playbook. */
  public Optional<SeenItem> item(String name, String id) {
    Source source = reading(name).source();
    return items.find(source, id).map(row -> SeenItem.of(source, row));
  }

  /**
   * What a look at this moment would start. Nothing is started or remembered by it.
   *
   * @throws io.defenderflow.fault.Fault where Microsoft cannot be asked
   */
  public List<WouldStart> dryRun(String name) {
    Reading reading = reading(name);
    Source source = reading.source();
    Instant from =
        sources
            .row(source)
            .start()
            .next()
            .orElseGet(
                () ->
                    reading
                        .feed()
                        .newest()
                        .answeredAt()
                        .orElseGet(() -> sources.row(source).now())
                        .minus(source.lookBack()));
    List<WouldStart> found = new ArrayList<>();
    Set<URI> followed = new HashSet<>();
    Page page = reading.feed().page(Window.open(from), true);
    while (true) {
      page.value().stream()
          .flatMap(json -> Item.of(source.kind(), json).stream())
          .filter(item -> source.filter().passes(item.json()))
          .forEach(item -> found.add(wouldStart(reading, item)));
      if (page.nextLink().isEmpty()
          || found.size() >= MOST_SHOWN
          || !followed.add(page.nextLink().get())) {
        return List.copyOf(found);
      }
      page = reading.feed().next(page.nextLink().get());
    }
  }

  /** Why an item that was seen before starts nothing now. */
  private static String why(ItemState state) {
    return switch (state) {
      case STARTED, ENDED -> "It has started a playbook already.";
      case RETRYING, QUARANTINED -> "It could not be taken in already, and is tried again apart.";
      case REPLAY -> "Somebody has asked for it already; it is taken in apart.";
      case IGNORED -> "It started nothing before.";
      case NEWER -> "A newer version of this plugin has taken care of it.";
    };
  }

  private WouldStart wouldStart(Reading reading, Item item) {
    Source source = reading.source();
    Optional<String> message = Optional.empty();
    Optional<String> reason = Optional.empty();
    Optional<ItemRow> row = items.find(source, item.id());
    if (row.isPresent() && row.get().state() != ItemState.IGNORED) {
      reason = Optional.of(why(row.get().state()));
    } else if (item.mergedInto().isPresent()) {
      reason = Optional.of("It was merged into " + item.mergedInto().get() + ".");
    } else {
      Item full = reading.feed().withAlerts(item);
      if (!source.filter().passesWithAlerts(full.json())) {
        reason = Optional.of("Its alerts do not match the filter.");
      } else {
        try {
          message = routing.message(source, full);
          reason =
              message.isPresent() ? Optional.empty() : Optional.of("The decision picks nothing.");
        } catch (RuntimeException e) {
          reason = Optional.of(Admission.reason(e));
        }
      }
    }
    return new WouldStart(
        item.id(), item.title(), item.json().path("severity").asText(""), message, reason);
  }

  // --- what people do; each is written into the audit, or nothing is done

  /**
   * Nothing is taken in until somebody resumes. What is being taken in stands as a whole or not.
   *
   * @throws IllegalArgumentException where there is no such intake, or it is not said who does so
   *     and why; this holds for all that people do
   */
  public void pause(String name, String by, String why) {
    Source source = reading(name).source();
    decide(
        new Decided(source, by, why, "Paused the intake " + source.name()),
        connection -> sources.pause(connection, source, by.strip(), why.strip()));
  }

  public void resume(String name, String by, String why) {
    Source source = reading(name).source();
    decide(
        new Decided(source, by, why, "Resumed the intake " + source.name()),
        connection -> sources.resume(connection, source));
    wake(name);
  }

  /** The next look follows at once, on this node or another. */
  public void pollNow(String name, String by, String why) {
    Source source = reading(name).source();
    decide(
        new Decided(source, by, why, "Let the intake " + source.name() + " look at once"),
        connection -> sources.pollNow(connection, source));
    wake(name);
  }

  /**
   * Lets an item start a playbook with the next look, whether or not it matches the filter or has
   * started one before. An item that was set aside is tried again.
   *
   * @throws IllegalArgumentException also where the id is none, or names something set aside that
   *     is not there
   */
  public void replay(String name, String id, String by, String why) {
    Source source = reading(name).source();
    String reason = "Replayed by " + said("who", by) + ": " + said("why", why);
    if (id.startsWith(ItemTable.WINDOW)) {
      reason =
          items
              .find(source, id)
              .orElseThrow(
                  () -> new IllegalArgumentException("Nothing was set aside as " + oneLine(id)))
              .reason()
              .orElse("");
    } else if (!Item.isId(id)) {
      throw new IllegalArgumentException(
          "\"" + oneLine(id) + "\" is not the id of an " + source.kind().word() + ".");
    }
    Fate fate = Fate.replay(reason);
    decide(
        new Decided(
            source,
            by,
            why,
            "Let the intake " + source.name() + " take " + id + " in again",
            Optional.of(source.kind().businessKey(id)).filter(key -> Item.isId(id))),
        connection -> {
          // In the order in which a look writes them, or the two would wait for each other.
          sources.startOver(connection, source);
          items.write(connection, source, id, fate);
        });
    wake(name);
  }

  /**
   * Reads everything again that was changed since a time. What has started a playbook does not
   * start another one.
   *
   * @throws IllegalArgumentException also where the time is yet to come: nothing would be taken in
   *     until then
   */
  public void reset(String name, Instant time, String by, String why) {
    Source source = reading(name).source();
    Instant now = sources.row(source).now();
    if (time.isAfter(now)) {
      throw new IllegalArgumentException(
          time
              + " is yet to come; in the database it is "
              + now
              + ". Until then nothing would be taken in. Nothing was done.");
    }
    decide(
        new Decided(
            source,
            by,
            why,
            "Let the intake " + source.name() + " read everything since " + time + " again"),
        connection -> sources.reset(connection, source, time));
    wake(name);
  }

  /**
   * Lets a playbook run for the items that were last changed in a stretch of time and match the
   * filter of the source, but for their status, which may have changed since. Each is started by
   * the definition, with the business key {@code trial:incident:1042}, the variables of the source
   * and {@code defenderTrial}, for which no Defender step of it changes anything. What live
   * playbooks know is not touched.
   *
   * @param processDefinitionId of a playbook that no source starts
   * @param from Microsoft's time
   * @param to the first moment that is too late, at most 30 days behind {@code from}
   * @param most how many playbooks may start, at most 500
   * @throws IllegalArgumentException where this cannot be tried; the message says what to do
   * @throws io.defenderflow.fault.Fault where Microsoft cannot be asked; nothing was started then
   */
  public Trial trial(
      String name,
      String processDefinitionId,
      Instant from,
      Instant to,
      int most,
      String by,
      String why) {
    return trials.run(order(name, processDefinitionId, by, why), from, to, most);
  }

  /**
   * The same for items by their ids, whether or not they match the filter.
   *
   * @param ids at most 500
   */
  public Trial trial(
      String name, String processDefinitionId, List<String> ids, String by, String why) {
    return trials.run(order(name, processDefinitionId, by, why), ids);
  }

  private Trials.Order order(String name, String processDefinitionId, String by, String why) {
    return new Trials.Order(
        reading(name).source(), processDefinitionId, said("who", by), said("why", why));
  }

  /** What somebody decided about a source, as the audit tells it. */
  private record Decided(
      Source source, String by, String why, String what, Optional<String> businessKey) {
    Decided {
      by = said("who", by);
      why = said("why", why);
    }

    Decided(Source source, String by, String why, String what) {
      this(source, by, why, what, Optional.empty());
    }

    AuditRecord row(Instant now) {
      return AuditRecord.of(now, Decision.INTAKE_CHANGED)
          .with(Detail.DECIDED_BY, by)
          .with(Detail.WHY, what + ": " + why)
          .with(Detail.TARGET, "intake " + source.name())
          .with(Detail.CONNECTION_NAME, source.connection())
          .with(Detail.TENANT_ID, source.engineTenant())
          .with(Detail.BUSINESS_KEY, businessKey);
    }
  }

  /** A change of the tables. */
  @FunctionalInterface
  private interface Change {
    void in(Connection connection) throws SQLException;
  }

  private void decide(Decided decided, Change change) {
    database.inOneTransaction(
        SourceTable.TABLE,
        connection -> {
          change.in(connection);
          Audit.add(decided.row(clock.instant()), connection);
          return null;
        });
    LOG.warn("{} did this: {}: {}", oneLine(decided.by()), decided.what(), oneLine(decided.why()));
  }

  private void wake(String name) {
    ScheduledExecutorService current = timer;
    if (current != null) {
      current.execute(() -> beat(reading(name)));
    }
  }

  private Reading reading(String name) {
    Reading reading = readings.get(name);
    if (reading == null) {
      throw new IllegalArgumentException(
          "There is no intake "
              + oneLine(name)
              + ". Configured are: "
              + String.join(", ", readings.keySet())
              + ".");
    }
    return reading;
  }

  private static String said(String what, String text) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(
          "It must be said " + what + ": it is recorded. Nothing was done.");
    }
    return text.strip();
  }

  static String oneLine(String text) {
    return Sql.cut(text.replaceAll("\\p{Cntrl}", " "), 300);
  }

  /** Names the node for people who look at leases, and is never used twice. */
  private static String owner() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "unknown-host";
    }
    return host + "-" + UUID.randomUUID();
  }
}
