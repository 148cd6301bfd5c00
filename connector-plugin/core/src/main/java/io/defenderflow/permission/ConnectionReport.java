package io.defenderflow.permission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.catalogue.Permission;
import io.defenderflow.catalogue.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * What a connection may do, compared with what it must do.
 *
 * @param present the permissions in the tokens
 * @param missing empty where no actions were named
 * @param moreThanNeeded empty where no actions were named
 */
public record ConnectionReport(
    Map<Registration, SortedSet<Permission>> present,
    List<MissingGrant> missing,
    List<SurplusGrant> moreThanNeeded,
    List<ServiceState> services) {

  /** What is wrong and what to do, one full sentence or more each; empty where all is well. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    services.stream()
        .filter(ServiceState::isProblem)
        .map(ServiceState::message)
        .distinct()
        .forEach(problems::add);
    return problems;
  }

  /**
   * As the action {@code connection.test} returns it: {@code ok}, {@code reader} and {@code
   * responder} with the permissions by service, {@code missing}, {@code moreThanNeeded}, {@code
   * services} and {@code problems}.
   */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("ok", problems().isEmpty());
    json.set("reader", permissions(Registration.READER));
    json.set("responder", permissions(Registration.RESPONDER));
    ArrayNode lacking = json.putArray("missing");
    missing.forEach(
        grant -> {
          ObjectNode one = grant(lacking, grant.registration(), grant.permission());
          grant.actions().forEach(one.putArray("actions")::add);
        });
    ArrayNode surplus = json.putArray("moreThanNeeded");
    moreThanNeeded.forEach(
        grant -> {
          ObjectNode one = grant(surplus, grant.registration(), grant.permission());
          grant.allows().forEach(one.putArray("allows")::add);
          ArrayNode instead = one.putArray("insteadOf");
          grant.insteadOf().stream().map(Permission::name).forEach(instead::add);
        });
    ArrayNode states = json.putArray("services");
    services.forEach(
        state ->
            states
                .addObject()
                .put("registration", state.registration().word())
                .put("service", state.service().label())
                .put("status", state.status().word())
                .put("message", state.message()));
    problems().forEach(json.putArray("problems")::add);
    return json;
  }

  /** Where one registration does both, its permissions stand under both names. */
  private ObjectNode permissions(Registration registration) {
    SortedSet<Permission> all =
        Optional.ofNullable(present.get(registration)).orElse(present.get(Registration.APP));
    ObjectNode byService = JsonNodeFactory.instance.objectNode();
    for (Service service : Service.values()) {
      ArrayNode names = byService.putArray(service.label());
      all.stream()
          .filter(permission -> permission.service() == service)
          .map(Permission::name)
          .collect(Collectors.toList())
          .forEach(names::add);
    }
    return byService;
  }

  private static ObjectNode grant(
      ArrayNode list, Registration registration, Permission permission) {
    return list.addObject()
        .put("registration", registration.word())
        .put("service", permission.service().label())
        .put("permission", permission.name());
  }
}
