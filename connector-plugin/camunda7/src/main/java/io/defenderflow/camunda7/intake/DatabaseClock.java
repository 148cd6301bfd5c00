package io.defenderflow.camunda7.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The clock that all nodes share. */
@FunctionalInterface
interface DatabaseClock {
  Instant now(Connection connection) throws SQLException;

  /** The time of the database, so that the clocks of the nodes do not matter. */
  static Instant ofDatabase(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT CURRENT_TIMESTAMP");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }
}
