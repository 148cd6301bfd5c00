package io.defenderflow.cli;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.util.Iterator;

/** The ids of all actions, for shell completion and for those who mistype one. */
final class ActionIds implements Iterable<String> {
  private static final int SUGGESTED = 3;

  @Override
  public Iterator<String> iterator() {
    return Catalogue.load().actions().stream().map(ActionEntry::id).iterator();
  }

  /**
   * @throws Fault with UNKNOWN_ACTION, naming the ids that come close
   */
  static ActionEntry find(Catalogue catalogue, String id) {
    return catalogue
        .find(id)
        .orElseThrow(
            () ->
                Fault.of(
                    ErrorCode.UNKNOWN_ACTION,
                    "There is no action \""
                        + (id.length() > 60 ? id.substring(0, 60) + "..." : id)
                        + "\". Nothing was sent. "
                        + suggestion(catalogue, id)
                        + " \"defenderflow actions\" lists all."));
  }

  /** A sentence with the ids that come close to a mistyped one. */
  static String suggestion(Catalogue catalogue, String id) {
    return "Did you mean "
        + String.join(
            ", ",
            Closest.to(id, catalogue.actions().stream().map(ActionEntry::id).toList(), SUGGESTED))
        + "?";
  }
}
