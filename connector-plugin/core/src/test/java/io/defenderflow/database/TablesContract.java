package io.defenderflow.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.defenderflow.audit.Audit;
import io.defenderflow.audit.AuditFilter;
import io.defenderflow.audit.AuditRecord;
import io.defenderflow.audit.Decision;
import io.defenderflow.audit.Detail;
import io.defenderflow.audit.Page;
import io.defenderflow.guard.Containments;
import io.defenderflow.guard.StopPosition;
import io.defenderflow.guard.StopSwitch;
import io.defenderflow.journal.Entry;
import io.defenderflow.journal.Journal;
import io.defenderflow.journal.OperationKey;
import io.defenderflow.journal.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every database that the tables are made in must do. */
@Timeout(120)
abstract class TablesContract {
  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00.123Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String KEY = OperationKey.of("engine", "task", "", "machine.isolate", "m");

  DataSource owner;
  private Audit audit;

  /** A database without tables, as its owner sees it. */
  abstract DataSource empty() throws SQLException;

  /** The same as somebody sees it who may read and write in tables, but not make any. */
  abstract DataSource withoutTheRightToMakeTables() throws SQLException;

  @BeforeEach
  void openDatabase() throws SQLException {
    owner = empty();
    audit = new Audit(owner);
  }

  // --- rows of the audit stay

  @Test
  void rowsOfTheAuditCanBeAddedButNeitherChangedNorRemoved() throws SQLException {
    audit.createTable();
    audit.add(released());

    assertThatThrownBy(() -> sql("DELETE FROM DEFENDERFLOW_AUDIT"))
        .hasMessageContaining("never changed or removed");
    assertThatThrownBy(() -> sql("UPDATE DEFENDERFLOW_AUDIT SET WHY = 'Nothing happened.'"))
        .hasMessageContaining("never changed or removed");
    assertThatThrownBy(() -> sql("TRUNCATE TABLE DEFENDERFLOW_AUDIT"))
        .isInstanceOf(SQLException.class);

    audit.add(released());
    assertThat(audit.find(AuditFilter.ALL, new Page(0, 10)))
        .containsExactly(released(), released());
  }

  @Test
  void anAttemptToRemoveRowsFailsAlsoWhereNoneIsMeant() {
    audit.createTable();

    assertThatThrownBy(() -> sql("DELETE FROM DEFENDERFLOW_AUDIT WHERE 1 = 0"))
        .hasMessageContaining("never changed or removed");
  }

  @Test
  void aPersonIsFoundWhetherSheAskedApprovedOrDecided() {
    audit.createTable();
    for (Detail role : List.of(Detail.REQUESTED_BY, Detail.APPROVED_BY, Detail.DECIDED_BY)) {
      audit.add(AuditRecord.of(NOW, Decision.ALLOWED).with(role, "ada"));
    }
    audit.add(AuditRecord.of(NOW, Decision.ALLOWED).with(Detail.WHY, "ada"));
    audit.add(AuditRecord.of(NOW, Decision.DENIED).with(Detail.DECIDED_BY, "ada"));

    assertThat(audit.count(AuditFilter.ALL.person("ada"))).isEqualTo(4);
    assertThat(audit.count(AuditFilter.ALL.person("ada").decision(Decision.ALLOWED))).isEqualTo(3);
    assertThat(audit.count(AuditFilter.ALL.person("otto"))).isZero();
  }

  // --- starting

