package io.defenderflow.lane;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.audit.Audit;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.ForwardingCalls;
import io.defenderflow.catalogue.Lane;
import io.defenderflow.catalogue.Turn;
import io.defenderflow.connection.ConnectionSettings;
import io.defenderflow.connection.Connections;
import io.defenderflow.credential.Credential;
import io.defenderflow.credential.Secret;
import io.defenderflow.guard.ApprovalSettings;
import io.defenderflow.guard.CapSettings;
import io.defenderflow.guard.Containments;
import io.defenderflow.guard.Guard;
import io.defenderflow.guard.ProcessHistory;
import io.defenderflow.guard.ProtectionSettings;
import io.defenderflow.guard.StopSwitch;
import io.defenderflow.guard.Tenants;
import io.defenderflow.journal.Journal;
import io.defenderflow.simulator.AdjustableClock;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.simulator.SimulatorSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;

/** Attempts at one task, one after the other, against a tenant that keeps state. */
final class SimulatedSteps implements Tenants, AutoCloseable {
  private static final Catalogue CATALOGUE = Catalogue.load();

  final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-11-21T03:00:00Z"));
  final Simulator simulator = Simulator.start(SimulatorSettings.defaults().withClock(clock));

  /** What the last attempt brought back; {@code null} where it has not come to an end. */
  JsonNode result;

  /** The message of the last attempt that failed. */
  String message = "";

  /** The whole story of the last attempt that failed. */
  String details = "";

  /** Whether the connection is one for dry runs. */
  boolean dryRun;

  final FakeEngine engine = new FakeEngine();
  final JdbcDataSource database = new JdbcDataSource();
  final Audit audit;
  final StopSwitch stop;
  final Containments containments;

  private final Connections connections;
  private final Journal journal;
  private Guard guard;
  private final WorkerSettings settings;
  private final AtomicInteger writesUntilCrash = new AtomicInteger(Integer.MAX_VALUE);

  SimulatedSteps() {
    connections =
        Connections.open(
            List.of(
                ConnectionSettings.builder("default")
                    .tenantId(simulator.settings().tenantId())
                    .clientId(simulator.settings().clientId())
                    .credential(new Credential.ClientSecret(Secret.of(simulator.clientSecret())))
                    .loginUrl(URI.create(simulator.loginUrl()))
                    .graphUrl(URI.create(simulator.graphUrl()))
                    .endpointUrl(URI.create(simulator.endpointUrl()))
                    .build()),
            clock);
    database.setURL("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
    journal = new Journal(database, clock);
    journal.createTable();
    audit = new Audit(database);
    stop = new StopSwitch(database, audit, clock);
    containments = new Containments(database, audit, clock);
    protect(ProtectionSettings.NONE, CapSettings.NONE);
    LaneSettings lane = new LaneSettings(2, 10, Duration.ofMinutes(2), Duration.ofMillis(20));
    settings =
        new WorkerSettings(
            Map.of(Lane.CHANGE, lane, Lane.CONTAIN, lane, Lane.READ, lane),
            Duration.ofSeconds(15),
            Duration.ofMinutes(15),
            1_000_000,
            new DownloadSettings(10_000_000, Optional.empty()),
            Duration.ofSeconds(5));
  }

  /** The worker dies when it is about to send this write, counted from 1. */
  void crashAtWrite(int number) {
    writesUntilCrash.set(number);
  }

  /** The first attempt, or one of which the engine has not counted a failure. */
  String attempt(Lane lane, Map<String, Object> inputs) {
    return attempt(lane, OptionalInt.empty(), inputs);
  }

  /** One attempt, and what the engine hears of it. */
  String attempt(Lane lane, OptionalInt retries, Map<String, Object> inputs) {
    Attempt attempt =
        new Steps(engine, CATALOGUE, guard, journal, settings, clock)
            .attempt(engine.task(lane, retries, inputs));
    result = attempt.outcome() instanceof Outcome.Completed completed ? completed.json() : null;
    message = attempt.outcome() instanceof Outcome.Failed failed ? failed.message() : "";
    details = attempt.outcome() instanceof Outcome.Failed failed ? failed.details() : "";
    if (attempt.outcome() instanceof Outcome.Waiting) {
      return "waiting";
    }
    engine.reports.clear();
    Outcome unused = new Delivery(engine, journal, clock).deliver(attempt);
    return engine.reports.get(0);
  }

  /** Goes on with other settings, as after a restart. */
  void protect(ProtectionSettings protection, CapSettings caps) {
    guard = Guards.of(this, database, protection, caps, clock);
  }

  /** Goes on with an engine that has recorded this. */
  void approve(ApprovalSettings approval, CapSettings caps, ProcessHistory history) {
    guard = Guards.of(this, database, ProtectionSettings.NONE, approval, caps, history, clock);
  }

  @Override
  public void admit(String connection, Effect effect, Optional<String> engineTenant) {
    connections.admit(connection, effect, engineTenant);
  }

  @Override
  public boolean dryRun(String connection) {
    return dryRun || connections.dryRun(connection);
  }

  @Override
  public Calls calls(String connection, Effect effect) {
    Calls calls = connections.get(connection).calls(effect);
    return effect == Effect.READ ? calls : new CrashingCalls(calls);
  }

  @Override
  public void close() {
    connections.close();
    simulator.close();
  }

  /** Calls with which the worker may die just before it sends. */
  private final class CrashingCalls extends ForwardingCalls {

    CrashingCalls(Calls calls) {
      super(calls);
    }

    @Override
    public Turn turn(Optional<ActionEntry> request) {
      Turn turn = super.turn(request);
      return new Turn() {
        @Override
        public Calls calls(String clientRequestId) {
          return new CrashingCalls(turn.calls(clientRequestId));
        }

        @Override
        public void confirm() {
          turn.confirm();
        }

        @Override
        public void close() {
          turn.close();
        }
      };
    }

    @Override
    public <T> T of(Class<T> api) {
      if (writesUntilCrash.decrementAndGet() == 0) {
        throw new IllegalStateException("The worker died.");
      }
      return super.of(api);
    }
  }
}
