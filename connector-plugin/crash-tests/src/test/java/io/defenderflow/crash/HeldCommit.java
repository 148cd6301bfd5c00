package io.defenderflow.crash;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** Waits for a lock in PostgreSQL, which the test holds, in the midst of an engine transaction. */
final class HeldCommit implements JavaDelegate {
  /** Names the lock. */
  static final int LOCK = 1_042;

  private final DataSource database;

  HeldCommit(DataSource database) {
    this.database = database;
  }

  @Override
  public void execute(DelegateExecution execution) throws SQLException {
    try (Connection own = database.getConnection();
        Statement statement = own.createStatement()) {
      statement.execute("SELECT pg_advisory_lock_shared(" + LOCK + ")");
      statement.execute("SELECT pg_advisory_unlock_shared(" + LOCK + ")");
    }
  }
}
