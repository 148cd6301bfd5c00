package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Devices on Defender for Endpoint. */
final class MachineRoutes {

  private static final String CONTEXT = "/endpoint/api/$metadata#Machines";
  private static final Duration LOOK_BACK = Duration.ofDays(30);
  private static final Duration EITHER_SIDE = Duration.ofMinutes(15);
  private static final Set<String> DEVICE_VALUES = Set.of("Normal", "Low", "High");

  private static final ODataPage LIST =
      new ODataPage(
          CONTEXT,
          Set.of("$filter", "$top", "$skip", "$count"),
          Set.of(
              "aadDeviceId",
              "computerDnsName",
              "deviceValue",
              "exposureLevel",
              "healthStatus",
              "id",
              "lastIpAddress",
              "lastSeen",
              "machineTags",
              "onboardingStatus",
              "osPlatform",
              "rbacGroupId",
              "riskScore",
              "version"),
          10_000,
          10_000);

  private final Tenant tenant;
  private final String origin;

  MachineRoutes(Tenant tenant, String origin) {
    this.tenant = tenant;
    this.origin = origin;
  }

  List<Route> routes() {
    String[] readers = {"Machine.Read.All", "Machine.ReadWrite.All"};
    return List.of(
        Route.endpoint("GET", "/machines", this::list, readers),
        Route.endpoint(
            "GET", "/machines/findbyip(ip='{ip}',timestamp={timestamp})", this::findByIp, readers),
        Route.endpoint("GET", "/machines/findbytag", this::findByTag, readers),
        Route.endpoint("GET", "/machines/{id}", this::get, readers),
        Route.endpoint("PATCH", "/machines/{id}", this::update, "Machine.ReadWrite.All"),
        Route.endpoint("POST", "/machines/{id}/tags", this::tag, "Machine.ReadWrite.All"),
        Route.endpoint(
            "POST", "/machines/{id}/setDeviceValue", this::deviceValue, "Machine.ReadWrite.All"),
        Route.endpoint(
            "POST",
            "/machines/AddOrRemoveTagForMultipleMachines",
            this::tagMany,
            "Machine.ReadWrite.All"),
        Route.endpoint(
            "GET", "/machines/find(timestamp={timestamp},key='{ip}')", this::findByIp, readers),
        Route.endpoint("GET", "/machines/{id}/logonusers", this::logonUsers, "User.Read.All"));
  }

  private Answer list(Route.Request request) {
    return LIST.answer(request.call(), origin, shownMachines(), ObjectNode::deepCopy);
  }

  private Answer get(Route.Request request) {
    return one(machine(request));
  }

  private Answer findByIp(Route.Request request) {
    Instant timestamp;
    try {
      timestamp = OffsetDateTime.parse(request.variable("timestamp")).toInstant();
    } catch (DateTimeParseException notATime) {
      throw new ApiError(400, "InvalidInput", "The parameter 'timestamp' is not a UTC time.");
    }
    if (timestamp.isBefore(tenant.now().minus(LOOK_BACK))) {
      throw new ApiError(
          400, "InvalidInput", "The parameter 'timestamp' must be within the last 30 days.");
    }
    String ip = request.variable("ip");
    if (!ip.matches("[0-9a-fA-F.:]+")) {
      throw new ApiError(400, "InvalidIpAddress", "'%s' is not an IP address.".formatted(ip));
    }
    List<ObjectNode> found = new ArrayList<>();
    for (ObjectNode machine : shownMachines()) {
      Instant lastSeen = OffsetDateTime.parse(machine.path("lastSeen").asText()).toInstant();
      if (machine.path("lastIpAddress").asText().equals(ip)
          && !timestamp.isAfter(lastSeen.plus(EITHER_SIDE))) {
        found.add(machine);
      }
    }
    return collection(found);
  }

  private Answer findByTag(Route.Request request) {
    String tag =
        request
            .call()
            .query("tag")
            .orElseThrow(
                () ->
                    new ApiError(
                        400, "MissingRequiredParameter", "Required parameter 'tag' is missing."));
    boolean startsWith =
        request.call().query("useStartsWithFilter").orElse("false").equalsIgnoreCase("true");
    List<ObjectNode> found = new ArrayList<>();
    for (ObjectNode machine : shownMachines()) {
      for (JsonNode own : machine.path("machineTags")) {
        if (startsWith ? own.asText().startsWith(tag) : own.asText().equals(tag)) {
          found.add(machine);
          break;
        }
      }
    }
    return collection(found);
  }

