package io.defenderflow.crash;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/**
 * Changes the process instance behind the engine's back, once: the transaction that is about to
 * commit finds another revision than it has read, and fails with an OptimisticLockingException.
 */
final class LostRace implements JavaDelegate {
  private final DataSource database;
  private final AtomicBoolean lost = new AtomicBoolean();

  LostRace(DataSource database) {
    this.database = database;
  }

  @Override
  public void execute(DelegateExecution execution) throws SQLException {
    if (!lost.compareAndSet(false, true)) {
      return;
    }
    try (Connection own = database.getConnection();
        PreparedStatement other =
            own.prepareStatement("UPDATE ACT_RU_EXECUTION SET REV_ = REV_ + 1 WHERE ID_ = ?")) {
      other.setString(1, execution.getProcessInstanceId());
      other.executeUpdate();
    }
  }
}
