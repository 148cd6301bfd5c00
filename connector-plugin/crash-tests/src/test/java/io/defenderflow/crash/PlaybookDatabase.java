package io.defenderflow.crash;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;

/**
 * A PostgreSQL with the database of the nodes. An engine in this JVM starts playbooks there and
 * works on nothing; its line to PostgreSQL is never cut.
 */
final class PlaybookDatabase implements AutoCloseable {
  private final EmbeddedPostgres postgres;
  private final Map<String, HikariDataSource> sources = new LinkedHashMap<>();
  private final Map<String, ProcessEngine> engines = new LinkedHashMap<>();
  private String name = "playbooks";

  PlaybookDatabase() throws IOException {
    postgres =
        EmbeddedPostgres.builder()
            // A node that is paused within a transaction must not hold up the others.
            .setServerConfig("idle_in_transaction_session_timeout", "5s")
            .start();
    execute("postgres", "CREATE DATABASE " + name);
    engine();
  }

  int port() {
    return postgres.getPort();
  }

  /** The database that nodes are started with from now on. */
  String name() {
    return name;
  }

  synchronized ProcessEngine engine() {
    return engines.computeIfAbsent(name, this::buildEngine);
  }

  /** Makes a backup of what is there. The connections of the nodes are broken for it. */
  void backUp(String backup) {
    execute("postgres", "ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
    execute(
        "postgres",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    execute("postgres", "CREATE DATABASE " + backup + " TEMPLATE " + name);
    execute("postgres", "ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
    source(name).getHikariPoolMXBean().softEvictConnections();
  }

  /** Uses a backup in place of the database. */
  void restore(String backup) {
    name = backup;
  }

  /** Holds a lock of PostgreSQL during some work. */
  void whileLocked(int key, Runnable work) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(" + key + ")");
      try {
        work.run();
      } finally {
        statement.execute("SELECT pg_advisory_unlock(" + key + ")");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether somebody waits for a lock that {@link #whileLocked} holds. */
  boolean isAwaited() {
    return !rows("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted").isEmpty();
  }

  /**
   * Lets the next extension of a task's lock meet a row that somebody else has changed in the
   * meantime, as far as the engine can tell.
   */
  void loseNextRaceForLock() {
    execute(
        name,
        "CREATE SEQUENCE LOST_RACES;"
            + " CREATE FUNCTION LOSE_RACE() RETURNS TRIGGER LANGUAGE plpgsql AS"
            + " 'BEGIN IF nextval(''LOST_RACES'') = 1 THEN RETURN NULL; END IF; RETURN NEW; END';"
            + " CREATE TRIGGER LOSE_RACE BEFORE UPDATE OF LOCK_EXP_TIME_ ON ACT_RU_EXT_TASK"
            + " FOR EACH ROW WHEN (OLD.WORKER_ID_ = NEW.WORKER_ID_) EXECUTE FUNCTION LOSE_RACE()");
  }

  boolean hasLostRaceForLock() {
    return rows("SELECT IS_CALLED FROM LOST_RACES").get(0).get("IS_CALLED").equals("t");
  }

  /** The rows of a query as texts by the names of their columns in upper case. */
  List<Map<String, String>> rows(String sql, Object... values) {
    try (Connection connection = connect();
        PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        select.setObject(i + 1, values[i]);
      }
      try (ResultSet rows = select.executeQuery()) {
        int columns = rows.getMetaData().getColumnCount();
        List<Map<String, String>> found = new ArrayList<>();
        while (rows.next()) {
          Map<String, String> row = new LinkedHashMap<>();
          for (int i = 1; i <= columns; i++) {
            row.put(
                rows.getMetaData().getColumnLabel(i).toUpperCase(Locale.ROOT), rows.getString(i));
          }
          found.add(row);
        }
        return found;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  Connection connect() throws SQLException {
    return source(name).getConnection();
  }

  @Override
  public void close() throws IOException {
    engines.values().forEach(ProcessEngine::close);
    sources.values().forEach(HikariDataSource::close);
    postgres.close();
  }

  private ProcessEngine buildEngine(String database) {
    StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
    configuration.setProcessEngineName(database);
    configuration.setDataSource(source(database));
    configuration.setDatabaseSchemaUpdate("true");
    configuration.setJobExecutorActivate(false);
    configuration.setHistory(ProcessEngineConfiguration.HISTORY_FULL);
    configuration.setIdGenerator(new StrongUuidGenerator());
    ProcessEngine engine = configuration.buildProcessEngine();
    var deployment =
        engine
            .getRepositoryService()
            .createDeployment()
            .name("playbooks")
            .enableDuplicateFiltering(true);
    int number = 0;
    for (var playbook : Playbooks.all()) {
      deployment.addModelInstance("playbook-" + number++ + ".bpmn", playbook);
    }
    deployment.deploy();
    return engine;
  }

  private synchronized HikariDataSource source(String database) {
    return sources.computeIfAbsent(
        database,
        key -> {
          HikariDataSource source = new HikariDataSource();
          source.setDataSource(postgres.getDatabase("postgres", key));
          return source;
        });
  }

  private void execute(String database, String sql) {
    try (Connection connection = source(database).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
