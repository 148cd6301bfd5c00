package io.defenderflow.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;

class H2TablesTest extends TablesContract {
  private String url = "";
  private Connection open;

  @Override
  DataSource empty() throws SQLException {
    url = "jdbc:h2:mem:" + System.nanoTime();
    // The database lives as long as a connection to it.
    open = as("OWNER").getConnection();
    return as("OWNER");
  }

  @AfterEach
  void closeDatabase() throws SQLException {
    open.close();
  }

  @Override
  DataSource withoutTheRightToMakeTables() throws SQLException {
    sql("CREATE USER WORKER PASSWORD ''");
    sql("GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA PUBLIC TO WORKER");
    return as("WORKER");
  }

  private DataSource as(String user) {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL(url);
    database.setUser(user);
    database.setPassword("");
    return database;
  }
}
