package io.defenderflow.camunda7.intake;

import io.defenderflow.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The table DEFENDERFLOW_INTAKE_ITEM: what became of each item that was ever seen to start. */
final class ItemTable {
  static final String TABLE = "DEFENDERFLOW_INTAKE_ITEM";

  /** Stands before what could not be read at all, so that no item of Microsoft has such an id. */
  static final String WINDOW = "window:";

  private static final String KEY = " WHERE SOURCE = ? AND TENANT = ?";
  private static final int AT_ONCE = 500;

  private final Database database;
  private final DatabaseClock clock;

  ItemTable(Database database, DatabaseClock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** What is known of the items, by id. */
  Map<String, ItemRow> find(Source source, Collection<String> ids) {
    Map<String, ItemRow> found = new TreeMap<>();
    List<String> all = List.copyOf(ids);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<String> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
      for (ItemRow row :
          select(
              source,
              " AND EXTERNAL_ID IN ("
                  + String.join(", ", Collections.nCopies(some.size(), "?"))
                  + ")",
              some.toArray())) {
        found.put(row.id(), row);
      }
    }
    return found;
  }

  Optional<ItemRow> find(Source source, String id) {
    return Optional.ofNullable(find(source, List.of(id)).get(id));
  }

  /**
   * The items that are to be tried or looked at again by now: those that a person has asked for
   * first, then the longest waiting.
   */
  List<ItemRow> due(Source source, int most) {
    return database.run(
        TABLE,
        connection ->
            read(
                connection,
                source,
                " AND (STATE = 'REPLAY' OR (STATE IN ('RETRYING', 'QUARANTINED', 'STARTED') AND"
                    + " NEXT_TRY_AT <= ?)) ORDER BY CASE WHEN STATE = 'REPLAY' THEN 0 ELSE 1 END,"
                    + " NEXT_TRY_AT FETCH FIRST "
                    + most
                    + " ROWS ONLY",
                Sql.time(clock.now(connection))));
  }

  /** The items in one of these states, the last changed first. */
  List<ItemRow> inState(Source source, int most, ItemState... states) {
    Object[] names = new Object[states.length];
    for (int i = 0; i < states.length; i++) {
      names[i] = states[i].name();
    }
    return select(
        source,
        " AND STATE IN ("
            + String.join(", ", Collections.nCopies(states.length, "?"))
            + ") ORDER BY CHANGED_AT DESC FETCH FIRST "
            + most
            + " ROWS ONLY",
        names);
  }

  long count(Source source, ItemState state) {
    return database.run(
        TABLE,
        connection -> {
          try (PreparedStatement select =
                  Sql.prepare(
                      connection,
                      "SELECT COUNT(*) FROM DEFENDERFLOW_INTAKE_ITEM" + KEY + " AND STATE = ?",
                      source.name(),
                      source.tenant(),
                      state.name());
              ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  private List<ItemRow> select(Source source, String rest, Object... values) {
    return database.run(TABLE, connection -> read(connection, source, rest, values));
  }

  private static List<ItemRow> read(
      Connection connection, Source source, String rest, Object... values) throws SQLException {
    Object[] all = new Object[values.length + 2];
    all[0] = source.name();
    all[1] = source.tenant();
    System.arraycopy(values, 0, all, 2, values.length);
    try (PreparedStatement select =
            Sql.prepare(connection, "SELECT * FROM DEFENDERFLOW_INTAKE_ITEM" + KEY + rest, all);
        ResultSet rows = select.executeQuery()) {
      List<ItemRow> found = new ArrayList<>();
      while (rows.next()) {
        found.add(row(rows));
      }
      return found;
    }
  }

  /** Writes what became of an item, in the transaction of the connection. */
  void write(Connection connection, Source source, String id, Fate fate) throws SQLException {
    Instant now = clock.now(connection);
    Sql.Time nextTry = Sql.time(fate.nextTryIn().map(now::plus));
    String known = fate.known().map(Known::toJson).orElse(null);
    int updated =
        Sql.update(
            connection,
            "UPDATE DEFENDERFLOW_INTAKE_ITEM SET STATE = ?, TITLE = COALESCE(?, TITLE), REASON = ?,"
                + " ATTEMPTS = ?, NEXT_TRY_AT = ?, PROCESS_INSTANCE_ID = COALESCE(?,"
                + " PROCESS_INSTANCE_ID), KNOWN_STATE = ?, CHANGED_AT = ?"
                + KEY
                + " AND EXTERNAL_ID = ?",
            fate.state().name(),
            Sql.text(fate.title(), 400),
            Sql.text(fate.reason(), 2_000),
            fate.attempts(),
            nextTry,
            Sql.text(fate.instance(), 64),
            known,
            Sql.time(now),
            source.name(),
            source.tenant(),
            id);
    if (updated == 0) {
      Sql.update(
          connection,
          "INSERT INTO DEFENDERFLOW_INTAKE_ITEM (SOURCE, TENANT, EXTERNAL_ID, STATE, TITLE, REASON,"
              + " ATTEMPTS, NEXT_TRY_AT, PROCESS_INSTANCE_ID, KNOWN_STATE, FIRST_SEEN_AT,"
              + " CHANGED_AT) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          source.name(),
          source.tenant(),
          id,
          fate.state().name(),
          Sql.text(fate.title(), 400),
          Sql.text(fate.reason(), 2_000),
          fate.attempts(),
          nextTry,
          Sql.text(fate.instance(), 64),
          known,
          Sql.time(now),
          Sql.time(now));
    }
  }

  /**
   * The playbook of an item has ended; an item that has started another one since is left alone.
   */
  void ended(Connection connection, Source source, String id, String instance) throws SQLException {
    Sql.update(
        connection,
        "UPDATE DEFENDERFLOW_INTAKE_ITEM SET STATE = 'ENDED', KNOWN_STATE = NULL, REASON = ?,"
            + " CHANGED_AT = ?"
            + KEY
            + " AND EXTERNAL_ID = ? AND PROCESS_INSTANCE_ID = ? AND STATE = 'STARTED'",
        "Its playbook has ended.",
        Sql.time(clock.now(connection)),
        source.name(),
        source.tenant(),
        id,
        instance);
  }

  /** The same in a transaction of its own. */
  void write(Source source, String id, Fate fate) {
    database.inOneTransaction(
        TABLE,
        connection -> {
          write(connection, source, id, fate);
          return null;
        });
  }

  private static ItemRow row(ResultSet row) throws SQLException {
    return new ItemRow(
        row.getString("EXTERNAL_ID"),
        row.getString("STATE"),
        Sql.text(row, "TITLE"),
        Sql.text(row, "REASON"),
        row.getInt("ATTEMPTS"),
        Sql.time(row, "NEXT_TRY_AT"),
        Sql.text(row, "PROCESS_INSTANCE_ID"),
        Sql.text(row, "KNOWN_STATE").map(Known::fromJson),
        Database.time(row, "FIRST_SEEN_AT"),
        Database.time(row, "CHANGED_AT"));
  }
}
