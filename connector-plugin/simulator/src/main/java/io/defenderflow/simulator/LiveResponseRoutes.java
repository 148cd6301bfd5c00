package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Live response: commands that a device works off one after the other, and what each brought. */
final class LiveResponseRoutes {
  static final String TYPE = "LiveResponse";

  private static final List<String> ORDER = List.of("PutFile", "RunScript", "GetFile");

  private static final Map<String, Set<String>> PARAMETERS =
      Map.of(
          "PutFile", Set.of("FileName"),
          "RunScript", Set.of("ScriptName", "Args"),
          "GetFile", Set.of("Path"));

  private final Tenant tenant;
  private final String origin;

  LiveResponseRoutes(Tenant tenant, String origin) {
    this.tenant = tenant;
    this.origin = origin;
  }

  List<Route> routes() {
    return List.of(
        Route.endpoint(
            "POST", "/machines/{id}/runliveresponse", this::start, "Machine.LiveResponse"),
        Route.endpoint(
            "GET",
            "/machineactions/{id}/GetLiveResponseResultDownloadLink(index={index})",
            this::link,
            "Machine.Read.All",
            "Machine.ReadWrite.All"));
  }

  private Answer start(Route.Request request) {
    StoredMachine machine = MachineRoutes.find(tenant, request.variable("id"));
    ObjectNode body = EndpointBody.read(request.call(), Set.of("Comment", "Commands"));
    String comment = EndpointBody.required(body, "Comment");
    check(body.path("Commands"));
    if (!machine.onboarded()) {
      throw new ApiError(
          400,
          "InvalidInput",
          "Machine %s is not onboarded, so no command can reach it.".formatted(machine.id()));
    }
    if (tenant.openAction(machine, TYPE).isPresent()) {
      throw new ApiError(
          400, "ActiveRequestAlreadyExists", "A live response session is running on the machine.");
    }
    StoredAction action =
        tenant.startAction(machine, TYPE, request.token().clientId(), "PublicApi", comment);
    int index = 0;
    for (JsonNode command : body.path("Commands")) {
      ObjectNode shown = action.json.withArray("commands").addObject();
      shown.put("index", index++).putNull("startTime").putNull("endTime");
      shown.put("commandStatus", "Created").putArray("errors");
      shown.set("command", command);
    }
    ObjectNode answer =
        Json.object()
            .put("@odata.context", origin + "/endpoint/api/$metadata#MachineActions/$entity");
    answer.setAll(action.json.deepCopy());
    return Answer.json(201, answer);
  }

  private static void check(JsonNode commands) {
    if (!commands.isArray() || commands.isEmpty()) {
      throw invalid("Commands must be a list with at least one command.");
    }
    int reached = 0;
    for (JsonNode command : commands) {
      String type = command.path("type").asText();
      int place = ORDER.indexOf(type);
      if (place < reached) {
        throw invalid("The commands must be PutFile, RunScript and GetFile, in this order.");
      }
      reached = place;
      for (JsonNode parameter : command.path("params")) {
        if (!PARAMETERS.get(type).contains(parameter.path("key").asText())) {
          throw invalid("%s takes no such parameter.".formatted(type));
        }
      }
    }
  }

  private static ApiError invalid(String message) {
    return new ApiError(400, "InvalidInput", message);
  }

  private Answer link(Route.Request request) {
    String index = request.variable("index");
    JsonNode command =
        tenant
            .storedAction(request.variable("id"))
            .filter(action -> action.type().equals(TYPE))
            .map(action -> action.json.path("commands").path(Integer.parseInt(index)))
            .orElse(Json.object());
    if (!command.path("commandStatus").asText().equals("Completed") || isPutFile(command)) {
      throw new ApiError(404, "ResourceNotFound", "Command %s has no result.".formatted(index));
    }
    return Answer.json(
        200,
        Json.object()
            .put("@odata.context", origin + "/endpoint/api/$metadata#Edm.String")
            .put(
                "value",
                "%s/storage/liveresponse/%s/%s?sv=2024-11-04&sig=%s"
                    .formatted(origin, request.variable("id"), index, Canaries.LINK_SIGNATURE)));
  }

  private static boolean isPutFile(JsonNode command) {
    return command.at("/command/type").asText().equals("PutFile");
  }

  /** What lies behind the link of a command. */
  static Answer result(StoredAction action, int index) {
    JsonNode command = action.json.path("commands").path(index).path("command");
    if (command.path("type").asText().equals("RunScript")) {
      ObjectNode output = Json.object();
      output.put("script_name", parameter(command, "ScriptName")).put("exit_code", 0);
      output.put(
          "script_output",
          "%s\r\nArguments: %s\r\n"
              .formatted(
                  action.machine.json.path("computerDnsName").asText(),
                  parameter(command, "Args")));
      return Answer.json(200, output.put("script_errors", ""));
    }
    return Answer.bytes(
        200,
        "application/octet-stream",
        "The content of %s\r\n"
            .formatted(parameter(command, "Path"))
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static String parameter(JsonNode command, String key) {
    for (JsonNode parameter : command.path("params")) {
      if (parameter.path("key").asText().equals(key)) {
        return parameter.path("value").asText();
      }
    }
    return "";
  }
}
