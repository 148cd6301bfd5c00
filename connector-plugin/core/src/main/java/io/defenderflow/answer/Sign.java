package io.defenderflow.answer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * By what a row is recognised.
 *
 * @param words the same in words
 */
public record Sign(String words, Predicate<Exchange> test) {
  private static final int MOST = 999;

  boolean fits(Exchange seen) {
    return test.test(seen);
  }

  static Sign statuses(int... statuses) {
    return new Sign(
        "HTTP "
            + Arrays.stream(statuses).mapToObj(Integer::toString).collect(Collectors.joining(", ")),
        seen -> Arrays.stream(statuses).anyMatch(status -> status == seen.status()));
  }

  static Sign between(int first, int last) {
    return new Sign(
        "HTTP " + first + " to " + last, seen -> seen.status() >= first && seen.status() <= last);
  }

  static Sign from(int first) {
    return new Sign(
        "HTTP " + first + " and above", seen -> seen.status() >= first && seen.status() <= MOST);
  }

  static Sign anyStatus() {
    return new Sign("any other status", seen -> true);
  }

  static Sign silence(Silence... silences) {
    Set<Silence> all = Set.of(silences);
    return new Sign(
        Arrays.stream(silences).map(Silence::text).collect(Collectors.joining("; ")),
        seen -> seen.silence().filter(all::contains).isPresent());
  }

  static Sign unusableBody() {
    return new Sign("the body is empty, no JSON, or not what Microsoft documents", seen -> true);
  }

  /** Microsoft's code, without regard to case. */
  Sign withCode(String... codes) {
    Set<String> known =
        Arrays.stream(codes)
            .map(code -> code.toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
    return and(
        "with the code "
            + Arrays.stream(codes)
                .map(code -> "`" + code + "`")
                .collect(Collectors.joining(" or ")),
        seen -> known.contains(seen.code().toLowerCase(Locale.ROOT)));
  }

  /** Something in Microsoft's words. */
  Sign saying(String what, Pattern pattern) {
    return and("whose text says " + what, seen -> pattern.matcher(seen.message()).find());
  }

  Sign ofPath(String what, Pattern pattern) {
    return and(what, seen -> pattern.matcher(seen.path()).matches());
  }

  Sign and(String more, Predicate<Exchange> also) {
    return new Sign(words + " " + more, test.and(also));
  }

  Sign or(Sign other) {
    return new Sign(words + ", or " + other.words, test.or(other.test));
  }
}
