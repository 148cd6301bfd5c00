package io.defenderflow.camunda7.intake;

import io.defenderflow.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The table DEFENDERFLOW_INTAKE: one row for each source and tenant. */
final class SourceTable {
  static final String TABLE = "DEFENDERFLOW_INTAKE";

  private static final String KEY = " WHERE SOURCE = ? AND TENANT = ?";

  /** Who asked for a look at once while one was going on gets another one behind it. */
  private static final String NEXT_POLL =
      " NEXT_POLL_AT = CASE WHEN NEXT_POLL_AT IS NULL THEN NULL ELSE CAST(? AS TIMESTAMP(3) WITH"
          + " TIME ZONE) END";

  private final Database database;
  private final DatabaseClock clock;

  SourceTable(Database database, DatabaseClock clock) {
    this.database = database;
    this.clock = clock;
  }

  void add(Source source) {
    if (find(source).isPresent()) {
      return;
    }
    try {
      database.run(
          TABLE,
          connection ->
              Sql.update(
                  connection,
                  "INSERT INTO DEFENDERFLOW_INTAKE (SOURCE, TENANT, REV, STARTED_COUNT,"
                      + " UPDATE_COUNT, FAILURES) VALUES (?, ?, 0, 0, 0, 0)",
                  source.name(),
                  source.tenant()));
    } catch (RuntimeException e) {
      // Another node may have been faster.
      if (find(source).isEmpty()) {
        throw e;
      }
    }
  }

  SourceRow row(Source source) {
    return find(source)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The row of the intake " + source.name() + " is missing."));
  }

  private Optional<SourceRow> find(Source source) {
    return database.run(TABLE, connection -> read(connection, source));
  }

  private Optional<SourceRow> read(Connection connection, Source source) throws SQLException {
    Instant now = clock.now(connection);
    try (PreparedStatement select =
            Sql.prepare(
                connection,
                "SELECT * FROM DEFENDERFLOW_INTAKE" + KEY,
                source.name(),
                source.tenant());
        ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(row(row, now)) : Optional.empty();
    }
  }

  /**
   * Takes the lease where the source is due, not paused, and nobody holds it.
   *
   * @param owner names this node
   */
  Optional<Lease> acquire(Source source, String owner) {
    return database.run(
        TABLE,
        connection -> {
          SourceRow row = read(connection, source).orElseThrow();
          if (row.isPaused() || row.isLeased() || !row.isDue()) {
            return Optional.empty();
          }
          int taken =
              Sql.update(
                  connection,
                  "UPDATE DEFENDERFLOW_INTAKE SET LEASE_OWNER = ?, LEASE_UNTIL = ?, LAST_POLL_AT ="
                      + " ?, NEXT_POLL_AT = ?, REV = REV + 1"
                      + KEY
                      + " AND REV = ?",
                  Sql.cut(owner, 255),
                  Sql.time(row.now().plus(Lease.TIME)),
                  Sql.time(row.now()),
                  Sql.time(row.now()),
                  source.name(),
                  source.tenant(),
                  row.rev());
          return taken == 1
              ? Optional.of(new Lease(source, owner, row.rev() + 1))
              : Optional.empty();
        });
  }

  /**
   * Writes how far a stream is, in the transaction of the connection, and holds the row until it
   * ends. The lease lasts longer by this.
   *
   * @throws LeaseLost where anybody else has written the row
   */
  void advance(Connection connection, Lease lease, Progress progress) throws SQLException {
    String stream = progress.stream().name();
    // What is behind it is done by this one as well.
    String other =
        lease.source().readsForBoth() ? ", FOLLOW_WATERMARK = NULL, FOLLOW_SCAN = NULL" : "";
    int written =
        Sql.update(
            connection,
            "UPDATE DEFENDERFLOW_INTAKE SET REV = REV + 1, LEASE_UNTIL = ?, "
                + stream
                + "_WATERMARK = ?, "
                + stream
                + "_SCAN = ?, "
                + stream
                + "_NEWEST = ?, LAST_ITEM_AT = COALESCE(?, LAST_ITEM_AT)"
                + other
                + KEY
                + " AND REV = ? AND LEASE_OWNER = ?",
            Sql.time(clock.now(connection).plus(Lease.TIME)),
            text(progress.position().watermark()),
            text(progress.position().scan()),
            text(progress.position().newest()),
            Sql.time(progress.position().newest()),
            lease.source().name(),
            lease.source().tenant(),
            lease.rev(),
            Sql.cut(lease.owner(), 255));
    if (written == 0) {
      throw new LeaseLost(lease.source());
    }
  }

  /** Counts what a page brought, in the transaction that has advanced the row. */
  void count(Connection connection, Source source, int started, int updates) throws SQLException {
    Sql.update(
        connection,
        "UPDATE DEFENDERFLOW_INTAKE SET STARTED_COUNT = STARTED_COUNT + ?, UPDATE_COUNT ="
            + " UPDATE_COUNT + ?"
            + KEY,
        started,
        updates,
        source.name(),
        source.tenant());
  }

  /** Makes the lease last longer while requests are made between two pages. */
  void renew(Lease lease) {
    int written =
        database.run(
            TABLE,
            connection ->
                Sql.update(
                    connection,
                    "UPDATE DEFENDERFLOW_INTAKE SET REV = REV + 1, LEASE_UNTIL = ?"
                        + KEY
                        + " AND REV = ? AND LEASE_OWNER = ?",
                    Sql.time(clock.now(connection).plus(Lease.TIME)),
                    lease.source().name(),
                    lease.source().tenant(),
                    lease.rev(),
                    Sql.cut(lease.owner(), 255)));
    if (written == 0) {
      throw new LeaseLost(lease.source());
    }
    lease.written();
  }

