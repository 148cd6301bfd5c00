package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Alerts on Defender for Endpoint, and what files, addresses, domains and people have to do with
 * them.
 */
final class EndpointAlertRoutes {

  private static final int MAX_LOOK_BACK_HOURS = 720;

  private final Tenant tenant;
  private final OperationRoutes operations;

  EndpointAlertRoutes(Tenant tenant, OperationRoutes operations) {
    this.tenant = tenant;
    this.operations = operations;
  }

  Map<String, OperationCall.Handler> handlers() {
    Map<String, OperationCall.Handler> handlers = new HashMap<>();
    handlers.put("mde.alert.list", this::list);
    handlers.put("mde.alert.get", call -> one(call, alert(call)));
    handlers.put("mde.alert.update", this::update);
    handlers.put("mde.alert.batchUpdate", this::batchUpdate);
    handlers.put("mde.alert.createByReference", this::create);
    handlers.put("mde.alert.domains.list", this::domains);
    handlers.put("mde.alert.files.list", this::files);
    handlers.put("mde.alert.ips.list", this::ips);
    handlers.put("mde.alert.machine.get", this::machine);
    handlers.put("mde.alert.user.get", this::user);
    handlers.put("machine.alerts.list", call -> alerts(call, onMachine(call.id())));
    handlers.put("file.alerts.list", call -> alerts(call, withFile(call.id())));
    handlers.put("ip.alerts.list", call -> alerts(call, withIp(ip(call))));
    handlers.put("domain.alerts.list", call -> alerts(call, withDomain(call.id())));
    handlers.put("mde.user.alerts.list", call -> alerts(call, withUser(knownUser(call))));
    handlers.put("file.machines.list", call -> machines(call, withFile(call.id())));
    handlers.put("domain.machines.list", call -> machines(call, withDomain(call.id())));
    handlers.put("mde.user.machines.list", call -> machines(call, withUser(knownUser(call))));
    handlers.put("ip.stats.get", call -> stats(call, "ipAddress", ip(call), withIp(ip(call))));
    handlers.put("domain.stats.get", call -> stats(call, "host", call.id(), withDomain(call.id())));
    return handlers;
  }

  private Answer list(OperationCall call) {
    boolean expand = call.call().query("$expand").orElse("").equals("evidence");
    List<ObjectNode> rows =
        tenant.alertsNewestFirst().stream()
            .map(
                alert -> {
                  ObjectNode shown = EndpointAlert.shown(alert);
                  if (expand) {
                    shown.set("evidence", EndpointAlert.evidenceOf(alert));
                  }
                  return shown;
                })
            .toList();
    return operations.page(call, rows);
  }

  private Answer update(OperationCall call) {
    ObjectNode alert = alert(call);
    change(alert, call);
    return one(call, alert);
  }

  private Answer batchUpdate(OperationCall call) {
    List<ObjectNode> alerts =
        Json.texts(call.body().path("alertIds")).stream()
            .map(
                id ->
                    tenant
                        .storedAlert(id)
                        .orElseThrow(() -> Api.ENDPOINT.noSuchObject(call.path(), id)))
            .toList();
    alerts.forEach(alert -> change(alert, call));
    return new Answer(200, Map.of(), new byte[0]);
  }

  private void change(ObjectNode alert, OperationCall call) {
    for (String field : List.of("status", "classification", "determination")) {
      if (call.body().hasNonNull(field)) {
        alert.put(field, EndpointAlert.toGraph(call.text(field)));
      }
    }
    if (call.body().has("assignedTo")) {
      alert.set("assignedTo", call.body().get("assignedTo"));
    }
    if (!call.text("comment").isBlank()) {
      tenant.comment(alert, call.text("comment"), call.token().clientId());
    }
    String now = Json.time(tenant.now());
    alert.put("lastUpdateDateTime", now);
    alert.put("resolvedDateTime", alert.path("status").asText().equals("resolved") ? now : null);
  }

  private Answer create(OperationCall call) {
    StoredMachine machine = MachineRoutes.find(tenant, call.text("machineId"));
    Incident incident =
        tenant.addIncident(
            call.text("title"),
            EndpointAlert.toGraph(call.text("severity")),
            machine.id(),
            SeedData.EXAMPLE_USER);
    ObjectNode alert = tenant.alertsOfIncident(incident.id()).get(0);
    alert
        .put("description", call.text("description"))
        .put("recommendedActions", call.text("recommendedAction"))
        .put("category", call.text("category"))
        .put("firstActivityDateTime", call.text("eventTime"))
        .put("lastActivityDateTime", call.text("eventTime"));
    return one(call, alert);
  }

  private Answer domains(OperationCall call) {
    JsonNode url = EndpointAlert.evidence(alert(call), "urlEvidence").path("url");
    String host = url.isTextual() ? URI.create(url.asText()).getHost() : "";
    return operations.page(
        call, host.isEmpty() ? List.of() : List.of(Json.object().put("host", host)));
  }

  private Answer files(OperationCall call) {
    JsonNode file = EndpointAlert.evidence(alert(call), "fileEvidence").path("fileDetails");
    return operations.page(
        call, file.isObject() ? List.of(FileRoutes.file(file, tenant.now())) : List.of());
  }

  private Answer ips(OperationCall call) {
    JsonNode ip = EndpointAlert.evidence(alert(call), "ipEvidence").path("ipAddress");
    return operations.page(
        call, ip.isTextual() ? List.of(Json.object().put("id", ip.asText())) : List.of());
  }

