package io.defenderflow.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.database.Database;
import java.io.IOException;
import java.io.Writer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The table DEFENDERFLOW_AUDIT. Rows are added and read, and nothing here changes or removes one:
 * they stay when the engine cleans up its history.
 */
public final class Audit {
  private static final String TABLE = "DEFENDERFLOW_AUDIT";
  private static final String COLUMNS =
      "WRITTEN_AT, DECISION, CODE, WHY, DECIDED_BY, ACTION_ID, TARGET, CONNECTION_NAME, REASON,"
          + " DRY_RUN, WORK_ID, TASK_ID, ACTIVITY_ID, PROCESS_INSTANCE_ID, PROCESS_DEFINITION_ID,"
          + " OPERATION_KEY";

  private final Database database;

  public Audit(DataSource database) {
    this.database = new Database(database);
  }

  /**
   * Creates the table where it is absent.
   *
   * @throws io.defenderflow.database.DatabaseUnavailable where the database user may not do so; the
   *     statements are in {@code io/defenderflow/audit/audit.sql} of this jar
   */
  public void createTable() {
    database.create(TABLE, Audit.class, "audit.sql");
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
          try (PreparedStatement insert =
              Database.prepare(
                  connection,
                  "INSERT INTO DEFENDERFLOW_AUDIT ("
                      + COLUMNS
                      + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                  row.at(),
                  row.decision().name(),
                  row.code().orElse(null),
                  cut(row.why(), 4_000),
                  cut(row.decidedBy(), 255),
                  row.action().orElse(null),
                  cut(row.target(), 2_000),
                  row.connection().orElse(null),
                  cut(row.reason(), 4_000),
                  row.dryRun(),
                  cut(row.workId(), 255),
                  row.taskId().orElse(null),
                  cut(row.activityId(), 255),
                  row.processInstanceId().orElse(null),
                  cut(row.processDefinitionId(), 255),
                  row.operationKey().orElse(null))) {
            return insert.executeUpdate();
          }
        });
  }

  /** Whether the same was decided for the operation before, so that a wait is told once. */
  public boolean knows(String operationKey, Decision decision, String code) {
    return database.run(
        TABLE,
        connection -> {
          try (PreparedStatement select =
                  Database.prepare(
                      connection,
                      "SELECT COUNT(*) FROM DEFENDERFLOW_AUDIT WHERE OPERATION_KEY = ? AND DECISION"
                          + " = ? AND CODE = ?",
                      operationKey,
                      decision.name(),
                      code);
              ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getInt(1) > 0;
          }
        });
  }

  /** The rows of a time, oldest first. */
  public List<AuditRecord> between(Instant from, Instant until) {
    return database.run(
        TABLE,
        connection -> {
          try (PreparedStatement select = select(connection, from, until);
              ResultSet rows = select.executeQuery()) {
            List<AuditRecord> found = new ArrayList<>();
            while (rows.next()) {
              found.add(row(rows));
            }
            return found;
          }
        });
  }

  /**
   * Writes the rows of a time as JSON, one a line, oldest first.
   *
   * @return how many
   * @throws IOException where the writer cannot take them
   */
  public int export(Instant from, Instant until, Writer lines) throws IOException {
    List<AuditRecord> rows = between(from, until);
    for (AuditRecord row : rows) {
      lines.write(json(row).toString());
      lines.write('\n');
    }
    return rows.size();
  }

  /** A row as one JSON object; what is unknown is absent. */
  public static ObjectNode json(AuditRecord row) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("at", row.at().toString()).put("decision", row.decision().name());
    row.code().ifPresent(text -> json.put("code", text));
    row.why().ifPresent(text -> json.put("why", text));
    row.decidedBy().ifPresent(text -> json.put("decidedBy", text));
    row.action().ifPresent(text -> json.put("action", text));
    row.target().ifPresent(text -> json.put("target", text));
    row.connection().ifPresent(text -> json.put("connection", text));
    row.reason().ifPresent(text -> json.put("reason", text));
    json.put("dryRun", row.dryRun());
    row.workId().ifPresent(text -> json.put("workId", text));
    row.taskId().ifPresent(text -> json.put("taskId", text));
    row.activityId().ifPresent(text -> json.put("activityId", text));
    row.processInstanceId().ifPresent(text -> json.put("processInstanceId", text));
    row.processDefinitionId().ifPresent(text -> json.put("processDefinitionId", text));
    row.operationKey().ifPresent(text -> json.put("operationKey", text));
    return json;
  }

  private static PreparedStatement select(
      java.sql.Connection connection, Instant from, Instant until) throws SQLException {
    return Database.prepare(
        connection,
        "SELECT "
            + COLUMNS
            + " FROM DEFENDERFLOW_AUDIT WHERE WRITTEN_AT >= ? AND WRITTEN_AT < ? ORDER BY AUDIT_ID",
        from,
        until);
  }

  private static AuditRecord row(ResultSet row) throws SQLException {
    return new AuditRecord(
        Database.time(row, "WRITTEN_AT"),
        Decision.valueOf(row.getString("DECISION")),
        text(row, "CODE"),
        text(row, "WHY"),
        text(row, "DECIDED_BY"),
        text(row, "ACTION_ID"),
        text(row, "TARGET"),
        text(row, "CONNECTION_NAME"),
        text(row, "REASON"),
        row.getBoolean("DRY_RUN"),
        text(row, "WORK_ID"),
        text(row, "TASK_ID"),
        text(row, "ACTIVITY_ID"),
        text(row, "PROCESS_INSTANCE_ID"),
        text(row, "PROCESS_DEFINITION_ID"),
        text(row, "OPERATION_KEY"));
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private static String cut(Optional<String> text, int longest) {
    return text.map(full -> full.length() <= longest ? full : full.substring(0, longest))
        .orElse(null);
  }
}
