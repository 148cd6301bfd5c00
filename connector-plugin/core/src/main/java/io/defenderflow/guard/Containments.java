package io.defenderflow.guard;

import io.defenderflow.audit.Audit;
import io.defenderflow.audit.AuditRecord;
import io.defenderflow.audit.Decision;
import io.defenderflow.audit.Detail;
import io.defenderflow.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Counts containments over all nodes that share the database, and keeps those that exceed the cap
 * until an administrator decides. The table DEFENDERFLOW_CONTAINMENT is created together with that
 * of the {@link StopSwitch}, whose row is the lock under which is counted.
 */
public final class Containments {
  private static final String TABLE = "DEFENDERFLOW_CONTAINMENT";

  private final Database database;
  private final Audit audit;
  private final Clock clock;

  public Containments(DataSource database, Audit audit, Clock clock) {
    this.database = new Database(database);
    this.audit = audit;
    this.clock = clock;
  }

  private enum State {
    COUNTED,
    PARKED,
    RELEASED,
    REFUSED
  }

  /** What the count says about a containment. */
  enum Verdict {
    GO,
    WAIT,
    REFUSED
  }

  /** Who refused, and why. */
  record Refusal(String by, String why) {}

  private record Known(State state, Instant countedAt) {}

  /** Counts a containment, or parks it where the cap is reached. */
  Verdict count(Write write, CapSettings.Cap cap) {
    Instant now = clock.instant();
    Instant from = now.minus(cap.window());
    return database.inOneTransaction(
        TABLE,
        connection -> {
          lock(connection);
          Optional<Known> known = known(connection, write.operationKey());
          if (known.isPresent()) {
            switch (known.get().state()) {
              case REFUSED:
                return Verdict.REFUSED;
              case PARKED:
                update(
                    connection,
                    "UPDATE DEFENDERFLOW_CONTAINMENT SET SEEN_AT = ? WHERE OPERATION_KEY = ?",
                    now,
                    write.operationKey());
                return Verdict.WAIT;
              case RELEASED:
                return Verdict.GO;
              case COUNTED:
                if (known.get().countedAt().isAfter(from)) {
                  return Verdict.GO;
                }
                delete(connection, write.operationKey());
            }
          }
          boolean room = counted(connection, write.connection(), from) < cap.count();
          insert(connection, write, room ? State.COUNTED : State.PARKED, now);
          return room ? Verdict.GO : Verdict.WAIT;
        });
  }

  Refusal refusal(String key) {
    return database.run(
        TABLE,
        connection -> {
          try (PreparedStatement select =
                  Database.prepare(
                      connection,
                      "SELECT DECIDED_BY, DECIDED_WHY FROM DEFENDERFLOW_CONTAINMENT WHERE"
                          + " OPERATION_KEY = ?",
                      key);
              ResultSet row = select.executeQuery()) {
            return row.next()
                ? new Refusal(row.getString("DECIDED_BY"), row.getString("DECIDED_WHY"))
                : new Refusal("An administrator", "The reason is no longer known.");
          }
        });
  }

  /** The containment was not needed, or its step goes another way. */
  void forget(String key) {
    database.run(TABLE, connection -> delete(connection, key));
  }

  /** Everything that waits for an administrator, oldest first. */
  public List<Containment> parked() {
    return database.run(
        TABLE,
        connection -> {
          try (PreparedStatement select =
                  Database.prepare(
                      connection,
                      "SELECT OPERATION_KEY, ACTION_ID, CONNECTION_NAME, TARGET, REASON, TASK_ID,"
                          + " PROCESS_INSTANCE_ID, BUSINESS_KEY, COUNTED_AT, SEEN_AT FROM"
                          + " DEFENDERFLOW_CONTAINMENT WHERE STATE = ? ORDER BY COUNTED_AT",
                      State.PARKED.name());
              ResultSet rows = select.executeQuery()) {
            List<Containment> found = new ArrayList<>();
            while (rows.next()) {
              found.add(containment(rows));
            }
            return found;
          }
        });
  }

  /**
   * Lets a parked containment go on at the next attempt of its step, within a minute. It counts
   * from now on.
   *
   * @return whether it was parked
   * @throws IllegalArgumentException where it is not said who decides, and why
   */
  public boolean release(String key, String who, String why) {
    return decide(key, State.RELEASED, Decision.RELEASED, who, why);
  }

  /**
   * Refuses a parked containment: its step ends with the error CONTAINMENT_REFUSED.
   *
   * @return whether it was parked
   * @throws IllegalArgumentException where it is not said who decides, and why
   */
  public boolean refuse(String key, String who, String why) {
    return decide(key, State.REFUSED, Decision.REFUSED, who, why);
  }

