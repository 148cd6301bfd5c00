package io.defenderflow.permission;

import io.defenderflow.catalogue.Service;

/**
 * How far an app registration gets at a service.
 *
 * @param message what was found out and, where something is wrong, what to do
 */
public record ServiceState(
    Registration registration, Service service, Status status, String message) {
  /** From the best to the worst that can be told apart. */
  public enum Status {
    /** The token has what is needed and, where it was tried, a read was answered. */
    READY("ready"),
    /** The token has what is needed, and whether the service answers could not be tried. */
    NOT_TRIED("notTried"),
    /** The token lacks a permission. */
    NOT_PERMITTED("notPermitted"),
    /** The token has the permission, and the service refuses nevertheless. */
    NOT_LICENSED_OR_NOT_ONBOARDED("notLicensedOrNotOnboarded"),
    /** Entra ID issues no token. */
    CANNOT_SIGN_IN("cannotSignIn"),
    /** There was no answer. */
    NOT_REACHABLE("notReachable"),
    /** The cloud of the connection has no address of the service. */
    NOT_IN_THIS_CLOUD("notInThisCloud");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    /** As results spell it. */
    public String word() {
      return word;
    }
  }

  /** Whether a person has to do something. */
  public boolean isProblem() {
    return status != Status.READY && status != Status.NOT_TRIED;
  }
}