  private Answer machine(OperationCall call) {
    String id = EndpointAlert.evidence(alert(call), "deviceEvidence").path("mdeDeviceId").asText();
    return operations.one(call, 200, MachineRoutes.find(tenant, id).shown(tenant.now()));
  }

  private Answer user(OperationCall call) {
    JsonNode user = EndpointAlert.evidence(alert(call), "userEvidence").path("userAccount");
    if (!user.isObject()) {
      throw Api.ENDPOINT.noSuchObject(call.path(), "The user of alert " + call.id());
    }
    return operations.one(
        call,
        200,
        Json.object()
            .put("id", "northwharf\\" + user.path("accountName").asText())
            .put("accountName", user.path("accountName").asText())
            .put("accountDomain", "northwharf")
            .put("accountSid", user.path("userSid").asText())
            .put("firstSeen", alert(call).path("firstActivityDateTime").asText())
            .put("lastSeen", alert(call).path("lastActivityDateTime").asText())
            .put("logonTypes", "Interactive")
            .put("logOnMachinesCount", 1)
            .put("isDomainAdmin", false)
            .put("isOnlyNetworkUser", false));
  }

  private Answer alerts(OperationCall call, Predicate<ObjectNode> about) {
    return operations.page(
        call, tenant.alertsNewestFirst().stream().filter(about).map(EndpointAlert::shown).toList());
  }

  private Answer machines(OperationCall call, Predicate<ObjectNode> about) {
    return operations.page(
        call,
        tenant.alertsNewestFirst().stream()
            .filter(about)
            .map(alert -> EndpointAlert.evidence(alert, "deviceEvidence").path("mdeDeviceId"))
            .distinct()
            .map(id -> MachineRoutes.find(tenant, id.asText()).shown(tenant.now()))
            .toList());
  }

  private Answer stats(OperationCall call, String name, String value, Predicate<ObjectNode> about) {
    String hours = call.call().query("lookBackHours").orElse("720");
    if (!hours.matches("\\d{1,3}") || Integer.parseInt(hours) > MAX_LOOK_BACK_HOURS) {
      throw new ApiError(400, "InvalidInput", "The parameter 'lookBackHours' must be at most 720.");
    }
    List<ObjectNode> alerts = tenant.alertsNewestFirst().stream().filter(about).toList();
    ObjectNode stats =
        Json.object()
            .put(name, value)
            .put("orgPrevalence", Integer.toString(alerts.size()))
            .put("organizationPrevalence", alerts.size());
    stats.put("orgFirstSeen", seen(alerts, alerts.size() - 1));
    stats.put("orgLastSeen", seen(alerts, 0));
    return operations.one(call, 200, stats);
  }

  private static String seen(List<ObjectNode> alerts, int index) {
    return alerts.isEmpty() ? null : alerts.get(index).path("lastActivityDateTime").asText();
  }

  private Answer one(OperationCall call, ObjectNode alert) {
    return operations.one(call, 200, EndpointAlert.shown(alert));
  }

  private ObjectNode alert(OperationCall call) {
    return tenant
        .storedAlert(call.id())
        .orElseThrow(() -> Api.ENDPOINT.noSuchObject(call.path(), "Alert " + call.id()));
  }

  private static String ip(OperationCall call) {
    if (!call.id().matches("[0-9a-fA-F.:]+")) {
      throw new ApiError(
          400, "InvalidIpAddress", "'%s' is not an IP address.".formatted(call.id()));
    }
    return call.id();
  }

  /** The account's name without its domain, which the service calls the user's id. */
  private String knownUser(OperationCall call) {
    String name = call.id().replaceFirst("^.*\\\\", "").replaceFirst("@.*$", "");
    return tenant.users().stream()
        .filter(
            user -> user.userPrincipalName().startsWith(name + "@") || user.id().equals(call.id()))
        .findFirst()
        .map(user -> user.userPrincipalName().replaceFirst("@.*$", ""))
        .orElseThrow(() -> Api.ENDPOINT.noSuchObject(call.path(), "User " + call.id()));
  }

  private static Predicate<ObjectNode> onMachine(String id) {
    return alert ->
        EndpointAlert.evidence(alert, "deviceEvidence").path("mdeDeviceId").asText().equals(id);
  }

  private static Predicate<ObjectNode> withFile(String hash) {
    FileRoutes.requireKnown(hash);
    String lower = hash.toLowerCase(Locale.ROOT);
    return alert ->
        EndpointAlert.evidence(alert, "fileEvidence").toString().contains("\"" + lower + "\"")
            || FileRoutes.isDocumentedExample(lower);
  }

  private static Predicate<ObjectNode> withIp(String ip) {
    return alert ->
        EndpointAlert.evidence(alert, "ipEvidence").path("ipAddress").asText().equals(ip);
  }

  private static Predicate<ObjectNode> withDomain(String domain) {
    return alert ->
        EndpointAlert.evidence(alert, "urlEvidence")
            .path("url")
            .asText()
            .contains("//" + domain.toLowerCase(Locale.ROOT) + "/");
  }

  private static Predicate<ObjectNode> withUser(String accountName) {
    return alert ->
        EndpointAlert.evidence(alert, "userEvidence")
            .path("userAccount")
            .path("accountName")
            .asText()
            .equals(accountName);
  }
}
