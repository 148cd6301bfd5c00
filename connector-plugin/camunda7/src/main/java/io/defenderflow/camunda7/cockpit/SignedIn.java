package io.defenderflow.camunda7.cockpit;

import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.SystemPermissions;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.rest.exception.RestException;

/**
 * The person whose session in Cockpit the request belongs to, and what she may do: an administrator
 * of the engine everything, others what the engine grants them for the resource System. Where the
 * engine's authorization is switched off, nobody was granted anything, and administrators alone may
 * read and decide.
 */
final class SignedIn {
  private final ProcessEngine engine;
  private final String name;
  private final List<String> groups;

  private SignedIn(ProcessEngine engine, String name, List<String> groups) {
    this.engine = engine;
    this.name = name;
    this.groups = groups;
  }

  static SignedIn to(ProcessEngine engine) {
    Authentication authentication = engine.getIdentityService().getCurrentAuthentication();
    if (authentication == null || authentication.getUserId() == null) {
      throw new RestException(Status.UNAUTHORIZED, "Nobody is signed in. Sign in to Cockpit.");
    }
    return new SignedIn(
        engine,
        authentication.getUserId(),
        Optional.ofNullable(authentication.getGroupIds()).orElse(List.of()));
  }

  String name() {
    return name;
  }

  void mustRead() {
    if (!mayRead()) {
      throw new RestException(
          Status.FORBIDDEN,
          "You may not read this. It needs the permission READ for the resource System, or"
              + " membership in an administrators' group. Ask an administrator of Camunda.");
    }
  }

  void mustDecide() {
    if (!mayDecide()) {
      throw new RestException(
          Status.FORBIDDEN,
          "You may not decide this, and nothing was changed. It needs the permission SET for the"
              + " resource System, or membership in an administrators' group. Call an administrator"
              + " of Camunda.");
    }
  }

  private boolean mayRead() {
    return isAdministrator()
        || isGranted(SystemPermissions.READ)
        || isGranted(SystemPermissions.SET);
  }

  boolean mayDecide() {
    return isAdministrator() || isGranted(SystemPermissions.SET);
  }

  private boolean isAdministrator() {
    ProcessEngineConfigurationImpl configuration = configuration();
    return configuration.getAdminUsers().contains(name)
        || groups.stream().anyMatch(configuration.getAdminGroups()::contains);
  }

  private boolean isGranted(SystemPermissions permission) {
    return configuration().isAuthorizationEnabled()
        && engine
            .getAuthorizationService()
            .isUserAuthorized(name, groups, permission, Resources.SYSTEM);
  }

  private ProcessEngineConfigurationImpl configuration() {
    return (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
  }
}
