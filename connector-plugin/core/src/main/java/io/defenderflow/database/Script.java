package io.defenderflow.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Statements that make tables, or complete those of an older version. They may be repeated, also
 * while the older version works on the tables.
 */
final class Script {
  private static final Pattern TABLE = Pattern.compile("CREATE TABLE IF NOT EXISTS (\\w+) ");
  private static final Pattern COLUMN =
      Pattern.compile("ALTER TABLE (\\w+) ADD COLUMN IF NOT EXISTS (\\w+) ");
  private static final Pattern WIDTH =
      Pattern.compile("ALTER TABLE (\\w+) ALTER COLUMN (\\w+) SET DATA TYPE VARCHAR\\((\\d+)\\)");

  private final String place;
  private final List<String> statements;

  private Script(String place, List<String> statements) {
    this.place = place;
    this.statements = statements;
  }

  /**
   * @param owner the class beside which the script stands in this jar
   */
  static Script beside(Class<?> owner, String name) {
    try (InputStream stream = owner.getResourceAsStream(name)) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      String bare = text.replaceAll("(?m)^--.*\\R?", "");
      return new Script(
          owner.getPackageName().replace('.', '/') + "/" + name,
          // A semicolon within a line belongs to a text.
          Stream.of(bare.split(";\\R")).map(String::strip).filter(sql -> !sql.isEmpty()).toList());
    } catch (IOException e) {
      throw new IllegalStateException("The table script " + name + " cannot be read.", e);
    }
  }

  /** Where it is in the jar. */
  String place() {
    return place;
  }

  /**
   * Whether its tables are there with all columns. Then nothing needs to be run: the database user
   * may have no right to.
   */
  boolean isDone(Connection connection) {
    return statements.stream()
        // An index comes together with a table or a column.
        .filter(sql -> !sql.startsWith("CREATE INDEX"))
        .allMatch(sql -> isDone(connection, sql));
  }

  private static boolean isDone(Connection connection, String sql) {
    Matcher table = TABLE.matcher(sql);
    if (table.lookingAt()) {
      return width(connection, "*", table.group(1)) >= 0;
    }
    Matcher column = COLUMN.matcher(sql);
    if (column.lookingAt()) {
      return width(connection, column.group(2), column.group(1)) >= 0;
    }
    Matcher width = WIDTH.matcher(sql);
    if (width.lookingAt()) {
      return width(connection, width.group(2), width.group(1)) >= Integer.parseInt(width.group(3));
    }
    return false;
  }

  /** How many characters the first column takes; -1 where there is none. */
  private static int width(Connection connection, String columns, String table) {
    try (PreparedStatement none =
        connection.prepareStatement("SELECT " + columns + " FROM " + table + " WHERE 1 = 0")) {
      ResultSetMetaData found = none.executeQuery().getMetaData();
      return found.getPrecision(1);
    } catch (SQLException absent) {
      return -1;
    }
  }

  void run(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        if (!isDone(connection, sql)) {
          statement.execute(sql);
        }
      }
    }
  }
}
