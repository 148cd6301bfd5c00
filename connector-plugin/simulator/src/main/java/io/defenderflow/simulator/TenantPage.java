package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/** The page that shows the tenant to people, and the JSON behind it. */
final class TenantPage {

  /** A page of another site cannot send this header without being asked first. */
  static final String HEADER = "x-defenderflow-simulator";

  private static final int SHOWN_REQUESTS = 40;
  private static final Map<String, String> FILES =
      Map.of(
          "/", "tenant.html",
          "/tenant.css", "tenant.css",
          "/tenant.js", "tenant.js");

  private final Tenant tenant;
  private final RequestLog requests;
  private final int port;

  TenantPage(Tenant tenant, RequestLog requests, int port) {
    this.tenant = tenant;
    this.requests = requests;
    this.port = port;
  }

  Optional<Answer> answer(Call call) {
    boolean ofPage = FILES.containsKey(call.path()) || call.path().startsWith("/_tenant");
    if (!ofPage) {
      return Optional.empty();
    }
    // A name that points to 127.0.0.1 must not let a foreign page read the tenant.
    Set<String> hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
    if (!hosts.contains(call.header("host").orElse(""))) {
      return Optional.of(refused(403, "Open this page by its address on 127.0.0.1."));
    }
    if (call.method().equals("GET") && FILES.containsKey(call.path())) {
      return Optional.of(file(FILES.get(call.path())));
    }
    if (call.method().equals("GET") && call.path().equals("/_tenant")) {
      return Optional.of(Answer.json(200, state()).withHeader("Cache-Control", "no-store"));
    }
    if (call.method().equals("POST") && call.path().equals("/_tenant/incidents")) {
      return Optional.of(raise(call));
    }
    return Optional.of(refused(405, "This address takes no such request."));
  }

  private Answer raise(Call call) {
    if (call.header(HEADER).isEmpty()) {
      return refused(403, "The header X-Defenderflow-Simulator is missing.");
    }
    ObjectNode wanted = Json.readObject(call.body()).orElseGet(Json::object);
    String severity = wanted.path("severity").asText("high");
    if (!GraphBody.SEVERITIES.contains(severity)) {
      return refused(400, "The severity must be informational, low, medium or high.");
    }
    try {
      Incident incident =
          tenant.addIncident(
              wanted.path("displayName").asText("Ransomware behaviour on a device"),
              severity,
              wanted.path("machineId").asText(SeedData.FINANCE_LAPTOP),
              wanted.path("userId").asText(SeedData.FINANCE_USER));
      return Answer.json(201, incident.json());
    } catch (NoSuchElementException unknown) {
      return refused(404, "There is no such machine or user.");
    }
  }

  private ObjectNode state() {
    ObjectNode state =
        Json.object().put("tenantId", tenant.id()).put("now", Json.time(tenant.now()));
    ArrayNode incidents = state.putArray("incidents");
    tenant.incidents().forEach(incident -> incidents.add(incident.json()));
    ArrayNode machines = state.putArray("machines");
    for (Machine machine : tenant.machines()) {
      machines.add(
          machine
              .json()
              .put("isolated", machine.isolated())
              .put("codeExecutionRestricted", machine.codeExecutionRestricted())
              .put("online", machine.online()));
    }
    ArrayNode actions = state.putArray("actions");
    tenant.actions().forEach(action -> actions.add(action.json()));
    ArrayNode users = state.putArray("users");
    for (User user : tenant.users()) {
      users
          .addObject()
          .put("displayName", user.displayName())
          .put("userPrincipalName", user.userPrincipalName())
          .put("jobTitle", user.json().path("jobTitle").asText())
          .put("accountEnabled", user.accountEnabled())
          .put("sessionRevocations", user.sessionRevocations());
    }
    ArrayNode indicators = state.putArray("indicators");
    tenant.indicators().forEach(indicator -> indicators.add(indicator.json()));
    ArrayNode recent = state.putArray("requests");
    List<RecordedRequest> all = requests.list();
    for (int i = all.size() - 1; i >= 0 && i >= all.size() - SHOWN_REQUESTS; i--) {
      RecordedRequest request = all.get(i);
      // Headers and bodies stay out: both carry credentials.
      recent
          .addObject()
          .put("time", Json.time(request.time()))
          .put("method", request.method())
          .put("path", withoutQueryValues(request.path()))
          .put("status", request.status());
    }
    return state;
  }

  private static String withoutQueryValues(String path) {
    return path.replaceAll("(?i)([?&]sig=)[^&]*", "$1...");
  }

  private static Answer file(String name) {
    String type =
        name.endsWith(".css") ? "text/css" : name.endsWith(".js") ? "text/javascript" : "text/html";
    try (InputStream stream = TenantPage.class.getResourceAsStream(name)) {
      return Answer.bytes(200, type + "; charset=utf-8", stream.readAllBytes())
          .withHeader(
              "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src"
                  + " 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
          .withHeader("X-Content-Type-Options", "nosniff")
          .withHeader("Cache-Control", "no-store");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer refused(int status, String message) {
    return Answer.json(status, Json.object().put("message", message));
  }
}
