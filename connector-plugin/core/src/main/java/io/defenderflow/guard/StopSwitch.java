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
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops containment, or all writes, on every node that shares the database. It stands in the table
 * DEFENDERFLOW_STOP, so that it survives restarts.
 */
public final class StopSwitch {
  static final String TABLE = "DEFENDERFLOW_STOP";

  private static final Logger LOG = LoggerFactory.getLogger(StopSwitch.class);

  /** How old the position may be that a node goes by. */
  private static final Duration FRESH = Duration.ofSeconds(2);

  private final Database database;
  private final Audit audit;
  private final Clock clock;
  private Stop known;
  private Instant readAt;

  public StopSwitch(DataSource database, Audit audit, Clock clock) {
    this.database = new Database(database);
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Creates the table where it is absent, with nothing stopped.
   *
   * @throws io.defenderflow.database.DatabaseUnavailable where the database user may not do so; the
   *     statements are in {@code io/defenderflow/guard/guard.sql} of this jar
   */
  public void createTable() {
    database.create(TABLE, StopSwitch.class, "guard.sql");
    if (!isThere()) {
      try {
        insert();
      } catch (RuntimeException e) {
        // Another node may have been faster.
        if (!isThere()) {
          throw e;
        }
      }
    }
  }

  private boolean isThere() {
    return database.run(
        TABLE,
        connection -> {
          try (PreparedStatement select =
                  connection.prepareStatement("SELECT STOP_ID FROM DEFENDERFLOW_STOP");
              ResultSet rows = select.executeQuery()) {
            return rows.next();
          }
        });
  }

  private void insert() {
    database.run(
        TABLE,
        connection -> {
          try (PreparedStatement insert =
              Database.prepare(
                  connection,
                  "INSERT INTO DEFENDERFLOW_STOP (STOP_ID, STOP_POSITION, CHANGED_BY, REASON,"
                      + " CHANGED_AT) VALUES (1, ?, ?, ?, ?)",
                  StopPosition.NOTHING.name(),
                  "installation",
                  "Nothing was stopped yet.",
                  clock.instant())) {
            return insert.executeUpdate();
          }
        });
  }

  /**
   * How it stands, as it was two seconds ago at most.
   *
   * @throws io.defenderflow.database.DatabaseUnavailable where the table cannot be read
   */
  public synchronized Stop current() {
    Instant now = clock.instant();
    if (known == null || Duration.between(readAt, now).abs().compareTo(FRESH) >= 0) {
      known = database.run(TABLE, StopSwitch::read);
      readAt = now;
    }
    return known;
  }

  /**
   * Puts the switch somewhere. This node goes by it at once, the others within seconds.
   *
   * @throws IllegalArgumentException where it is not said who does so, and why
   * @throws io.defenderflow.database.DatabaseUnavailable where it cannot be written
   */
  public synchronized Stop set(StopPosition position, String who, String why) {
    Instant now = clock.instant();
    Stop next = new Stop(position, said("who", who, 255), said("why", why, 2_000), now);
    database.run(
        TABLE,
        connection -> {
          try (PreparedStatement update =
              Database.prepare(
                  connection,
                  "UPDATE DEFENDERFLOW_STOP SET STOP_POSITION = ?, CHANGED_BY = ?, REASON = ?,"
                      + " CHANGED_AT = ? WHERE STOP_ID = 1",
                  next.position().name(),
                  next.by(),
                  next.why(),
                  next.at())) {
            return update.executeUpdate();
          }
        });
    known = next;
    readAt = now;
    LOG.warn(
        "The stop switch of the Defender steps stops {} now. It was changed by {}: {}",
        position.name().toLowerCase(Locale.ROOT),
        oneLine(next.by()),
        oneLine(next.why()));
    audit.add(
        AuditRecord.of(now, Decision.SWITCHED)
            .with(Detail.DECIDED_BY, next.by())
            .with(Detail.WHY, "Stops " + position + ": " + next.why()));
    return next;
  }

  private static Stop read(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT STOP_POSITION, CHANGED_BY, REASON, CHANGED_AT FROM DEFENDERFLOW_STOP WHERE"
                    + " STOP_ID = 1");
        ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("The row of the stop switch is missing.");
      }
      return new Stop(
          Database.known(row, "STOP_POSITION", StopPosition.class),
          row.getString("CHANGED_BY"),
          row.getString("REASON"),
          Database.time(row, "CHANGED_AT"));
    }
  }

  static String said(String what, String text, int longest) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(
          "It must be said " + what + ": the decision is recorded with it.");
    }
    String stripped = text.strip();
    return stripped.length() <= longest ? stripped : stripped.substring(0, longest);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
