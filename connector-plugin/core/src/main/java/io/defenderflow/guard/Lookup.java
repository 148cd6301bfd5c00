package io.defenderflow.guard;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.InvalidInput;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.util.Map;
import java.util.Optional;

/** Reads anew what Microsoft knows of a target. What cannot be read lets nothing pass. */
final class Lookup {
  private final Catalogue catalogue;
  private final Calls reading;

  Lookup(Catalogue catalogue, Calls reading) {
    this.catalogue = catalogue;
    this.reading = reading;
  }

  /**
   * Reads something that must be there.
   *
   * @param what names it in a message, for example "machine 1e5b…"
   * @throws Fault where it is absent or cannot be read
   */
  JsonNode present(String what, String action, Map<String, Object> inputs) {
    try {
      return json(action, inputs);
    } catch (Fault fault) {
      throw isAbsence(fault) ? fault : unreadable(what, fault);
    }
  }

  /**
   * Reads something that need not be there: a text may only look like an id.
   *
   * @throws Fault where it cannot be read whether it is there
   */
  Optional<JsonNode> find(String what, String action, Map<String, Object> inputs) {
    try {
      return Optional.of(json(action, inputs));
    } catch (Fault fault) {
      if (isAbsence(fault)) {
        return Optional.empty();
      }
      throw unreadable(what, fault);
    }
  }

  private JsonNode json(String action, Map<String, Object> inputs) {
    ActionEntry get = catalogue.find(action).orElseThrow();
    try {
      return get.call(reading, get.bind(inputs)).json();
    } catch (InvalidInput e) {
      throw Fault.of(ErrorCode.INPUT_INVALID, e.getMessage());
    }
  }

  private static boolean isAbsence(Fault fault) {
    return fault.code() == ErrorCode.NOT_FOUND || fault.code() == ErrorCode.MACHINE_NOT_FOUND;
  }

  private static Fault unreadable(String what, Fault fault) {
    return fault.saying(
        "Nothing was sent, because it could not be read whether "
            + what
            + " is protected or needs an approval. "
            + fault.getMessage());
  }
}
