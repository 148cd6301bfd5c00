package io.defenderflow.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One HTTP request as the routes see it. */
final class Call {

  private final String method;
  private final String rawPathAndQuery;
  private final String rawPath;
  private final String rawQuery;
  private final Map<String, String> headers;
  private final byte[] body;
  private final Map<String, String> query;

  Call(String method, String rawPathAndQuery, Map<String, String> headers, byte[] body) {
    this.method = method.toUpperCase(Locale.ROOT);
    this.rawPathAndQuery = rawPathAndQuery;
    int mark = rawPathAndQuery.indexOf('?');
    this.rawPath = mark < 0 ? rawPathAndQuery : rawPathAndQuery.substring(0, mark);
    this.rawQuery = mark < 0 ? "" : rawPathAndQuery.substring(mark + 1);
    this.headers = Map.copyOf(headers);
    this.body = body;
    this.query = readPairs(rawQuery);
  }

  String method() {
    return method;
  }

  String rawPathAndQuery() {
    return rawPathAndQuery;
  }

  String rawPath() {
    return rawPath;
  }

  String path() {
    // A plus sign is itself in a path; only form data and queries read it as a space.
    return decode(rawPath.replace("+", "%2B"));
  }

  Map<String, String> query() {
    return query;
  }

  Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name));
  }

  Map<String, String> headers() {
    return headers;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  byte[] body() {
    return body;
  }

  String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  Map<String, String> form() {
    return readPairs(bodyText());
  }

  private static Map<String, String> readPairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      pairs.put(decode(name), decode(value));
    }
    return pairs;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException brokenEscape) {
      return text;
    }
  }
}
