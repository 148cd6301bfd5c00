package io.defenderflow.cli.lint;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.Lane;
import io.defenderflow.catalogue.Service;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.ErrorCode.Ending;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Which business outcomes an action can have, and so which codes a boundary event can catch. */
final class RaisedCodes {
  private static final Pattern OF_MACHINE = Pattern.compile("/api/machines/\\{[^}]+}.*");

  private final Catalogue catalogue;

  RaisedCodes(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  Set<ErrorCode> of(ActionEntry action) {
    Set<ErrorCode> codes = EnumSet.noneOf(ErrorCode.class);
    for (ErrorCode code : ErrorCode.values()) {
      boolean caught = code.ending() == Ending.BUSINESS || code.ending() == Ending.PARKED;
      if (caught && canRaise(action, code)) {
        codes.add(code);
      }
    }
    if (action.isComposite()) {
      action.uses().stream()
          .flatMap(id -> catalogue.find(id).stream())
          .map(this::of)
          .forEach(codes::addAll);
    }
    return codes;
  }

  private static boolean canRaise(ActionEntry action, ErrorCode code) {
    boolean ofMachine = OF_MACHINE.matcher(action.path()).matches();
    boolean writes = action.effect() != Effect.READ;
    boolean endpoint = action.service() == Service.ENDPOINT;
    return switch (code) {
      // A composite looks for things in its own code too.
      case NOT_FOUND -> action.isComposite() || !ofMachine;
      case MACHINE_NOT_FOUND -> action.isComposite() || ofMachine;
      case MACHINE_AMBIGUOUS -> action.isComposite();
      case ALREADY_IN_PROGRESS, OS_NOT_SUPPORTED, CLIENT_VERSION_NOT_SUPPORTED ->
          writes && (endpoint || action.isComposite());
      case CONFLICT, STOPPED -> writes;
      case PROTECTED_ASSET, CAP_REACHED, CONTAINMENT_REFUSED ->
          action.effect() == Effect.CONTAIN && !action.releases();
      case CONFLICTING_ACTION, MACHINE_NOT_ONBOARDED ->
          writes && (ofMachine || action.isComposite());
      case HELD_BY_PLAYBOOK -> action.releases();
      case HUNT_QUERY_INVALID -> action.lane() == Lane.HUNT;
      case RESULT_TOO_LARGE -> !writes || action.isComposite();
      case ACTION_FAILED, ACTION_CANCELLED, ACTION_TIMED_OUT, WAIT_TIMED_OUT ->
          action.longRunning().isPresent() || (action.isComposite() && writes);
      // Microsoft answers with these, and with codes to come, whatever is called.
      default -> true;
    };
  }
}
