package io.defenderflow.simulator;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * Secrets that tests plant, and the way to find them again. All of them have one beginning, so that
 * one that shows up somewhere is noticed without knowing which it is. The access tokens and the
 * download links of the simulated tenant carry it always; the others are for tests to set.
 */
public final class Canaries {
  /** The beginning of every canary. */
  public static final String MARK = "canary-of-the-";

  public static final String CLIENT_SECRET = MARK + "client-secret-4f1d";
  public static final String PROXY_PASSWORD = MARK + "proxy-password-c2e8";
  public static final String STORE_PASSWORD = MARK + "store-password-77aa";

  /** The beginning of the last part of every access token. */
  public static final String TOKEN = MARK + "token-";

  /** The signature of every download link. */
  public static final String LINK_SIGNATURE = MARK + "signed-link-8a20";

  /** What can only be in a file with a private key. */
  private static final String PRIVATE_KEY = "PRIVATE KEY-----";

  private static final int AROUND = 12;

  private Canaries() {}

  /**
   * Looks for canaries, also for those that are encoded in Base64.
   *
   * @return the beginnings of those that are there, none of them whole
   */
  public static Set<String> in(String text) {
    Set<String> found = new TreeSet<>();
    for (String form : forms()) {
      for (int at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
        found.add(text.substring(at, Math.min(text.length(), at + form.length() + AROUND)));
      }
    }
    return found;
  }

  /** The mark as it is, and as it stands in Base64 behind no, one and two other bytes. */
  private static List<String> forms() {
    List<String> forms = new ArrayList<>(List.of(MARK, PRIVATE_KEY));
    for (int before = 0; before < 3; before++) {
      String shifted = "x".repeat(before) + MARK;
      String whole =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(shifted.getBytes(StandardCharsets.UTF_8));
      // The first and the last character may hold bits of what stands around.
      int first = before == 0 ? 0 : before + 1;
      int last = whole.length() - (shifted.length() % 3 == 0 ? 0 : 1);
      forms.add(whole.substring(first, last));
    }
    return forms;
  }

  /**
   * Every value of every table as text, for {@link #in}.
   *
   * @throws IllegalStateException where a table cannot be read
   */
  public static String textOf(DataSource database) {
    StringBuilder text = new StringBuilder();
    try (Connection connection = database.getConnection()) {
      for (String table : tables(connection)) {
        text.append("-- ").append(table).append('\n');
        rows(connection, table, text);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("A table cannot be read.", e);
    }
    return text.toString();
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet row =
        connection
            .getMetaData()
            .getTables(
                connection.getCatalog(),
                connection.getSchema(),
                "%",
                new String[] {"TABLE", "BASE TABLE"})) {
      while (row.next()) {
        tables.add(row.getString("TABLE_NAME"));
      }
    }
    return tables;
  }

  private static void rows(Connection connection, String table, StringBuilder text)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
      ResultSetMetaData columns = row.getMetaData();
      while (row.next()) {
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          text.append(value(row, i)).append('\t');
        }
        text.append('\n');
      }
    }
  }

  private static String value(ResultSet row, int column) throws SQLException {
    Object value = row.getObject(column);
    if (value instanceof byte[] || value instanceof java.sql.Blob) {
      return new String(row.getBytes(column), StandardCharsets.ISO_8859_1);
    }
    return row.getString(column);
  }
}
