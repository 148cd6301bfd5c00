package io.defenderflow.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;

/**
 * Connections of their own, so that what is written stands at once, whatever becomes of the
 * engine's transaction.
 */
public final class Database {
  private final DataSource source;

  public Database(DataSource source) {
    this.source = source;
  }

  /** Work with a connection. */
  @FunctionalInterface
  public interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  /**
   * Does the work; each statement is committed by itself.
   *
   * @param table what the message names where it fails
   * @throws DatabaseUnavailable where the database refuses or cannot be reached
   */
  public <T> T run(String table, Work<T> work) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(true);
      return work.with(connection);
    } catch (SQLException e) {
      throw unavailable(table, e);
    }
  }

  /**
   * Does the work in one transaction.
   *
   * @param table what the message names where it fails
   * @throws DatabaseUnavailable where the database refuses or cannot be reached; then nothing of it
   *     was done
   */
  public <T> T inOneTransaction(String table, Work<T> work) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.with(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw unavailable(table, e);
    }
  }

  /**
   * Runs a script of statements that may be repeated.
   *
   * @param owner the class beside which the script stands in this jar
   * @throws DatabaseUnavailable where the database user may not create tables
   */
  public void create(String table, Class<?> owner, String script) {
    // A semicolon within a line belongs to a comment.
    String[] statements = text(owner, script).split(";\\R");
    try {
      execute(table, statements);
    } catch (DatabaseUnavailable first) {
      // Two nodes that start together may clash; then the table is there the second time.
      execute(table, statements);
    }
  }

  private void execute(String table, String[] statements) {
    run(
        table,
        connection -> {
          try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
              if (!sql.isBlank()) {
                statement.execute(sql);
              }
            }
            return null;
          }
        });
  }

  private static String text(Class<?> owner, String script) {
    try (InputStream stream = owner.getResourceAsStream(script)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("The table script " + script + " cannot be read.", e);
    }
  }

  /** Fills in the values from the first on: texts, numbers, booleans, times and null. */
  public static PreparedStatement prepare(Connection connection, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        statement.setString(i + 1, null);
      } else if (values[i] instanceof Instant time) {
        statement.setObject(i + 1, time.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC));
      } else {
        statement.setObject(i + 1, values[i]);
      }
    }
    return statement;
  }

  /** A time that is never absent. */
  public static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static DatabaseUnavailable unavailable(String table, SQLException cause) {
    return new DatabaseUnavailable(
        "The table "
            + table
            + " cannot be used: "
            + cause.getMessage()
            + " Check the database and the rights of its user. Nothing is sent to Defender until"
            + " then.",
        cause);
  }
}
