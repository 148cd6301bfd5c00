package io.defenderflow.camunda7.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Statements with values that may be absent, which PostgreSQL wants to know the type of. */
final class Sql {
  private Sql() {}

  /** A time of which there may be none. */
  record Time(Optional<Instant> value) {}

  /** A time that is there. */
  static Time time(Instant value) {
    return new Time(Optional.of(value));
  }

  static Time time(Optional<Instant> value) {
    return new Time(value);
  }

  /** A text of which there may be none; what the column does not hold is cut off. */
  static String text(Optional<String> value, int longest) {
    return value.map(text -> cut(text, longest)).orElse(null);
  }

  /**
   * The front of the text, without the NUL that PostgreSQL refuses and without half a character.
   */
  static String cut(String text, int longest) {
    String clean = text.replace("\u0000", "");
    if (clean.length() <= longest) {
      return clean;
    }
    int end = Character.isHighSurrogate(clean.charAt(longest - 1)) ? longest - 1 : longest;
    return clean.substring(0, end);
  }

  static int update(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values)) {
      return statement.executeUpdate();
    }
  }

  static PreparedStatement prepare(Connection connection, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof Time time) {
        bind(statement, i + 1, time);
      } else if (values[i] == null) {
        statement.setNull(i + 1, Types.VARCHAR);
      } else {
        statement.setObject(i + 1, values[i]);
      }
    }
    return statement;
  }

  private static void bind(PreparedStatement statement, int at, Time time) throws SQLException {
    if (time.value().isEmpty()) {
      statement.setNull(at, Types.TIMESTAMP_WITH_TIMEZONE);
    } else {
      statement.setObject(
          at, time.value().get().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC));
    }
  }

  static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }
}
