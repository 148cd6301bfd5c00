package io.defenderflow.journal;

import io.defenderflow.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The table DEFENDERFLOW_OPERATION. Every write is committed at once on a connection of its own, so
 * that it stands before the request leaves, whatever becomes of the engine's transaction.
 */
public final class Journal {
  private static final String COLUMNS =
      "REVISION, TASK_ID, PROCESS_INSTANCE_ID, ACTION_ID, CONNECTION_NAME, TARGET, MARKER,"
          + " BODY_HASH, STATE, SENDS, MACHINE_ACTION_ID, ADOPTED, CLIENT_REQUEST_ID, STARTED_AT,"
          + " SENT_AT, WAITING_SINCE, OUTCOME";
  private static final int MAX_TARGET = 2_000;

  private final DataSource database;
  private final Clock clock;

  public Journal(DataSource database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Creates the table where it is absent, and completes that of an older version.
   *
   * @throws io.defenderflow.database.DatabaseUnavailable where the database user may not do so; the
   *     statements are in {@code io/defenderflow/journal/operation.sql} of this jar
   */
  public void createTable() {
    new Database(database).create("DEFENDERFLOW_OPERATION", Journal.class, "operation.sql");
  }

  /**
   * The operation with this key.
   *
   * @throws JournalUnavailable where the table cannot be read
   */
  public Optional<Entry> find(String key) {
    try (Connection connection = connection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT " + COLUMNS + " FROM DEFENDERFLOW_OPERATION WHERE OPERATION_KEY = ?")) {
      select.setString(1, key);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(entry(key, row)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw unavailable("read", e);
    }
  }

  /**
   * The operations with one of these actions on a target, oldest first.
   *
   * @throws JournalUnavailable where the table cannot be read
   */
  public List<Entry> about(String target, List<String> actions) {
    String places = String.join(", ", Collections.nCopies(actions.size(), "?"));
    try (Connection connection = connection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT OPERATION_KEY, "
                    + COLUMNS
                    + " FROM DEFENDERFLOW_OPERATION WHERE TARGET = ? AND ACTION_ID IN ("
                    + places
                    + ") ORDER BY STARTED_AT")) {
      select.setString(1, target);
      for (int i = 0; i < actions.size(); i++) {
        select.setString(i + 2, actions.get(i));
      }
      try (ResultSet row = select.executeQuery()) {
        List<Entry> found = new ArrayList<>();
        while (row.next()) {
          found.add(entry(row.getString("OPERATION_KEY"), row));
        }
        return found;
      }
    } catch (SQLException e) {
      throw unavailable("read", e);
    }
  }

  /**
   * Writes a new entry.
   *
   * @throws TakenOver where another worker has written it already
   * @throws JournalUnavailable where the table cannot be written
   */
  public Entry add(Entry entry) {
    try (Connection connection = connection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO DEFENDERFLOW_OPERATION ("
                    + COLUMNS
                    + ", UPDATED_AT, OPERATION_KEY) VALUES"
                    + " (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, entry.taskId());
      insert.setString(2, entry.processInstanceId());
      insert.setString(3, entry.actionId());
      insert.setString(4, entry.connection());
      insert.setString(5, cut(entry.target()));
      insert.setString(6, entry.marker());
      insert.setString(7, entry.bodyHash());
      int next = setProgress(insert, 8, entry);
      insert.setString(next, entry.key());
      insert.executeUpdate();
      return entry.withRevision(1);
    } catch (SQLException e) {
      if (e.getSQLState() != null && e.getSQLState().startsWith("23")) {
        throw new TakenOver(entry.key());
      }
      throw unavailable("written", e);
    }
  }

  /**
   * Writes the next state of an entry.
   *
   * @return the entry to go on with
   * @throws TakenOver where another worker has written since the entry was read
   * @throws JournalUnavailable where the table cannot be written
   */
  public Entry save(Entry entry) {
    try (Connection connection = connection();
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE DEFENDERFLOW_OPERATION SET STATE = ?, SENDS = ?, MACHINE_ACTION_ID = ?,"
                    + " ADOPTED = ?, CLIENT_REQUEST_ID = ?, STARTED_AT = ?, SENT_AT = ?,"
                    + " WAITING_SINCE = ?, OUTCOME = ?, UPDATED_AT = ?, REVISION = REVISION + 1"
                    + " WHERE OPERATION_KEY = ? AND REVISION = ?")) {
      int next = setProgress(update, 1, entry);
      update.setString(next, entry.key());
      update.setInt(next + 1, entry.revision());
      if (update.executeUpdate() == 0) {
        throw new TakenOver(entry.key());
      }
      return entry.withRevision(entry.revision() + 1);
    } catch (SQLException e) {
      throw unavailable("written", e);
    }
  }

  /** Forgets an operation. Only reads are forgotten, once the engine has taken their result. */
  public void remove(String key) {
    try (Connection connection = connection();
        PreparedStatement delete =
            connection.prepareStatement(
                "DELETE FROM DEFENDERFLOW_OPERATION WHERE OPERATION_KEY = ?")) {
      delete.setString(1, key);
      delete.executeUpdate();
    } catch (SQLException e) {
      throw unavailable("written", e);
    }
  }

  private int setProgress(PreparedStatement statement, int first, Entry entry) throws SQLException {
    int at = first;
    statement.setString(at++, entry.state().name());
    statement.setInt(at++, entry.sends());
    statement.setString(at++, entry.workId().orElse(null));
    statement.setBoolean(at++, entry.adopted());
    statement.setString(at++, entry.clientRequestId().orElse(null));
    statement.setObject(at++, time(entry.startedAt()));
    statement.setObject(at++, entry.sentAt().map(Journal::time).orElse(null));
    statement.setObject(at++, entry.waitingSince().map(Journal::time).orElse(null));
    statement.setString(at++, entry.outcome().map(RecordedOutcome::toJson).orElse(null));
    statement.setObject(at++, time(clock.instant()));
    return at;
  }

  private static Entry entry(String key, ResultSet row) throws SQLException {
    return new Entry(
        key,
        row.getInt("REVISION"),
        row.getString("TASK_ID"),
        row.getString("PROCESS_INSTANCE_ID"),
        row.getString("ACTION_ID"),
        row.getString("CONNECTION_NAME"),
        row.getString("TARGET"),
        row.getString("MARKER"),
        row.getString("BODY_HASH"),
        Database.known(row, "STATE", State.class),
        row.getInt("SENDS"),
        Optional.ofNullable(row.getString("MACHINE_ACTION_ID")),
        row.getBoolean("ADOPTED"),
        Optional.ofNullable(row.getString("CLIENT_REQUEST_ID")),
        row.getObject("STARTED_AT", OffsetDateTime.class).toInstant(),
        instant(row, "SENT_AT"),
        instant(row, "WAITING_SINCE"),
        Optional.ofNullable(row.getString("OUTCOME")).map(RecordedOutcome::fromJson));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
  }

  private static String cut(String target) {
    return target.length() <= MAX_TARGET ? target : target.substring(0, MAX_TARGET);
  }

  private Connection connection() throws SQLException {
    Connection connection = database.getConnection();
    if (!connection.getAutoCommit()) {
      connection.setAutoCommit(true);
    }
    return connection;
  }

  private static JournalUnavailable unavailable(String what, SQLException cause) {
    return new JournalUnavailable(
        "The table DEFENDERFLOW_OPERATION cannot be "
            + what
            + ": "
            + cause.getMessage()
            + " Check the database and the rights of its user. Nothing is sent to Defender until"
            + " then.",
        cause);
  }
}