  private boolean decide(String key, State state, Decision decision, String who, String why) {
    String by = StopSwitch.said("who", who, 255);
    String reason = StopSwitch.said("why", why, 2_000);
    Instant now = clock.instant();
    Optional<Containment> waiting =
        parked().stream().filter(one -> one.key().equals(key)).findFirst();
    int changed =
        database.run(
            TABLE,
            connection ->
                update(
                    connection,
                    "UPDATE DEFENDERFLOW_CONTAINMENT SET STATE = ?, COUNTED_AT = ?, DECIDED_BY = ?,"
                        + " DECIDED_WHY = ?, DECIDED_AT = ? WHERE OPERATION_KEY = ? AND STATE = ?",
                    state.name(),
                    now,
                    by,
                    reason,
                    now,
                    key,
                    State.PARKED.name()));
    if (changed == 0 || waiting.isEmpty()) {
      return false;
    }
    audit.add(decided(waiting.get(), decision, by, reason, now));
    return true;
  }

  private static AuditRecord decided(
      Containment waiting, Decision decision, String by, String why, Instant now) {
    return AuditRecord.of(now, decision)
        .with(Detail.WHY, why)
        .with(Detail.DECIDED_BY, by)
        .with(Detail.ACTION_ID, waiting.action())
        .with(Detail.TARGET, waiting.target())
        .with(Detail.CONNECTION_NAME, waiting.connection())
        .with(Detail.REASON, waiting.reason())
        .with(Detail.TASK_ID, waiting.taskId())
        .with(Detail.PROCESS_INSTANCE_ID, waiting.processInstanceId())
        .with(Detail.BUSINESS_KEY, waiting.businessKey())
        .with(Detail.OPERATION_KEY, waiting.key());
  }

  /** Two nodes must not count at the same time. */
  private static void lock(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT STOP_ID FROM DEFENDERFLOW_STOP WHERE STOP_ID = 1 FOR UPDATE");
        ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("The row of the stop switch is missing.");
      }
    }
  }

  private static Optional<Known> known(Connection connection, String key) throws SQLException {
    try (PreparedStatement select =
            Database.prepare(
                connection,
                "SELECT STATE, COUNTED_AT FROM DEFENDERFLOW_CONTAINMENT WHERE OPERATION_KEY = ?",
                key);
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.of(
              new Known(
                  Database.known(row, "STATE", State.class), Database.time(row, "COUNTED_AT")))
          : Optional.empty();
    }
  }

  private static int counted(Connection connection, String name, Instant from) throws SQLException {
    try (PreparedStatement select =
            Database.prepare(
                connection,
                "SELECT COUNT(*) FROM DEFENDERFLOW_CONTAINMENT WHERE STATE IN ('COUNTED',"
                    + " 'RELEASED') AND CONNECTION_NAME = ? AND COUNTED_AT > ?",
                name,
                from);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void insert(Connection connection, Write write, State state, Instant now)
      throws SQLException {
    update(
        connection,
        "INSERT INTO DEFENDERFLOW_CONTAINMENT (OPERATION_KEY, STATE, ACTION_ID, CONNECTION_NAME,"
            + " TARGET, REASON, TASK_ID, PROCESS_INSTANCE_ID, BUSINESS_KEY, COUNTED_AT, SEEN_AT)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        write.operationKey(),
        state.name(),
        write.action().id(),
        write.connection(),
        cut(write.target(), 2_000),
        write.reason().map(text -> cut(text, 4_000)).orElse(null),
        write.step().taskId(),
        write.step().processInstanceId(),
        write.step().businessKey().map(text -> cut(text, 255)).orElse(null),
        now,
        now);
  }

  private static int delete(Connection connection, String key) throws SQLException {
    return update(connection, "DELETE FROM DEFENDERFLOW_CONTAINMENT WHERE OPERATION_KEY = ?", key);
  }

  private static int update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement update = Database.prepare(connection, sql, values)) {
      return update.executeUpdate();
    }
  }

  private static Containment containment(ResultSet row) throws SQLException {
    return new Containment(
        row.getString("OPERATION_KEY"),
        row.getString("ACTION_ID"),
        row.getString("CONNECTION_NAME"),
        row.getString("TARGET"),
        Optional.ofNullable(row.getString("REASON")),
        row.getString("TASK_ID"),
        row.getString("PROCESS_INSTANCE_ID"),
        Optional.ofNullable(row.getString("BUSINESS_KEY")),
        Database.time(row, "COUNTED_AT"),
        Database.time(row, "SEEN_AT"));
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }
}