  @Test
  void nodesThatStartTogetherAllFindTheTables() throws Exception {
    int nodes = 4;
    CountDownLatch start = new CountDownLatch(nodes);
    ExecutorService threads = Executors.newFixedThreadPool(nodes);
    try {
      List<Future<Void>> started = new ArrayList<>();
      for (int i = 0; i < nodes; i++) {
        Callable<Void> node =
            () -> {
              start.countDown();
              start.await();
              createTables(owner);
              new Audit(owner).add(released());
              return null;
            };
        started.add(threads.submit(node));
      }
      for (Future<Void> node : started) {
        node.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(audit.count(AuditFilter.ALL)).isEqualTo(nodes);
    assertThat(stop(owner).current().position()).isEqualTo(StopPosition.NOTHING);
    assertThatThrownBy(() -> sql("DELETE FROM DEFENDERFLOW_AUDIT"))
        .hasMessageContaining("never changed or removed");
  }

  @Test
  void aUserWhoMayNotMakeTablesIsToldWhichScriptToRun() throws SQLException {
    DataSource user = withoutTheRightToMakeTables();

    assertThatThrownBy(() -> new Audit(user).createTable())
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageContaining("io/defenderflow/audit/audit.sql");
    assertThatThrownBy(() -> stop(user).createTable())
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageContaining("io/defenderflow/guard/guard.sql");
    assertThatThrownBy(() -> new Journal(user, CLOCK).createTable())
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageContaining("io/defenderflow/journal/operation.sql");
  }

  @Test
  void aUserWhoMayNotMakeTablesWorksWithThoseThatSomebodyElseMade() throws SQLException {
    createTables(owner);
    DataSource user = withoutTheRightToMakeTables();

    createTables(user);
    new Audit(user).add(released());
    new Journal(user, CLOCK).add(intent());
    stop(user).set(StopPosition.WRITES, "mara", "Drill.");

    assertThat(audit.count(AuditFilter.ALL)).isEqualTo(2);
    assertThat(stop(owner).current().position()).isEqualTo(StopPosition.WRITES);
  }

  // --- upgrading

  @Test
  void tablesOfTheFirstVersionAreCompletedWhileThatVersionGoesOnWriting() throws SQLException {
    firstVersion();
    firstVersionWrites("before");

    createTables(owner);
    firstVersionWrites("after");

    audit.add(released().with(Detail.BUSINESS_KEY, "incident-1042"));
    Journal journal = new Journal(owner, CLOCK);
    String requestId = "8d2f1c5e-0a52-4c58-9d2b-f4f5d2b2b1aa";
    journal.save(
        journal
            .add(intent())
            .sending(requestId, NOW)
            .confirmed("an operation id as long as its url".repeat(7), false, NOW));

    assertThat(audit.find(AuditFilter.ALL, new Page(0, 10)))
        .extracting(row -> row.get(Detail.BUSINESS_KEY).orElse("unknown then"))
        .containsExactly("incident-1042", "unknown then", "unknown then");
    assertThat(journal.find("before").orElseThrow().state()).isEqualTo(State.INTENT);
    assertThat(journal.find("after").orElseThrow().clientRequestId()).isEmpty();
    assertThat(journal.find(KEY).orElseThrow().clientRequestId()).contains(requestId);
    assertThat(new Containments(owner, audit, CLOCK).parked())
        .extracting(waiting -> waiting.businessKey().isPresent())
        .containsExactly(false, false);
    assertThatThrownBy(() -> sql("DELETE FROM DEFENDERFLOW_AUDIT"))
        .hasMessageContaining("never changed or removed");
  }

  @Test
  void theFirstVersionStartsOnTablesOfThisOne() throws SQLException {
    createTables(owner);

    firstVersion();
    firstVersionWrites("after");

    assertThat(new Journal(owner, CLOCK).find("after")).isPresent();
  }

  /** The scripts that the first version ran at every start. */
  private void firstVersion() throws SQLException {
    Database database = new Database(owner);
    for (String script : List.of("first-operation.sql", "first-audit.sql", "first-guard.sql")) {
      database.execute("FIRST_VERSION", TablesContract.class, script);
    }
  }

  /** The statements by which the first version wrote. */
  private void firstVersionWrites(String key) throws SQLException {
    String now = "TIMESTAMP WITH TIME ZONE '2026-11-21 03:00:00Z'";
    sql(
        "INSERT INTO DEFENDERFLOW_OPERATION (REVISION, TASK_ID, PROCESS_INSTANCE_ID, ACTION_ID,"
            + " CONNECTION_NAME, TARGET, MARKER, BODY_HASH, STATE, SENDS, MACHINE_ACTION_ID,"
            + " ADOPTED, STARTED_AT, SENT_AT, WAITING_SINCE, OUTCOME, UPDATED_AT, OPERATION_KEY)"
            + " VALUES (1, 'task', 'instance', 'machine.isolate', '', 'm', 'df-1', 'hash',"
            + " 'INTENT', 0, NULL, FALSE, NOW, NULL, NULL, NULL, NOW, 'KEY')",
        key,
        now);
    sql(
        "INSERT INTO DEFENDERFLOW_AUDIT (WRITTEN_AT, DECISION, CODE, WHY, DECIDED_BY, ACTION_ID,"
            + " TARGET, CONNECTION_NAME, REASON, DRY_RUN, WORK_ID, TASK_ID, ACTIVITY_ID,"
            + " PROCESS_INSTANCE_ID, PROCESS_DEFINITION_ID, OPERATION_KEY) VALUES (NOW, 'ALLOWED',"
            + " NULL, NULL, NULL, 'machine.isolate', 'm', 'default', 'r', FALSE, NULL, 'task',"
            + " 'isolate', 'instance', 'definition', 'KEY')",
        key,
        now);
    sql(
        "INSERT INTO DEFENDERFLOW_CONTAINMENT (OPERATION_KEY, STATE, ACTION_ID, CONNECTION_NAME,"
            + " TARGET, REASON, TASK_ID, PROCESS_INSTANCE_ID, COUNTED_AT, SEEN_AT) VALUES ('KEY',"
            + " 'PARKED', 'machine.isolate', 'default', 'm', 'r', 'task', 'instance', NOW, NOW)",
        key,
        now);
  }

  private void sql(String statement, String key, String now) throws SQLException {
    sql(statement.replace("'KEY'", "'" + key + "'").replaceAll("\\bNOW\\b", now));
  }

  final void sql(String statement) throws SQLException {
    try (Connection connection = owner.getConnection();
        Statement plain = connection.createStatement()) {
      plain.execute(statement);
    }
  }

  private static void createTables(DataSource database) {
    new Journal(database, CLOCK).createTable();
    new Audit(database).createTable();
    stop(database).createTable();
  }

  private static StopSwitch stop(DataSource database) {
    return new StopSwitch(database, new Audit(database), CLOCK);
  }

  private static Entry intent() {
    return Entry.intent(KEY, "task", "instance", "machine.isolate", "", "m", "hash", NOW);
  }

  private static AuditRecord released() {
    return AuditRecord.of(NOW, Decision.RELEASED)
        .with(Detail.DECIDED_BY, "mara")
        .with(Detail.WHY, "The incident commander asked for it.");
  }
}
