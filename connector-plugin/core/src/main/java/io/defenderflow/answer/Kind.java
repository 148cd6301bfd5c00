package io.defenderflow.answer;

import java.util.EnumSet;
import java.util.Set;

/** What a request does, which decides whether it may be repeated. */
public enum Kind {
  READ("read"),
  /** A read by POST with limits of its own. */
  HUNT("hunt"),
  /** Changes something, or starts work. */
  WRITE("write"),
  /** Asks the login service for a token. */
  TOKEN("token"),
  /** Fetches a file by a signed link. */
  DOWNLOAD("download");

  /** What changes nothing at Defender. */
  static final Set<Kind> READS = EnumSet.of(READ, HUNT);

  /** What goes to Graph or to Defender for Endpoint. */
  static final Set<Kind> CALLS = EnumSet.of(READ, HUNT, WRITE);

  private final String label;

  Kind(String label) {
    this.label = label;
  }

  /** One word for people. */
  public String label() {
    return label;
  }
}
