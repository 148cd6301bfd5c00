package io.defenderflow.camunda7.cockpit;

import io.defenderflow.camunda7.intake.Intake;
import io.defenderflow.camunda7.intake.SeenItem;
import io.defenderflow.camunda7.intake.SeenUpdate;
import io.defenderflow.camunda7.intake.SourceStatus;
import io.defenderflow.camunda7.intake.Trial;
import io.defenderflow.camunda7.intake.WouldStart;
import io.defenderflow.fault.Fault;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.rest.exception.RestException;

/** The intake: how each source stands, what was set aside, and what people do about it. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class IntakeResource {
  private static final int LONGEST_ID = 400;
  private static final int MOST_PLAYBOOKS = 500;

  private final SignedIn person;
  private final Optional<Intake> intake;
  private final RepositoryService repository;
  private final RunningInstances running;
  private final Clock clock;

  IntakeResource(
      SignedIn person,
      Optional<Intake> intake,
      RepositoryService repository,
      RunningInstances running,
      Clock clock) {
    this.person = person;
    this.intake = intake;
    this.repository = repository;
    this.running = running;
    this.clock = clock;
  }

  /**
   * All sources, sorted by name; none where no source is configured.
   *
   * @param mayDecide whether the person who asks may pause, replay and reset
   * @param setAside what was set aside or is tried again soon, by source, the last changed first
   * @param kept changes that playbooks have not received yet, by source, the oldest first
   * @param undeliverable changes that came after their playbook had ended, by source, the newest
   *     first. Of both there are 100 for each source at most; {@code pendingUpdates} and {@code
   *     undeliverable} of a source say how many there are
   */
  public record Sources(
      boolean mayDecide,
      List<Told> sources,
      List<Seen> setAside,
      List<Change> kept,
      List<Change> undeliverable) {}

  /** Whether a source works. */
  public enum State {
    /** It reads and starts. */
    RUNNING,
    /** A person has paused it: nothing is taken in. */
    PAUSED,
    /** It has not looked yet. */
    NOT_YET,
    /** The last look failed; the next one may succeed. */
    FAILING,
    /** It needs a person. */
    ALARM
  }

  /**
   * How a source stands, as {@link SourceStatus} has it. Times are ISO 8601 in UTC, and what is not
   * known is null.
   *
   * @param reason why it stands so, in words
   * @param failures how many looks have failed in a row
   * @param lagSeconds how old the newest moment is of which everything was read
   */
  public record Told(
      String name,
      String source,
      String connection,
      String engineTenant,
      State state,
      String reason,
      String pausedBy,
      String lastPoll,
      String lastSuccess,
      String nextPoll,
      Long lagSeconds,
      String lastItem,
      String watermark,
      long started,
      long updates,
      long pendingUpdates,
      long undeliverable,
      long retrying,
      long setAside,
      int failures) {}

  /** What became of an item, as {@link SeenItem} has it. */
  public record Seen(
      String source,
      String id,
      String state,
      String title,
      String reason,
      int attempts,
      String nextTry,
      String processInstanceId,
      String firstSeen,
      String changed) {}

  /**
   * A change that no playbook has received, as {@link SeenUpdate} has it.
   *
   * @param running whether the process instance runs, as far as the person who asks may see it
   */
  public record Change(
      String source,
      String id,
      String businessKey,
      String title,
      List<String> changed,
      String since,
      String processInstanceId,
      boolean running,
      String reason) {}

  /** What is known of an item; null where it was never taken in. */
  public record Known(Seen seen) {}

  /**
   * What a look would do with an item.
   *
   * @param message the start message; null where nothing would start
   * @param reason why nothing would start
   */
  public record Would(String id, String title, String severity, String message, String reason) {}

  /**
   * A trial of a playbook: with the items that were changed in a stretch of time, or with those
   * that are named.
   *
   * @param ids empty where a time is given
   */
  public record Try(
      String processDefinitionId,
      String from,
      String until,
      Integer most,
      List<String> ids,
      String why) {}

  /** A playbook of a trial; what is not known is null. */
  public record Tried(
      String id, String title, String businessKey, String processInstanceId, String problem) {}

  /**
   * What a trial has started.
   *
   * @param more why there may be more items than these
   */
  public record TrialTold(List<Tried> items, String more) {}

  /** A playbook that may be tried: the versions that the person may see, newest first. */
  public record Playbook(String id, String key, String name, int version, String tenant) {}

  /** An item that is to be taken in again. */
  public record Replay(String id, String why) {}

  /** The time from which on everything is read again, ISO 8601 with a zone. */
  public record Reset(String time, String why) {}

  @GET
  public Sources sources() {
    List<SourceStatus> sources = intake.map(Intake::sources).orElse(List.of());
    return new Sources(
        person.mayDecide(),
        sources.stream().map(IntakeResource::told).toList(),
        sources.stream()
            .flatMap(source -> of(source.name()).setAside(source.name()).stream())
            .map(IntakeResource::seen)
            .toList(),
        changes(sources, Intake::kept),
        changes(sources, Intake::undeliverable));
  }

  private List<Change> changes(
      List<SourceStatus> sources, BiFunction<Intake, String, List<SeenUpdate>> list) {
    List<SeenUpdate> found =
        sources.stream()
            .flatMap(source -> list.apply(of(source.name()), source.name()).stream())
            .toList();
    Set<String> alive =
        running.of(found.stream().map(SeenUpdate::processInstance).collect(Collectors.toSet()));
    return found.stream()
        .map(update -> change(update, alive.contains(update.processInstance())))
        .toList();
  }

  private static Change change(SeenUpdate update, boolean running) {
    return new Change(
        update.source(),
        update.id(),
        update.businessKey(),
        update.title().orElse(null),
        update.changed(),
        update.since().toString(),
        update.processInstance(),
        running,
        update.reason().orElse(null));
  }

  /** What became of one incident or alert. */
  @GET
  @Path("{source}/item")
  public Known item(@PathParam("source") String source, @QueryParam("id") String id) {
    return new Known(of(source).item(source, item(id)).map(IntakeResource::seen).orElse(null));
  }

  /** What a look at this moment would start. It uses the budget for requests to Microsoft. */
  @POST
  @Path("{source}/dry-run")
  public List<Would> dryRun(@PathParam("source") String source) {
    person.mustDecide();
    try {
      return of(source).dryRun(source).stream().map(IntakeResource::would).toList();
    } catch (Fault e) {
      throw unanswered(e);
    }
  }

  @POST
  @Path("{source}/pause")
  public Told pause(@PathParam("source") String source, Reason reason) {
    return decided(source, reason, Intake::pause);
  }

  @POST
  @Path("{source}/resume")
  public Told resume(@PathParam("source") String source, Reason reason) {
    return decided(source, reason, Intake::resume);
  }

  @POST
  @Path("{source}/poll")
  public Told poll(@PathParam("source") String source, Reason reason) {
    return decided(source, reason, Intake::pollNow);
  }

  /** Lets one item start a playbook with the next look. */
  @POST
  @Path("{source}/replay")
  public Told replay(@PathParam("source") String source, Replay replay) {
    String why = decision(replay == null ? null : new Reason(replay.why()));
    String id = item(replay.id());
    try {
      of(source).replay(source, id, person.name(), why);
    } catch (IllegalArgumentException e) {
      throw new RestException(Status.BAD_REQUEST, e.getMessage());
    }
    return now(source);
  }

  /** Reads everything again that was changed since a time. */
  @POST
  @Path("{source}/reset")
  public Told reset(@PathParam("source") String source, Reset reset) {
    String why = decision(reset == null ? null : new Reason(reset.why()));
    Instant time = time(reset.time());
    of(source).reset(source, time, person.name(), why);
    return now(source);
  }

  /**
   * Lets a playbook run for incidents or alerts that have been. No Defender step of it changes
   * anything.
   */
  @POST
  @Path("{source}/trial")
  public TrialTold trial(@PathParam("source") String source, Try asked) {
    String why = decision(asked == null ? null : new Reason(asked.why()));
    Intake found = of(source);
    String playbook = Optional.ofNullable(asked.processDefinitionId()).orElse("");
    List<String> ids = Optional.ofNullable(asked.ids()).orElse(List.of());
    try {
      Trial trial =
          ids.isEmpty()
              ? found.trial(
                  source,
                  playbook,
                  time(asked.from()),
                  time(asked.until()),
                  Optional.ofNullable(asked.most()).orElse(1),
                  person.name(),
                  why)
              : found.trial(
                  source,
                  playbook,
                  ids.stream().map(IntakeResource::item).toList(),
                  person.name(),
                  why);
      return told(trial);
    } catch (IllegalArgumentException e) {
      throw new RestException(Status.BAD_REQUEST, e.getMessage());
    } catch (Fault e) {
      throw unanswered(e);
    }
  }

  /** The playbooks that can be tried, as far as the person may see them. */
  @GET
  @Path("playbooks")
  public List<Playbook> playbooks() {
    return repository
        .createProcessDefinitionQuery()
        .active()
        .orderByProcessDefinitionKey()
        .asc()
        .orderByProcessDefinitionVersion()
        .desc()
        .listPage(0, MOST_PLAYBOOKS)
        .stream()
        .map(
            one ->
                new Playbook(
                    one.getId(),
                    one.getKey(),
                    Optional.ofNullable(one.getName()).orElse(one.getKey()),
                    one.getVersion(),
                    one.getTenantId()))
        .toList();
  }

  /** What a person does with a source, and why. */
  @FunctionalInterface
  private interface Act {
    void on(Intake intake, String source, String by, String why);
  }

  private Told decided(String source, Reason reason, Act act) {
    String why = decision(reason);
    act.on(of(source), source, person.name(), why);
    return now(source);
  }

  private static TrialTold told(Trial trial) {
    return new TrialTold(
        trial.items().stream()
            .map(
                one ->
                    new Tried(
                        one.id(),
                        one.title(),
                        one.businessKey(),
                        one.processInstance().orElse(null),
                        one.problem().orElse(null)))
            .toList(),
        trial.more().orElse(null));
  }

  private static RestException unanswered(Fault fault) {
    return new RestException(
        Status.BAD_GATEWAY,
        "Microsoft could not be asked, and nothing was started. " + fault.getMessage());
  }

  private String decision(Reason reason) {
    person.mustDecide();
    return Reason.of(reason);
  }

  /** The intake, where it has such a source. */
  private Intake of(String source) {
    return intake
        .filter(some -> some.sources().stream().map(SourceStatus::name).anyMatch(source::equals))
        .orElseThrow(
            () ->
                new RestException(
                    Status.NOT_FOUND,
                    "There is no source \"" + source + "\", and nothing was changed."));
  }

  private static String item(String id) {
    String stripped = id == null ? "" : id.strip();
    if (stripped.isEmpty() || stripped.length() > LONGEST_ID) {
      throw new RestException(
          Status.BAD_REQUEST,
          "The id is missing, and nothing was changed. It is the id that Microsoft gave the"
              + " incident or alert, for example 1042.");
    }
    return stripped;
  }

  /** A time that is over: a later one would leave out what comes until then. */
  private Instant time(String text) {
    try {
      Instant time = Instant.parse(text == null ? "" : text.strip());
      Instant now = clock.instant();
      if (time.isAfter(now) || time.isBefore(now.minus(Duration.ofDays(180)))) {
        throw new RestException(
            Status.BAD_REQUEST,
            "The time must be in the past, 180 days ago at most, and nothing was changed.");
      }
      return time;
    } catch (DateTimeException e) {
      throw new RestException(
          Status.BAD_REQUEST,
          "This is not a time, and nothing was changed. Write it as in 2026-11-21T03:00:00Z.");
    }
  }

  private Told now(String source) {
    return told(of(source).source(source));
  }

  private static Told told(SourceStatus status) {
    return new Told(
        status.name(),
        status.source(),
        status.connection(),
        status.engineTenant().orElse(null),
        state(status),
        reason(status),
        status.pausedBy().orElse(null),
        text(status.lastPoll()),
        text(status.lastSuccess()),
        text(status.nextPoll()),
        status.lag().map(Duration::toSeconds).orElse(null),
        text(status.lastItem()),
        text(status.watermark()),
        status.started(),
        status.updates(),
        status.pendingUpdates(),
        status.undeliverable(),
        status.retrying(),
        status.quarantined(),
        status.failures());
  }

  private static State state(SourceStatus status) {
    if (status.pausedBy().isPresent()) {
      return State.PAUSED;
    }
    if (status.problem().isPresent()) {
      return State.ALARM;
    }
    if (status.failures() > 0) {
      return State.FAILING;
    }
    return status.lastPoll().isPresent() ? State.RUNNING : State.NOT_YET;
  }

  private static String reason(SourceStatus status) {
    return status
        .pausedWhy()
        .or(status::problem)
        .or(() -> status.lastError().filter(error -> status.failures() > 0))
        .orElse(null);
  }

  private static Seen seen(SeenItem item) {
    return new Seen(
        item.source(),
        item.id(),
        item.state(),
        item.title().orElse(null),
        item.reason().orElse(null),
        item.attempts(),
        text(item.nextTry()),
        item.processInstance().orElse(null),
        item.firstSeen().toString(),
        item.changed().toString());
  }

  private static Would would(WouldStart item) {
    return new Would(
        item.id(),
        item.title(),
        item.severity(),
        item.message().orElse(null),
        item.reason().orElse(null));
  }

  private static String text(Optional<Instant> time) {
    return time.map(Instant::toString).orElse(null);
  }
}
