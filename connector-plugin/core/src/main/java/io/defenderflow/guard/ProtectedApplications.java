package io.defenderflow.guard;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.fault.Fault;
import io.defenderflow.guard.Targets.Kind;
import java.util.Map;
import java.util.Optional;

/** The service principals that no step may disable or call compromised. */
final class ProtectedApplications {
  private final Patterns servicePrincipals;

  ProtectedApplications(ProtectionSettings settings) {
    servicePrincipals = Patterns.of(settings.servicePrincipals());
  }

  boolean areNone() {
    return servicePrincipals.isEmpty();
  }

  /**
   * Looks at every service principal that a step names.
   *
   * @throws Fault with PROTECTED_ASSET, or where it cannot be read whether one is protected
   */
  void check(Targets targets, Lookup lookup) {
    if (areNone()) {
      return;
    }
    for (String id : targets.ids(Kind.SERVICE_PRINCIPAL)) {
      checkReference(id);
      String what = "service principal " + id;
      Map<String, Object> inputs = Map.of("servicePrincipalId", id);
      Optional<JsonNode> found =
          targets.byPath()
              ? lookup.find(what, "servicePrincipal.get", inputs)
              : Optional.of(lookup.present(what, "servicePrincipal.get", inputs));
      found.ifPresent(application -> check(application, id));
    }
  }

  /** Looks at an object of Entra ID that may be a service principal. */
  boolean checkIfApplication(String id, Lookup lookup) {
    checkReference(id);
    Optional<JsonNode> found =
        lookup.find(
            "service principal " + id, "servicePrincipal.get", Map.of("servicePrincipalId", id));
    found.ifPresent(application -> check(application, id));
    return found.isPresent();
  }

  private void checkReference(String id) {
    if (servicePrincipals.matches(id)) {
      throw refused(id, id);
    }
  }

  private void check(JsonNode application, String id) {
    for (String known : new String[] {"id", "appId", "displayName"}) {
      if (servicePrincipals.matches(application.path(known).asText())) {
        throw refused(application.path("displayName").asText(id), id);
      }
    }
  }

  private static Fault refused(String name, String id) {
    return Protection.refused(
        "service principal " + name, "service-principals", "servicePrincipalId", id);
  }
}