  private Answer update(Route.Request request) {
    StoredMachine machine = machine(request);
    ObjectNode body = EndpointBody.read(request.call(), Set.of("machineTags", "deviceValue"));
    if (body.has("deviceValue")) {
      machine.json.put("deviceValue", EndpointBody.required(body, "deviceValue", DEVICE_VALUES));
    }
    if (body.has("machineTags")) {
      ArrayNode tags = machine.json.putArray("machineTags");
      body.path("machineTags").forEach(tag -> tags.add(tag.asText()));
    }
    return one(machine);
  }

  private Answer tag(Route.Request request) {
    StoredMachine machine = machine(request);
    ObjectNode body = EndpointBody.read(request.call(), Set.of("Value", "Action"));
    tag(machine, body);
    return one(machine);
  }

  private Answer tagMany(Route.Request request) {
    ObjectNode body = EndpointBody.read(request.call(), Set.of("Value", "Action", "MachineIds"));
    List<StoredMachine> machines =
        Json.texts(body.path("MachineIds")).stream().map(id -> find(tenant, id)).toList();
    machines.forEach(machine -> tag(machine, body));
    return collection(machines.stream().map(machine -> machine.shown(tenant.now())).toList());
  }

  private static void tag(StoredMachine machine, ObjectNode body) {
    String tag = EndpointBody.required(body, "Value");
    Set<String> tags = new TreeSet<>();
    machine.json.path("machineTags").forEach(own -> tags.add(own.asText()));
    if (EndpointBody.required(body, "Action", Set.of("Add", "Remove")).equals("Add")) {
      tags.add(tag);
    } else {
      tags.remove(tag);
    }
    machine.json.set("machineTags", Json.array(tags));
  }

  private Answer deviceValue(Route.Request request) {
    StoredMachine machine = machine(request);
    ObjectNode body = EndpointBody.read(request.call(), Set.of("DeviceValue"));
    machine.json.put("deviceValue", EndpointBody.required(body, "DeviceValue", DEVICE_VALUES));
    return one(machine);
  }

  private Answer logonUsers(Route.Request request) {
    StoredMachine machine = machine(request);
    ObjectNode body = Json.object().put("@odata.context", origin + "/endpoint/api/$metadata#Users");
    ArrayNode value = body.putArray("value");
    for (ObjectNode alert : tenant.alertsNewestFirst()) {
      ObjectNode user = null;
      boolean onMachine = false;
      for (JsonNode evidence : alert.path("evidence")) {
        onMachine |=
            evidence.path("@odata.type").asText().endsWith("deviceEvidence")
                && evidence.path("mdeDeviceId").asText().equals(machine.id());
        if (evidence.path("@odata.type").asText().endsWith("userEvidence")) {
          user = (ObjectNode) evidence.path("userAccount");
        }
      }
      if (onMachine && user != null) {
        addLogonUser(value, user, machine, alert);
      }
    }
    return Answer.json(200, body);
  }

  private static void addLogonUser(
      ArrayNode value, ObjectNode user, StoredMachine machine, ObjectNode alert) {
    String id = "northwharf\\" + user.path("accountName").asText();
    for (JsonNode known : value) {
      if (known.path("id").asText().equals(id)) {
        return;
      }
    }
    value
        .addObject()
        .put("id", id)
        .put("accountName", user.path("accountName").asText())
        .put("accountDomain", "northwharf")
        .put("accountSid", user.path("userSid").asText())
        .put("firstSeen", machine.json.path("firstSeen").asText())
        .put("lastSeen", alert.path("lastActivityDateTime").asText())
        .put("mostPrevalentMachineId", machine.id())
        .put("leastPrevalentMachineId", machine.id())
        .put("logonTypes", "Interactive")
        .put("logOnMachinesCount", 1)
        .put("isDomainAdmin", false)
        .put("isOnlyNetworkUser", false);
  }

  private List<ObjectNode> shownMachines() {
    return tenant.storedMachines().stream().map(machine -> machine.shown(tenant.now())).toList();
  }

  private Answer collection(List<ObjectNode> machines) {
    ObjectNode body = Json.object().put("@odata.context", origin + CONTEXT);
    ArrayNode value = body.putArray("value");
    machines.forEach(value::add);
    return Answer.json(200, body);
  }

  private Answer one(StoredMachine machine) {
    ObjectNode body = Json.object().put("@odata.context", origin + CONTEXT + "/$entity");
    body.setAll(machine.shown(tenant.now()));
    return Answer.json(200, body);
  }

  private StoredMachine machine(Route.Request request) {
    return find(tenant, request.variable("id"));
  }

  /** The device with an id or a computer name, or the API's refusal. */
  static StoredMachine find(Tenant tenant, String idOrName) {
    return tenant
        .storedMachine(idOrName)
        .orElseThrow(
            () ->
                new ApiError(
                    404, "ResourceNotFound", "Machine %s was not found.".formatted(idOrName)));
  }
}
