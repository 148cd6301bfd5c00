package io.defenderflow.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;

/**
 * Connections of their own, so that what is written stands at once, whatever becomes of the
 * engine's transaction.
 */
public final class Database {
  private static final int MAX_TRIES = 10;
  private static final int LONGEST_PAUSE_MILLIS = 200;

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
   * Runs a script that makes tables, or completes those of an older version, unless they are
   * complete.
   *
   * @param table what the message names where it fails
   * @param owner the class beside which the script stands in this jar
   * @throws DatabaseUnavailable where the database user may not do so; the message names the script
   */
  public void create(String table, Class<?> owner, String name) {
    Script script = Script.beside(owner, name);
    for (int tries = 1; ; tries++) {
      try {
        complete(script);
        return;
      } catch (SQLException e) {
        // Nodes that start together clash; each time one of them gets further.
        if (tries == MAX_TRIES) {
          throw new DatabaseUnavailable(
              "The table "
                  + table
                  + " is not there as this version needs it, and cannot be made: "
                  + e.getMessage()
                  + " If the database user may not make tables, let somebody who may run "
                  + script.place()
                  + " of the jar defenderflow-core, then start again. Nothing is sent to Defender"
                  + " until then.",
              e);
        }
        letOthersGetFurther();
      }
    }
  }

  /** Of different length each time: nodes in step with each other would clash again. */
  private static void letOthersGetFurther() {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Runs a script.
   *
   * @param table what the message names where it fails
   * @param owner the class beside which the script stands in this jar
   * @throws DatabaseUnavailable where the database user may not do so
   */
  public void execute(String table, Class<?> owner, String name) {
    Script script = Script.beside(owner, name);
    run(
        table,
        connection -> {
          script.run(connection);
          return null;
        });
  }

  private void complete(Script script) throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(true);
      if (!script.isDone(connection)) {
        script.run(connection);
      }
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

  /**
   * A value of which what is sent depends.
   *
   * @throws SQLException where only a newer version knows it: nothing may be guessed from it
   */
  public static <E extends Enum<E>> E known(ResultSet row, String column, Class<E> values)
      throws SQLException {
    String name = row.getString(column);
    try {
      return Enum.valueOf(values, name);
    } catch (IllegalArgumentException e) {
      throw new SQLException(
          "In the column "
              + column
              + " stands "
              + name
              + ", which only a newer version of Defenderflow knows. Update this node, or wait"
              + " until one of the newer version goes on with it.",
          e);
    }
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
