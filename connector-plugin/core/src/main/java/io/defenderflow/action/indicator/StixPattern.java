package io.defenderflow.action.indicator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the patterns that mean a list of single things: comparisons by {@code =}, joined by OR
 * only. Whatever asks for more than one thing at once is not understood, and then nothing of it is.
 */
final class StixPattern {
  private static final Pattern COMPARISON =
      Pattern.compile(
          "\\G\\s*([a-z0-9-]+:[A-Za-z0-9_.'\"-]+)\\s*=\\s*'((?:[^'\\\\]|\\\\['\\\\])*)'\\s*");
  private static final Pattern OPEN = Pattern.compile("\\G\\s*\\[");
  private static final Pattern CLOSE = Pattern.compile("\\G\\s*]\\s*");
  private static final Pattern OR = Pattern.compile("\\G\\s*OR\\b");

  private StixPattern() {}

  /** The things that a pattern names, or nothing where it says more than that. */
  static Optional<List<Observable>> read(String pattern) {
    List<Observable> things = new ArrayList<>();
    Matcher at = OPEN.matcher(pattern);
    int end = 0;
    while (true) {
      if (!at.usePattern(OPEN).find(end)) {
        return Optional.empty();
      }
      end = at.end();
      while (true) {
        if (!at.usePattern(COMPARISON).find(end)) {
          return Optional.empty();
        }
        end = at.end();
        Optional<Observable> thing =
            thing(at.group(1), at.group(2).replaceAll("\\\\(['\\\\])", "$1"));
        if (thing.isEmpty()) {
          return Optional.empty();
        }
        things.add(thing.get());
        if (!at.usePattern(OR).find(end)) {
          break;
        }
        end = at.end();
      }
      if (!at.usePattern(CLOSE).find(end)) {
        return Optional.empty();
      }
      end = at.end();
      if (end == pattern.length()) {
        return Optional.of(things);
      }
      if (!at.usePattern(OR).find(end)) {
        return Optional.empty();
      }
      end = at.end();
    }
  }

  private static Optional<Observable> thing(String path, String value) {
    String plain =
        path.replace("'", "").replace("\"", "").replace("-", "").toLowerCase(java.util.Locale.ROOT);
    Optional<Observable> thing =
        switch (plain) {
          case "file:hashes.sha256", "file:hashes.sha1", "file:hashes.md5" ->
              Observable.hash(value);
          case "ipv4addr:value", "ipv6addr:value" -> Observable.address(value);
          case "domainname:value" -> Observable.domain(value);
          case "url:value" -> Observable.url(value);
          default -> Optional.empty();
        };
    return thing.filter(found -> fits(plain, found.type()));
  }

  /** A hash of another length, or a URL that is none, was not understood. */
  private static boolean fits(String path, String type) {
    return switch (path) {
      case "file:hashes.sha256" -> type.equals(Observable.SHA256);
      case "file:hashes.sha1" -> type.equals(Observable.SHA1);
      case "file:hashes.md5" -> type.equals(Observable.MD5);
      case "url:value" -> type.equals(Observable.URL);
      default -> true;
    };
  }
}
