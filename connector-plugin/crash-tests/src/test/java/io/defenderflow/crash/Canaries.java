package io.defenderflow.crash;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for secrets where people and programs can read: tables, logs, the actuator's answers. */
final class Canaries {
  private static final Pattern LINK = Pattern.compile("\"href\":\"[^\"]*/actuator(/[^\"{]+)\"");
  private static final Pattern METRIC = Pattern.compile("\"([a-z][a-z0-9.]+)\"");

  private final Map<String, String> secrets;
  private final List<String> found = new ArrayList<>();

  private Canaries(Map<String, String> secrets) {
    this.secrets = secrets;
  }

  /** A sentence for every place that tells a secret, and none of the secrets. */
  static List<String> found(Site site) {
    Canaries canaries = new Canaries(site.secrets());
    try (Connection connection = site.database().connect()) {
      canaries.tables(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    for (Node node : site.nodes()) {
      canaries.look("the log of " + node, node.logged());
      if (node.isAlive()) {
        canaries.actuator(node.awaitStart());
      }
    }
    return canaries.found;
  }

  private void tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet row =
        connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
      while (row.next()) {
        tables.add(row.getString("TABLE_NAME"));
      }
    }
    for (String table : tables) {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
        ResultSetMetaData columns = row.getMetaData();
        while (row.next()) {
          for (int i = 1; i <= columns.getColumnCount(); i++) {
            look("the column " + table + "." + columns.getColumnName(i), text(row, columns, i));
          }
        }
      }
    }
  }

  private static String text(ResultSet row, ResultSetMetaData columns, int column)
      throws SQLException {
    if (!columns.getColumnTypeName(column).equals("bytea")) {
      return row.getString(column);
    }
    byte[] bytes = row.getBytes(column);
    return bytes == null ? null : new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private void actuator(Node node) {
    Matcher link = LINK.matcher(node.actuator(""));
    List<String> paths = new ArrayList<>();
    while (link.find()) {
      paths.add(link.group(1));
    }
    if (!paths.contains("/env") || !paths.contains("/configprops")) {
      throw new IllegalStateException("The actuator of " + node + " shows only " + paths);
    }
    for (String path : paths) {
      // A dump of the memory holds whatever the memory holds, and is off unless it is asked for.
      if (!path.equals("/heapdump")) {
        look(node + "/actuator" + path, node.actuator(path));
      }
    }
    Matcher metric = METRIC.matcher(node.actuator("/metrics"));
    while (metric.find()) {
      look(node + "/actuator/metrics", node.actuator("/metrics/" + metric.group(1)));
    }
  }

  private void look(String where, String text) {
    if (text == null) {
      return;
    }
    secrets.forEach(
        (what, secret) -> {
          String sentence = where + " tells " + what + ".";
          if (text.contains(secret) && !found.contains(sentence)) {
            found.add(sentence);
          }
        });
  }
}
