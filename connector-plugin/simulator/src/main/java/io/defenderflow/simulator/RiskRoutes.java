package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is decided about risky people, applications and sign-ins. */
final class RiskRoutes {

  private static final String USERS = "/identityProtection/riskyUsers";
  private static final String SERVICE_PRINCIPALS = "/identityProtection/riskyServicePrincipals";
  private static final String SIGN_INS = "/auditLogs/signIns";

  private final Tenant tenant;

  RiskRoutes(Tenant tenant) {
    this.tenant = tenant;
  }

  Map<String, OperationCall.Handler> handlers() {
    return Map.of(
        "riskyUser.confirmCompromised", call -> user(call, "confirmedCompromised", "high"),
        "riskyUser.confirmSafe", call -> user(call, "confirmedSafe", "none"),
        "riskyUser.dismiss", call -> user(call, "dismissed", "none"),
        "riskyServicePrincipal.confirmCompromised",
            call -> servicePrincipal(call, "confirmedCompromised", "high"),
        "riskyServicePrincipal.dismiss", call -> servicePrincipal(call, "dismissed", "none"),
        "signIn.confirmCompromised", call -> signIn(call, "confirmedCompromised", "high"),
        "signIn.confirmSafe", call -> signIn(call, "confirmedSafe", "none"));
  }

  private Answer user(OperationCall call, String state, String level) {
    for (ObjectNode person : named(call, USERS, "userIds")) {
      decide(person, state, level);
      ObjectNode item = person.deepCopy();
      item.put("id", person.path("id").asText() + Json.time(tenant.now()).replaceAll("\\D", ""))
          .put("userId", person.path("id").asText())
          .put("initiatedBy", call.token().clientId());
      item.putObject("activity").put("detail", person.path("riskDetail").asText());
      tenant.resources(Api.GRAPH).put(USERS + "/" + person.path("id").asText() + "/history", item);
    }
    return Answer.noContent();
  }

  private Answer servicePrincipal(OperationCall call, String state, String level) {
    named(call, SERVICE_PRINCIPALS, "servicePrincipalIds")
        .forEach(application -> decide(application, state, level));
    return Answer.noContent();
  }

  private Answer signIn(OperationCall call, String state, String level) {
    for (ObjectNode signIn : named(call, SIGN_INS, "requestIds")) {
      signIn.put("riskState", state).put("riskLevelAggregated", level);
      signIn.put("riskDetail", detail(state).replace("User", "SigninSession"));
    }
    return Answer.noContent();
  }

  private void decide(ObjectNode risky, String state, String level) {
    risky
        .put("riskState", state)
        .put("riskLevel", level)
        .put("riskDetail", detail(state))
        .put("riskLastUpdatedDateTime", Json.time(tenant.now()));
  }

  private static String detail(String state) {
    return switch (state) {
      case "confirmedCompromised" -> "adminConfirmedUserCompromised";
      case "confirmedSafe" -> "adminConfirmedUserSafe";
      default -> "adminDismissedAllRiskForUser";
    };
  }

  /** Either all of the ids are known, or nothing is changed. */
  private List<ObjectNode> named(OperationCall call, String collection, String field) {
    List<ObjectNode> found = new ArrayList<>();
    if (call.body().path(field).isEmpty()) {
      throw new ApiError(400, "BadRequest", "The list '%s' is empty.".formatted(field));
    }
    for (JsonNode id : call.body().path(field)) {
      found.add(
          tenant
              .resources(Api.GRAPH)
              .find(collection, id.asText())
              .orElseThrow(() -> Api.GRAPH.noSuchObject(call.path(), id.asText())));
    }
    return found;
  }
}
