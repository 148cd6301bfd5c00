package io.defenderflow.audit;

import io.defenderflow.database.Database;
import java.io.IOException;
import java.io.Writer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The table DEFENDERFLOW_AUDIT. Rows are added and read, and nothing changes or removes one: they
 * stay when the engine cleans up its history, and the database refuses everything else.
 */
public final class Audit {
  private static final String TABLE = "DEFENDERFLOW_AUDIT";
  private static final String DETAILS =
      Stream.of(Detail.values()).map(Enum::name).collect(Collectors.joining(", "));
  private static final String INSERT =
      "INSERT INTO DEFENDERFLOW_AUDIT (WRITTEN_AT, DECISION, DRY_RUN, "
          + DETAILS
          + ") VALUES ("
          + String.join(", ", Collections.nCopies(3 + Detail.values().length, "?"))
          + ")";
  private static final String SELECT =
      "SELECT AUDIT_ID, WRITTEN_AT, DECISION, DRY_RUN, " + DETAILS + " FROM DEFENDERFLOW_AUDIT";

  /** How many rows a stream holds in memory. */
  private static final int CHUNK = 500;

  private final Database database;

  public Audit(DataSource database) {
    this.database = new Database(database);
  }

  /**
   * Creates the table where it is absent, completes that of an older version, and makes the
   * database refuse to change or remove rows.
   *
   * @throws io.defenderflow.database.DatabaseUnavailable where the database user may not do so; the
   *     statements are in {@code io/defenderflow/audit/audit.sql} of this jar
   */
  public void createTable() {
    database.create(TABLE, Audit.class, "audit.sql");
    new KeptRows(database).ensure();
  }

  /**
   * Writes a row, which stands when this returns.
   *
   * @throws io.defenderflow.database.DatabaseUnavailable where it cannot be written
   */
  public void add(AuditRecord row) {
    database.run(
        TABLE,
        connection -> {
          add(row, connection);
          return null;
        });
  }

  /**
   * Writes a row within the transaction of somebody else: it stands when that is committed, and
   * never was when it is rolled back.
   */
  public static void add(AuditRecord row, Connection transaction) throws SQLException {
    List<Object> values = new ArrayList<>(List.of(row.at(), row.decision(), row.dryRun()));
    for (Detail detail : Detail.values()) {
      values.add(row.get(detail).orElse(null));
    }
    try (PreparedStatement insert = Database.prepare(transaction, INSERT, values.toArray())) {
      insert.executeUpdate();
    }
  }

  /** Whether the same was decided for the operation before, so that a wait is told once. */
  public boolean knows(String operationKey, Decision decision, String code) {
    return count(
            AuditFilter.ALL
                .decision(decision)
                .with(Detail.OPERATION_KEY, operationKey)
                .with(Detail.CODE, code))
        > 0;
  }

  /**
   * A page of rows, newest first.
   *
   * @throws io.defenderflow.database.DatabaseUnavailable where they cannot be read
   */
  public List<AuditRecord> find(AuditFilter filter, Page page) {
    Query query = new Query(filter);
    return rows(
            query.text(SELECT)
                + " ORDER BY AUDIT_ID DESC OFFSET "
                + page.first()
                + " ROWS FETCH NEXT "
                + page.most()
                + " ROWS ONLY",
            query.values)
        .stream()
        .map(Row::told)
        .toList();
  }

  /**
   * How many rows there are.
   *
   * @throws io.defenderflow.database.DatabaseUnavailable where they cannot be read
   */
  public long count(AuditFilter filter) {
    Query query = new Query(filter);
    return database.run(
        TABLE,
        connection -> {
          try (PreparedStatement select =
                  Database.prepare(
                      connection,
                      query.text("SELECT COUNT(*) FROM DEFENDERFLOW_AUDIT"),
                      query.values.toArray());
              ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
          }
        });
  }

  /**
   * Rows, oldest first. They are read from the database while the stream is used, so that few are
   * in memory however many there are.
   *
   * @throws io.defenderflow.database.DatabaseUnavailable, also while the stream is used, where they
   *     cannot be read
   */
  public Stream<AuditRecord> stream(AuditFilter filter) {
    return Stream.iterate(
            chunk(filter, -1),
            chunk -> !chunk.isEmpty(),
            chunk ->
                chunk.size() < CHUNK
                    ? List.<Row>of()
                    : chunk(filter, chunk.get(chunk.size() - 1).id()))
        .flatMap(List::stream)
        .map(Row::told);
  }

  /**
   * Writes rows as JSON, one a line, oldest first.
   *
   * @return how many
   * @throws IOException where the writer cannot take them
   * @throws io.defenderflow.database.DatabaseUnavailable where they cannot be read
   */
  public long export(AuditFilter filter, Writer lines) throws IOException {
    long written = 0;
    Iterator<AuditRecord> rows = stream(filter).iterator();
    while (rows.hasNext()) {
      lines.write(rows.next().json().toString());
      lines.write('\n');
      written++;
    }
    return written;
  }

  private List<Row> chunk(AuditFilter filter, long after) {
    Query query = new Query(filter).after(after);
    return rows(
        query.text(SELECT) + " ORDER BY AUDIT_ID FETCH FIRST " + CHUNK + " ROWS ONLY",
        query.values);
  }

  private List<Row> rows(String sql, List<Object> values) {
    return database.run(
        TABLE,
        connection -> {
          try (PreparedStatement select = Database.prepare(connection, sql, values.toArray());
              ResultSet rows = select.executeQuery()) {
            List<Row> found = new ArrayList<>();
            while (rows.next()) {
              found.add(Row.of(rows));
            }
            return found;
          }
        });
  }

  /** A row and its number. */
  private record Row(long id, AuditRecord told) {
    static Row of(ResultSet row) throws SQLException {
      Map<Detail, String> details = new EnumMap<>(Detail.class);
      for (Detail detail : Detail.values()) {
        details.put(detail, row.getString(detail.name()));
      }
      return new Row(
          row.getLong("AUDIT_ID"),
          new AuditRecord(
              Database.time(row, "WRITTEN_AT"),
              row.getString("DECISION"),
              row.getBoolean("DRY_RUN"),
              details));
    }
  }

  /** The conditions of a filter in SQL. */
  private static final class Query {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    Query(AuditFilter filter) {
      filter.from().ifPresent(from -> and("WRITTEN_AT >= ?", from));
      filter.until().ifPresent(until -> and("WRITTEN_AT < ?", until));
      filter.decision().ifPresent(decision -> and("DECISION = ?", decision.name()));
      filter
          .person()
          .ifPresent(
              name -> {
                conditions.add("(DECIDED_BY = ? OR REQUESTED_BY = ? OR APPROVED_BY = ?)");
                values.addAll(List.of(name, name, name));
              });
      filter.details().forEach((detail, text) -> and(detail.name() + " = ?", text));
    }

    Query after(long id) {
      and("AUDIT_ID > ?", id);
      return this;
    }

    private void and(String condition, Object value) {
      conditions.add(condition);
      values.add(value);
    }

    String text(String start) {
      return conditions.isEmpty() ? start : start + " WHERE " + String.join(" AND ", conditions);
    }
  }
}
