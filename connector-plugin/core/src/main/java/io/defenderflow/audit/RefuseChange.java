package io.defenderflow.audit;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.api.Trigger;

/** The trigger on DEFENDERFLOW_AUDIT in H2, which makes an object of it. */
public final class RefuseChange implements Trigger {
  @Override
  public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
    throw new SQLException("Rows of DEFENDERFLOW_AUDIT are never changed or removed.");
  }
}
