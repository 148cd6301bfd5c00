package io.defenderflow.camunda7.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.camunda7.intake.SourceTable.Progress;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.guard.TrialMark;
import io.defenderflow.journal.JournalUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.runtime.MessageCorrelationBuilder;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.ProcessInstanceQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the items of a page in: playbooks start, running ones are told of changes, and how far was
 * read moves on, all in one transaction. Where one item spoils it, each item gets a transaction of
 * its own, and the one that fails is set aside.
 */
final class Admission {
  private static final int MOST_ADOPTED = 20;
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

  private final RuntimeService runtime;
  private final EngineWork work;
  private final StartVariables variables;
  private final Routing routing;
  private final SourceTable sources;
  private final ItemTable items;
  private final UpdateTable updates;
  private final OwnWrites ownWrites;

  Admission(
      ProcessEngine engine,
      SourceTable sources,
      ItemTable items,
      UpdateTable updates,
      OwnWrites ownWrites) {
    this.runtime = engine.getRuntimeService();
    this.work = new EngineWork(engine);
    this.variables =
        new StartVariables((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration());
    this.routing = new Routing(engine.getDecisionService());
    this.sources = sources;
    this.items = items;
    this.updates = updates;
    this.ownWrites = ownWrites;
  }

  /**
   * What a page brought.
   *
   * @param started how many playbooks
   * @param complete false where the limit of starts was reached before the last item
   */
  record Taken(int started, boolean complete) {}

  /** How far the stream is, depending on whether everything of the page was taken in. */
  @FunctionalInterface
  interface Move {
    Position after(boolean complete);
  }

  /**
   * Takes a page in.
   *
   * @param before how far the stream was before, as it stands in the row
   * @param mostStarts how many playbooks may start
   * @throws LeaseLost where another node or a person has changed the source; nothing stands then
   * @throws Fault where alerts are wanted and Microsoft is not in the mood to be asked
   */
  Taken take(
      Lease lease,
      Feed feed,
      Stream stream,
      Collection<Item> page,
      Position before,
      int mostStarts,
      Move move) {
    Source source = lease.source();
    List<Item> different = newestOfEach(page);
    Map<String, ItemRow> known =
        items.find(source, different.stream().map(Item::id).collect(Collectors.toList()));
    List<Task> tasks = new ArrayList<>();
    int starts = 0;
    boolean complete = true;
    for (Item item : different) {
      Optional<Task> task =
          task(lease, feed, stream, item, Optional.ofNullable(known.get(item.id())));
      if (task.isEmpty()) {
        continue;
      }
      if (task.get().mayStart()) {
        if (starts == mostStarts) {
          complete = false;
          continue;
        }
        starts++;
      }
      tasks.add(task.get());
    }
    Page done = new Page(stream, move.after(complete));
    if (tasks.isEmpty() && done.position().equals(before)) {
      if (lease.isOld()) {
        sources.renew(lease);
      }
      return new Taken(0, complete);
    }
    return new Taken(run(lease, tasks, done), complete);
  }

  private record Page(Stream stream, Position position) {}

  /**
   * Starts or sets aside again what was set aside, or what a person wants to start; looks again at
   * what could not be compared with what its playbook knows.
   */
  int retry(Lease lease, Feed feed, ItemRow row, Stream stream, Position position) {
    Source source = lease.source();
    List<Task> tasks;
    try {
      Optional<Item> item = Item.of(source.kind(), feed.get(row.id()));
      if (item.isEmpty()) {
        tasks = List.of(new Failed(source, row, "Microsoft sends it without its id."));
      } else if (row.state() == ItemState.STARTED) {
        tasks = List.of(comparedAgain(lease, feed, item.get(), row));
      } else {
        tasks = again(source, feed.withAlerts(item.get()), row);
      }
    } catch (Fault fault) {
      if (fault.code() == ErrorCode.NOT_FOUND) {
        tasks = List.of(new Gone(source, row));
      } else if (Feed.isAboutAll(fault)) {
        throw fault;
      } else {
        tasks = List.of(new Failed(source, row, reason(fault)));
      }
    }
    return run(lease, tasks, new Page(stream, position));
  }

  private Task comparedAgain(Lease lease, Feed feed, Item item, ItemRow row) {
    Optional<Task> task =
        lease.source().policy().follows() ? followed(lease, feed, item, row) : Optional.empty();
    return task.orElseGet(() -> new Compared(lease.source(), item, row));
  }

  private List<Task> again(Source source, Item item, ItemRow row) {
    if (!item.id().equals(row.id())) {
      // Microsoft finds it by other spellings as well; under this one it would start for ever.
      return List.of(
          new Renamed(source, item, row), new Start(source, item, items.find(source, item.id())));
    }
    if (row.state() != ItemState.REPLAY && item.mergedInto().isPresent()) {
      return List.of(new Ignore(source, item, merged(item)));
    }
    if (row.known().isPresent() && !source.filter().passesWithAlerts(item.json())) {
      return List.of(new Ignore(source, item, "Its alerts do not match the filter."));
    }
    return List.of(new Start(source, item, Optional.of(row)));
  }

  /**
   * Follows the playbooks that somebody else has started, from the first look on: an item that
   * waits until it changes would keep that change from its playbook.
   */
  void adopt(Lease lease, Feed feed, Position position) {
    Source source = lease.source();
    Map<String, List<String>> instances = new TreeMap<>();
    var ofThisKind =
        runtime
            .createProcessInstanceQuery()
            .processInstanceBusinessKeyLike(source.kind().businessKey("%"));
    for (ProcessInstance instance : running(source, ofThisKind)) {
      String id = instance.getBusinessKey().substring(source.kind().businessKey("").length());
      if (Item.isId(id)) {
        instances.computeIfAbsent(id, key -> new ArrayList<>()).add(instance.getId());
      }
    }
    Map<String, ItemRow> known = items.find(source, instances.keySet());
    List<Task> tasks = new ArrayList<>();
    for (Map.Entry<String, List<String>> item : instances.entrySet()) {
      Optional<ItemRow> row = Optional.ofNullable(known.get(item.getKey()));
      if (row.flatMap(ItemRow::instance).filter(item.getValue()::contains).isEmpty()
          && tasks.size() < MOST_ADOPTED) {
        adopted(lease, feed, item.getKey(), item.getValue()).ifPresent(tasks::add);
      }
    }
    if (!tasks.isEmpty()) {
      run(lease, tasks, new Page(Stream.START, position));
    }
  }

  private Optional<Task> adopted(Lease lease, Feed feed, String id, List<String> instances) {
    Source source = lease.source();
    Optional<String> live = instances.stream().filter(this::isLive).sorted().findFirst();
    if (live.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Item.of(source.kind(), feed.get(id))
          .map(
              item ->
                  new Adopt(
                      source,
                      new Item(item.kind(), id, item.json(), item.changedAt()),
                      live.get()));
    } catch (Fault fault) {
      if (Feed.isAboutAll(fault)) {
        throw fault;
      }
      return fault.code() == ErrorCode.NOT_FOUND
          ? Optional.of(new Stranger(source, id, live.get()))
          : Optional.empty();
    }
  }

  private Optional<Task> task(
      Lease lease, Feed feed, Stream stream, Item item, Optional<ItemRow> row) {
    Source source = lease.source();
    ItemState state = row.map(ItemRow::state).orElse(null);
    boolean mayStart = source.policy().starts() && (stream == Stream.START || source.readsOnce());
    boolean follows = source.policy().follows() && (stream == Stream.FOLLOW || source.readsOnce());
    try {
      if (state == null) {
        return unseen(lease, feed, item, mayStart);
      }
      return switch (state) {
        case STARTED -> follows ? followed(lease, feed, item, row.get()) : Optional.empty();
        case IGNORED -> mayStart ? ignoredBefore(lease, feed, item, row.get()) : Optional.empty();
        case ENDED, RETRYING, QUARANTINED, REPLAY, NEWER -> Optional.empty();
      };
    } catch (Fault fault) {
      // Only asking for alerts can fail here. Other items of the page need not suffer from it.
      if (Feed.isAboutAll(fault)) {
        throw fault;
      }
      return Optional.of(
          new Failed(
              source,
              item.id(),
              row,
              reason(fault),
              Optional.of(item.title()),
              Optional.of(Known.of(item))));
    }
  }

  private Optional<Task> unseen(Lease lease, Feed feed, Item item, boolean mayStart) {
    Source source = lease.source();
    if (source.policy() == Policy.UPDATE) {
      return runningPlaybook(source, item).map(instance -> new Adopt(source, item, instance));
    }
    if (!mayStart || !source.filter().passes(item.json())) {
      return Optional.empty();
    }
    if (item.mergedInto().isPresent()) {
      return Optional.of(new Ignore(source, item, merged(item)));
    }
    Item full = full(lease, feed, item);
    return source.filter().passesWithAlerts(full.json())
        ? Optional.of(new Start(source, full, Optional.empty()))
        : Optional.empty();
  }

  /** What was ignored is looked at again when it has changed. */
  private Optional<Task> ignoredBefore(Lease lease, Feed feed, Item item, ItemRow row) {
    Source source = lease.source();
    if (item.mergedInto().isPresent() || !source.filter().passes(item.json())) {
      return Optional.empty();
    }
    Item full = full(lease, feed, item);
    boolean changed =
        row.known().isEmpty()
            || !row.known().get().with(Known.of(full).fields()).equals(row.known().get());
    return changed && source.filter().passesWithAlerts(full.json())
        ? Optional.of(new Start(source, full, Optional.of(row)))
        : Optional.empty();
  }

  private Optional<Task> followed(Lease lease, Feed feed, Item item, ItemRow row) {
    Source source = lease.source();
    if (row.known().isEmpty() || row.instance().isEmpty()) {
      return Optional.empty();
    }
    // The alerts of a shell have gone, so that there is nothing to ask for.
    Item full = item.mergedInto().isPresent() ? item : asFullAsPossible(lease, feed, item);
    boolean whole = item.mergedInto().isPresent() || !feed.lacksAlerts(full);
    Known known = row.known().get();
    Known now = known.with(Known.of(full).fields());
    if (now.equals(known)) {
      return whole ? Optional.empty() : Optional.of(later(source, row, "Its alerts are missing."));
    }
    Optional<Known> withOwn = addedByOurselves(known, source, full);
    if (withOwn.isEmpty()) {
      return Optional.of(later(source, row, "A write of a playbook is on its way."));
    }
    Known next = withOwn.get().with(Known.of(full).fields());
    return Optional.of(
        new Update(source, full, row, next, Changes.between(withOwn.get(), next, full), whole));
  }

  /** Without its alerts where they cannot be had now: a playbook hears of the rest in time. */
  private Item asFullAsPossible(Lease lease, Feed feed, Item item) {
    try {
      return full(lease, feed, item);
    } catch (Fault fault) {
      if (Feed.isAboutAll(fault)) {
        throw fault;
      }
      return item;
    }
  }

  private Optional<Known> addedByOurselves(Known known, Source source, Item item) {
    try {
      return ownWrites.addedTo(known, source, item);
    } catch (JournalUnavailable e) {
      return Optional.empty();
    }
  }

  /** Reading moves on, so that it has to be remembered that this one was not compared. */
  private Task later(Source source, ItemRow row, String reason) {
    return new Failed(source, row, reason);
  }

  private Item full(Lease lease, Feed feed, Item item) {
    if (!feed.lacksAlerts(item)) {
      return item;
    }
    if (lease.isOld()) {
      sources.renew(lease);
    }
    return feed.withAlerts(item);
  }

  private Optional<String> runningPlaybook(Source source, Item item) {
    var ofThisItem =
        runtime.createProcessInstanceQuery().processInstanceBusinessKey(item.businessKey());
    return running(source, ofThisItem).stream()
        .map(ProcessInstance::getId)
        .filter(this::isLive)
        .sorted()
        .findFirst();
  }

  /** Those of the engine's tenant of the source that nobody has called. */
  private static List<ProcessInstance> running(Source source, ProcessInstanceQuery query) {
    ProcessInstanceQuery roots = query.rootProcessInstances();
    return (source.engineTenant().isPresent()
            ? roots.tenantIdIn(source.engineTenant().get())
            : roots.withoutTenantId())
        .list();
  }

  /** A trial may have taken the business key of what it is tried with. */
  private boolean isLive(String processInstanceId) {
    return runtime
            .createVariableInstanceQuery()
            .processInstanceIdIn(processInstanceId)
            .variableName(TrialMark.VARIABLE)
            .count()
        == 0;
  }

  // --- transactions

  /** All tasks in one transaction, or where that fails each in its own. */
  private int run(Lease lease, List<Task> tasks, Page page) {
    try {
      return together(lease, tasks, page);
    } catch (LeaseLost lost) {
      throw lost;
    } catch (RuntimeException e) {
      if (tasks.isEmpty()) {
        throw e;
      }
      LOG.info(
          "A page of the intake {} could not be taken in as a whole ({}). Each of its items is"
              + " tried by itself now.",
          lease.source().name(),
          reason(e));
    }
    int started = 0;
    Position before = sources.row(lease.source()).position(lease.source(), page.stream());
    for (Task task : tasks) {
      started += alone(lease, task, new Page(page.stream(), before));
    }
    together(lease, List.of(), page);
    return started;
  }

  private int alone(Lease lease, Task task, Page page) {
    try {
      return together(lease, List.of(task), page);
    } catch (LeaseLost lost) {
      throw lost;
    } catch (RuntimeException e) {
      Source source = lease.source();
      LOG.warn(
          "{} could not be taken in by the intake {}: {} It is tried again by itself.",
          task.id(),
          source.name(),
          reason(e));
      Failed failed =
          new Failed(source, task.id(), task.row(), reason(e), task.title(), Optional.empty());
      return together(lease, List.of(failed), page);
    }
  }

  private int together(Lease lease, List<Task> tasks, Page page) {
    List<Runnable> afterwards = new ArrayList<>();
    int started =
        work.inOneTransaction(
            connection -> {
              int starts = 0;
              int told = 0;
              // The row is written first: whoever else wants to write it waits until the end.
              sources.advance(connection, lease, new Progress(page.stream(), page.position()));
              for (Task task : tasks) {
                Done done = task.run(connection);
                starts += done.started();
                told += done.updates();
                afterwards.add(done.log());
              }
              if (starts + told > 0) {
                sources.count(connection, lease.source(), starts, told);
              }
              return starts;
            });
    lease.written();
    afterwards.forEach(Runnable::run);
    return started;
  }

  /** What a task did, and what the log says of it once it stands. */
  private record Done(int started, int updates, Runnable log) {
    static Done silently() {
      return new Done(0, 0, () -> {});
    }
  }

  /** What is done with one item, inside the transaction. */
  private interface Task {
    String id();

    Optional<ItemRow> row();

    Optional<String> title();

    boolean mayStart();

    Done run(Connection connection) throws SQLException;
  }

  /** Starts a playbook, unless the decision says otherwise. */
  private final class Start extends OfItem {
    Start(Source source, Item item, Optional<ItemRow> row) {
      super(source, item, row);
    }

    @Override
    public boolean mayStart() {
      return true;
    }

    @Override
    public Done run(Connection connection) throws SQLException {
      Optional<String> message = routing.message(source, item);
      if (message.isEmpty()) {
        items.write(
            connection,
            source,
            item.id(),
            Fate.ignored(
                item,
                "The decision "
                    + source.decision().orElse("")
                    + " picks no playbook for it. It is asked again when the "
                    + item.kind().word()
                    + " changes."));
        return Done.silently();
      }
      ProcessInstance instance = start(message.get());
      items.write(connection, source, item.id(), Fate.started(item, instance.getId()));
      return new Done(
          1,
          0,
          () ->
              LOG.info(
                  "The {} arrived through the intake {} and started the playbook instance {}.",
                  item,
                  source.name(),
                  instance.getId()));
    }

    private ProcessInstance start(String message) {
      MessageCorrelationBuilder correlation =
          runtime
              .createMessageCorrelation(message)
              .processInstanceBusinessKey(item.businessKey())
              .setVariables(variables.of(source, item));
      try {
        return (source.engineTenant().isPresent()
                ? correlation.tenantId(source.engineTenant().get())
                : correlation.withoutTenantId())
            .correlateStartMessage();
      } catch (MismatchingMessageCorrelationException e) {
        throw new NoPlaybook(source, message, e);
      }
    }
  }

  /** Follows a playbook that somebody else has started. */
  private final class Adopt extends OfItem {
    private final String instance;

    Adopt(Source source, Item item, String instance) {
      super(source, item, Optional.empty());
      this.instance = instance;
    }

    @Override
    public Done run(Connection connection) throws SQLException {
      items.write(connection, source, item.id(), Fate.started(item, instance));
      return Done.silently();
    }
  }

  /** Remembers why an item starts nothing. */
  private final class Ignore extends OfItem {
    private final String reason;

    Ignore(Source source, Item item, String reason) {
      super(source, item, Optional.empty());
      this.reason = reason;
    }

    @Override
    public Done run(Connection connection) throws SQLException {
      items.write(connection, source, item.id(), Fate.ignored(item, reason));
      return Done.silently();
    }
  }

  /** Keeps a change for the playbook of the item. */
  private final class Update extends OfItem {
    private final ItemRow before;
    private final Known known;
    private final Optional<ObjectNode> changes;
    private final boolean whole;

    Update(
        Source source,
        Item item,
        ItemRow before,
        Known known,
        Optional<ObjectNode> changes,
        boolean whole) {
      super(source, item, Optional.of(before));
      this.before = before;
      this.whole = whole;
      this.known = known;
      this.changes = changes;
    }

    @Override
    public Done run(Connection connection) throws SQLException {
      String instance = before.instance().orElseThrow();
      if (changes.isEmpty()) {
        items.write(connection, source, item.id(), fate());
        return Done.silently();
      }
      boolean running = isRunning(instance);
      items.write(
          connection, source, item.id(), running ? fate() : Fate.ended("Its playbook has ended."));
      updates.add(
          connection,
          source,
          item.id(),
          instance,
          running ? UpdateState.PENDING : UpdateState.UNDELIVERABLE,
          changes.get().toString(),
          running
              ? Optional.empty()
              : Optional.of("The playbook had ended before the change was seen."));
      return new Done(
          0,
          1,
          () ->
              LOG.info(
                  "The {} has changed ({}). {}",
                  item,
                  fields(),
                  running
                      ? "Its playbook " + instance + " is told as soon as it waits for it."
                      : "Its playbook " + instance + " has ended and is not told any more."));
    }

    /** What is missing is compared later. */
    private Fate fate() {
      Fate fate = Fate.knowing(before, known);
      return whole ? fate : fate.andAgain(before.attempts());
    }

    private String fields() {
      List<String> names = new ArrayList<>();
      changes.orElseThrow().path("changed").forEach(name -> names.add(name.asText()));
      return String.join(", ", names);
    }
  }

  private boolean isRunning(String instance) {
    return runtime.createProcessInstanceQuery().processInstanceId(instance).count() > 0;
  }

  /** Nothing is new about an item that was to be looked at again. */
  private final class Compared extends OfItem {
    private final ItemRow before;

    Compared(Source source, Item item, ItemRow before) {
      super(source, item, Optional.of(before));
      this.before = before;
    }

    @Override
    public Done run(Connection connection) throws SQLException {
      items.write(
          connection, source, before.id(), Fate.knowing(before, before.known().orElseThrow()));
      return Done.silently();
    }
  }

  /** What a person has asked for has another id at Microsoft, and is taken in under that one. */
  private final class Renamed extends OfItem {
    private final ItemRow before;

    Renamed(Source source, Item item, ItemRow before) {
      super(source, item, Optional.of(before));
      this.before = before;
    }

    @Override
    public String id() {
      return before.id();
    }

    @Override
    public Done run(Connection connection) throws SQLException {
      items.write(
          connection,
          source,
          before.id(),
          Fate.ended("Microsoft's id of it is " + item.id() + ". It was taken in under that one."));
      return Done.silently();
    }
  }

  /**
   * Remembers that an item could not be taken in, or not be compared with what its playbook knows.
   */
  private final class Failed implements Task {
    private final Source source;
    private final String id;
    private final Optional<ItemRow> row;
    private final String reason;
    private final Optional<String> title;
    private final Optional<Known> seen;

    Failed(Source source, ItemRow row, String reason) {
      this(source, row.id(), Optional.of(row), reason, Optional.empty(), row.known());
    }

    Failed(
        Source source,
        String id,
        Optional<ItemRow> row,
        String reason,
        Optional<String> title,
        Optional<Known> seen) {
      this.source = source;
      this.id = id;
      this.row = row;
      this.reason = reason;
      this.title = title;
      this.seen = seen;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public Optional<ItemRow> row() {
      return row;
    }

    @Override
    public Optional<String> title() {
      return title;
    }

    @Override
    public boolean mayStart() {
      return false;
    }

    @Override
    public Done run(Connection connection) throws SQLException {
      int before = row.map(ItemRow::attempts).orElse(0);
      if (row.isPresent() && row.get().state() == ItemState.STARTED) {
        items.write(
            connection,
            source,
            id,
            Fate.knowing(row.get(), row.get().known().orElseThrow()).andAgain(before));
        return Done.silently();
      }
      Fate fate = Fate.failed(title, before, source.attempts(), reason, seen);
      items.write(connection, source, id, fate);
      return new Done(
          0,
          0,
          () -> {
            if (fate.state() == ItemState.QUARANTINED) {
              LOG.error(
                  "The {} {} was set aside by the intake {} after {} tries: {} Look at it in the"
                      + " Defender portal; it is tried again by itself at growing intervals.",
                  source.kind().word(),
                  id,
                  source.name(),
                  fate.attempts(),
                  reason);
            }
          });
    }
  }

  /** Remembers a playbook whose item Defender does not know, so that it is not asked for again. */
  private final class Stranger implements Task {
    private final Source source;
    private final String id;
    private final String instance;

    Stranger(Source source, String id, String instance) {
      this.source = source;
      this.id = id;
      this.instance = instance;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public Optional<ItemRow> row() {
      return Optional.empty();
    }

    @Override
    public Optional<String> title() {
      return Optional.empty();
    }

    @Override
    public boolean mayStart() {
      return false;
    }

    @Override
    public Done run(Connection connection) throws SQLException {
      items.write(connection, source, id, Fate.unknown(instance));
      return Done.silently();
    }
  }

  /** Remembers that an item was deleted. */
  private final class Gone implements Task {
    private final Source source;
    private final ItemRow row;

    Gone(Source source, ItemRow row) {
      this.source = source;
      this.row = row;
    }

    @Override
    public String id() {
      return row.id();
    }

    @Override
    public Optional<ItemRow> row() {
      return Optional.of(row);
    }

    @Override
    public Optional<String> title() {
      return row.title();
    }

    @Override
    public boolean mayStart() {
      return false;
    }

    @Override
    public Done run(Connection connection) throws SQLException {
      items.write(connection, source, row.id(), Fate.ended("Defender does not know it any more."));
      return Done.silently();
    }
  }

  /** A task about an item that could be read. */
  private abstract static class OfItem implements Task {
    final Source source;
    final Item item;
    private final Optional<ItemRow> row;

    OfItem(Source source, Item item, Optional<ItemRow> row) {
      this.source = source;
      this.item = item;
      this.row = row;
    }

    @Override
    public String id() {
      return item.id();
    }

    @Override
    public Optional<ItemRow> row() {
      return row;
    }

    @Override
    public Optional<String> title() {
      return Optional.of(item.title());
    }

    @Override
    public boolean mayStart() {
      return false;
    }
  }

  private static List<Item> newestOfEach(Collection<Item> page) {
    Map<String, Item> byId = new LinkedHashMap<>();
    for (Item item : page) {
      byId.merge(
          item.id(),
          item,
          (one, other) ->
              one.changedAt().isPresent()
                      && other.changedAt().isPresent()
                      && one.changedAt().get().isAfter(other.changedAt().get())
                  ? one
                  : other);
    }
    return List.copyOf(byId.values());
  }

  private static String merged(Item item) {
    return "It was merged into " + item.mergedInto().orElse("another incident") + ".";
  }

  /** One line for people, without control characters. */
  static String reason(Throwable e) {
    String code = e instanceof Fault fault ? fault.code() + ": " : "";
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return Sql.cut(code + message.replaceAll("\\p{Cntrl}", " "), 500);
  }
}