  /**
   * Gives the lease back after a look that succeeded.
   *
   * @param behind how old the newest moment is of which everything was read; empty leaves it as it
   *     is
   * @param pause until the next look
   */
  void succeeded(Lease lease, Optional<Duration> behind, Duration pause) {
    database.run(
        TABLE,
        connection -> {
          Instant now = clock.now(connection);
          return Sql.update(
              connection,
              "UPDATE DEFENDERFLOW_INTAKE SET REV = REV + 1, LEASE_OWNER = NULL, LEASE_UNTIL ="
                  + " NULL, LAST_SUCCESS_AT = ?, COMPLETE_UNTIL = COALESCE(?, COMPLETE_UNTIL),"
                  + NEXT_POLL
                  + ", FAILURES = 0, LAST_ERROR = NULL"
                  + KEY
                  + " AND REV = ? AND LEASE_OWNER = ?",
              Sql.time(now),
              Sql.time(behind.map(now::minus)),
              Sql.time(now.plus(pause)),
              lease.source().name(),
              lease.source().tenant(),
              lease.rev(),
              Sql.cut(lease.owner(), 255));
        });
  }

  /** Gives the lease back after a look that failed. */
  void failed(Lease lease, String error, Duration pause) {
    database.run(
        TABLE,
        connection ->
            Sql.update(
                connection,
                "UPDATE DEFENDERFLOW_INTAKE SET REV = REV + 1, LEASE_OWNER = NULL, LEASE_UNTIL ="
                    + " NULL,"
                    + NEXT_POLL
                    + ", FAILURES = FAILURES + 1, LAST_ERROR = ?"
                    + KEY
                    + " AND REV = ? AND LEASE_OWNER = ?",
                Sql.time(clock.now(connection).plus(pause)),
                Sql.cut(error, 2_000),
                lease.source().name(),
                lease.source().tenant(),
                lease.rev(),
                Sql.cut(lease.owner(), 255)));
  }

  // --- what people do, in the transaction of the connection; most take the lease away from
  // whoever holds it, so that what is being taken in at this moment does not stand

  void pause(Connection connection, Source source, String who, String why) throws SQLException {
    change(
        connection,
        source,
        "PAUSED_BY = ?, PAUSED_WHY = ?",
        Sql.cut(who, 255),
        Sql.cut(why, 2_000));
  }

  void resume(Connection connection, Source source) throws SQLException {
    change(connection, source, "PAUSED_BY = NULL, PAUSED_WHY = NULL, NEXT_POLL_AT = NULL");
  }

  void reset(Connection connection, Source source, Instant time) throws SQLException {
    String text = ServerTime.text(time);
    change(
        connection,
        source,
        "START_WATERMARK = ?, START_SCAN = NULL, FOLLOW_WATERMARK = ?, FOLLOW_SCAN = NULL,"
            + " NEXT_POLL_AT = NULL",
        text,
        text);
  }

  /** The look that is going on knows nothing of what is written about an item now. */
  void startOver(Connection connection, Source source) throws SQLException {
    change(connection, source, "NEXT_POLL_AT = NULL");
  }

  /** The next look follows at once. A look that is going on is not disturbed, and ends before. */
  void pollNow(Connection connection, Source source) throws SQLException {
    Sql.update(
        connection,
        "UPDATE DEFENDERFLOW_INTAKE SET NEXT_POLL_AT = NULL" + KEY,
        source.name(),
        source.tenant());
  }

  private static void change(
      Connection connection, Source source, String assignments, Object... values)
      throws SQLException {
    Object[] all = new Object[values.length + 2];
    System.arraycopy(values, 0, all, 0, values.length);
    all[values.length] = source.name();
    all[values.length + 1] = source.tenant();
    Sql.update(
        connection,
        "UPDATE DEFENDERFLOW_INTAKE SET REV = REV + 1, LEASE_OWNER = NULL, LEASE_UNTIL = NULL, "
            + assignments
            + KEY,
        all);
  }

  private static SourceRow row(ResultSet row, Instant now) throws SQLException {
    return new SourceRow(
        row.getLong("REV"),
        Sql.text(row, "LEASE_OWNER"),
        Sql.time(row, "LEASE_UNTIL"),
        Sql.text(row, "PAUSED_BY"),
        Sql.text(row, "PAUSED_WHY"),
        position(row, "START"),
        position(row, "FOLLOW"),
        Sql.time(row, "COMPLETE_UNTIL"),
        Sql.time(row, "LAST_POLL_AT"),
        Sql.time(row, "LAST_SUCCESS_AT"),
        Sql.time(row, "LAST_ITEM_AT"),
        Sql.time(row, "NEXT_POLL_AT"),
        row.getLong("STARTED_COUNT"),
        row.getLong("UPDATE_COUNT"),
        row.getInt("FAILURES"),
        Sql.text(row, "LAST_ERROR"),
        now);
  }

  private static Position position(ResultSet row, String stream) throws SQLException {
    return new Position(
        Sql.text(row, stream + "_WATERMARK").flatMap(ServerTime::parse),
        Sql.text(row, stream + "_SCAN").flatMap(ServerTime::parse),
        Sql.text(row, stream + "_NEWEST").flatMap(ServerTime::parse));
  }

  private static String text(Optional<Instant> time) {
    return time.map(ServerTime::text).orElse(null);
  }

  /** What one page brought. */
  record Progress(Stream stream, Position position) {}
}
