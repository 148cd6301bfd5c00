package io.defenderflow.audit;

import io.defenderflow.database.Database;
import io.defenderflow.database.DatabaseUnavailable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the database itself refuse to change or remove rows of the audit. */
final class KeptRows {
  private static final Logger LOG = LoggerFactory.getLogger(KeptRows.class);
  private static final String TABLE = "DEFENDERFLOW_AUDIT";

  private final Database database;

  KeptRows(Database database) {
    this.database = database;
  }

  /**
   * A database that cannot be made to refuse is no reason to stop a response: the log says what an
   * administrator has to do.
   */
  void ensure() {
    String product =
        database.run(TABLE, connection -> connection.getMetaData().getDatabaseProductName());
    switch (product) {
      case "PostgreSQL" ->
          ensure(
              "audit-kept.postgresql.sql",
              "SELECT 1 FROM pg_trigger WHERE tgname = 'defenderflow_audit_kept' AND tgrelid ="
                  + " to_regclass('defenderflow_audit')");
      case "H2" ->
          ensure(
              "audit-kept.h2.sql",
              "SELECT 1 FROM INFORMATION_SCHEMA.TRIGGERS WHERE UPPER(TRIGGER_NAME) ="
                  + " 'DEFENDERFLOW_AUDIT_KEPT' AND EVENT_OBJECT_SCHEMA = CURRENT_SCHEMA");
      default ->
          LOG.warn(
              "Nobody has checked whether {} refuses to change or remove rows of the audit. Make"
                  + " the trigger for it by hand; docs/audit.md has one.",
              product);
    }
  }

  private void ensure(String script, String search) {
    if (finds(search)) {
      return;
    }
    try {
      database.execute(TABLE, KeptRows.class, script);
    } catch (DatabaseUnavailable e) {
      // Another node that starts at the same time may have been faster.
      if (!finds(search)) {
        LOG.error(
            "The database does not refuse to change or remove rows of the audit, because the"
                + " trigger could not be made. Let somebody who may run io/defenderflow/audit/{} of"
                + " the jar defenderflow-core. {}",
            script,
            e.getMessage());
      }
    }
  }

  private boolean finds(String search) {
    return database.run(TABLE, connection -> finds(connection, search));
  }

  private static boolean finds(Connection connection, String search) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(search);
        ResultSet rows = select.executeQuery()) {
      return rows.next();
    }
  }
}
