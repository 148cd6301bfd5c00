package io.defenderflow.camunda7.intake;

import io.defenderflow.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table DEFENDERFLOW_INTAKE_UPDATE: what playbooks are told of their items. */
final class UpdateTable {
  static final String TABLE = "DEFENDERFLOW_INTAKE_UPDATE";

  private final Database database;
  private final DatabaseClock clock;

  UpdateTable(Database database, DatabaseClock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Adds an update in the transaction of the connection. */
  void add(
      Connection connection,
      Source source,
      String item,
      String instance,
      UpdateState state,
      String changes,
      Optional<String> reason)
      throws SQLException {
    Instant now = clock.now(connection);
    Sql.update(
        connection,
        "INSERT INTO DEFENDERFLOW_INTAKE_UPDATE (SOURCE, TENANT, EXTERNAL_ID, PROCESS_INSTANCE_ID,"
            + " STATE, CHANGES, REASON, ATTEMPTS, CREATED_AT, SETTLED_AT) VALUES (?, ?, ?, ?, ?, ?,"
            + " ?, 0, ?, ?)",
        source.name(),
        source.tenant(),
        item,
        instance,
        state.name(),
        changes.replace("\u0000", ""),
        Sql.text(reason, 2_000),
        Sql.time(now),
        Sql.time(state == UpdateState.PENDING ? Optional.empty() : Optional.of(now)));
  }

  /** Of each item the oldest update that is kept, as far as it is due. */
  List<UpdateRow> due(Source source, int most) {
    return database.run(
        TABLE,
        connection ->
            read(
                connection,
                "SELECT * FROM DEFENDERFLOW_INTAKE_UPDATE WHERE UPDATE_ID IN (SELECT"
                    + " MIN(UPDATE_ID) FROM DEFENDERFLOW_INTAKE_UPDATE WHERE STATE = 'PENDING' AND"
                    + " SOURCE = ? AND TENANT = ? GROUP BY PROCESS_INSTANCE_ID) AND (NEXT_TRY_AT IS"
                    + " NULL OR NEXT_TRY_AT <= ?) ORDER BY UPDATE_ID FETCH FIRST "
                    + most
                    + " ROWS ONLY",
                source.name(),
                source.tenant(),
                Sql.time(clock.now(connection))));
  }

  /** The updates that are kept, oldest first. */
  List<UpdateRow> kept(Source source, int most) {
    return inState(source, UpdateState.PENDING, "UPDATE_ID", most);
  }

  /** The updates that came too late, the last one first. */
  List<UpdateRow> undeliverable(Source source, int most) {
    return inState(source, UpdateState.UNDELIVERABLE, "UPDATE_ID DESC", most);
  }

  private List<UpdateRow> inState(Source source, UpdateState state, String order, int most) {
    return database.run(
        TABLE,
        connection ->
            read(
                connection,
                "SELECT * FROM DEFENDERFLOW_INTAKE_UPDATE WHERE STATE = ? AND SOURCE = ? AND TENANT"
                    + " = ? ORDER BY "
                    + order
                    + " FETCH FIRST "
                    + most
                    + " ROWS ONLY",
                state.name(),
                source.name(),
                source.tenant()));
  }

  long count(Source source, UpdateState state) {
    return database.run(
        TABLE,
        connection -> {
          try (PreparedStatement select =
                  Sql.prepare(
                      connection,
                      "SELECT COUNT(*) FROM DEFENDERFLOW_INTAKE_UPDATE WHERE STATE = ? AND SOURCE ="
                          + " ? AND TENANT = ?",
                      state.name(),
                      source.name(),
                      source.tenant());
              ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  /**
   * Settles an update in the transaction of the connection.
   *
   * @return whether it was still kept; otherwise another node was faster
   */
  boolean settle(Connection connection, UpdateRow update, UpdateState state, String reason)
      throws SQLException {
    return Sql.update(
            connection,
            "UPDATE DEFENDERFLOW_INTAKE_UPDATE SET STATE = ?, REASON = ?, SETTLED_AT = ?,"
                + " NEXT_TRY_AT = NULL WHERE UPDATE_ID = ? AND STATE = 'PENDING'",
            state.name(),
            Sql.cut(reason, 2_000),
            Sql.time(clock.now(connection)),
            update.id())
        == 1;
  }

  /** Keeps an update for a later try. */
  void keep(UpdateRow update, String reason, Duration pause) {
    database.run(
        TABLE,
        connection ->
            Sql.update(
                connection,
                "UPDATE DEFENDERFLOW_INTAKE_UPDATE SET REASON = ?, ATTEMPTS = ATTEMPTS + 1,"
                    + " NEXT_TRY_AT = ? WHERE UPDATE_ID = ? AND STATE = 'PENDING'",
                Sql.cut(reason, 2_000),
                Sql.time(clock.now(connection).plus(pause)),
                update.id()));
  }

  private static List<UpdateRow> read(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement select = Sql.prepare(connection, sql, values);
        ResultSet rows = select.executeQuery()) {
      List<UpdateRow> found = new ArrayList<>();
      while (rows.next()) {
        found.add(
            new UpdateRow(
                rows.getLong("UPDATE_ID"),
                rows.getString("EXTERNAL_ID"),
                rows.getString("PROCESS_INSTANCE_ID"),
                rows.getString("CHANGES"),
                Sql.text(rows, "REASON"),
                rows.getInt("ATTEMPTS"),
                Database.time(rows, "CREATED_AT")));
      }
      return found;
    }
  }
}
