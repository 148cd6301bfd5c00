package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Answers every documented operation: those with behaviour of their own through the handler of
 * their area, all others as a collection, one of its objects or a single object.
 */
final class OperationRoutes {

  private final Tenant tenant;
  private final String origin;
  private final Map<String, OperationCall.Handler> handlers = new HashMap<>();

  OperationRoutes(Tenant tenant, String origin) {
    this.tenant = tenant;
    this.origin = origin;
  }

  /** Gives operations their own behaviour, by action id. */
  void add(Map<String, OperationCall.Handler> ofArea) {
    handlers.putAll(ofArea);
  }

  Answer answer(OperationCall request) {
    OperationCall call = tenant.canonical(request);
    requireParents(call);
    OperationCall.Handler handler = handlers.get(call.operation().id());
    return handler != null ? handler.answer(call) : answerGenerally(call);
  }

  private Answer answerGenerally(OperationCall call) {
    return switch (call.operation().method()) {
      case "GET" -> get(call);
      case "POST" -> create(call);
      case "PATCH", "PUT" -> change(call);
      default -> remove(call);
    };
  }

  private Answer get(OperationCall call) {
    Resources resources = resources(call);
    if (call.operation().returnsCollection()) {
      if (!resources.knows(call.path())) {
        throw call.operation().api().noSuchPath(call.path());
      }
      return page(call, resources.list(call.path()));
    }
    return one(call, 200, existing(call));
  }

  private Answer create(OperationCall call) {
    Resources resources = resources(call);
    if (!resources.knows(call.path())) {
      throw new ApiError(
          501,
          "NotImplemented",
          "The simulated tenant has no behaviour for %s.".formatted(call.operation().id()));
    }
    ObjectNode created = created(call);
    if (resources.find(call.path(), created.path("id").asText()).isPresent()) {
      throw new ApiError(
          409,
          "Conflict",
          "An object with the id '%s' exists.".formatted(created.path("id").asText()));
    }
    resources.put(call.path(), created);
    return one(call, call.operation().success(), created);
  }

  /** A new object with what was sent and, like its siblings, with every other field. */
  ObjectNode created(OperationCall call) {
    ObjectNode created = Json.object();
    created.put("id", UUID.randomUUID().toString());
    call.body().properties().stream()
        .filter(field -> !field.getKey().contains("@odata.bind"))
        .forEach(field -> created.set(field.getKey(), field.getValue()));
    String now = Json.time(tenant.now());
    for (ObjectNode sibling : resources(call).list(call.path())) {
      for (Map.Entry<String, JsonNode> field : sibling.properties()) {
        String name = field.getKey();
        if (created.has(name)) {
          continue;
        }
        if (name.equals("createdDateTime") || name.equals("lastModifiedDateTime")) {
          created.put(name, now);
        } else if (name.equals("createdBy") && field.getValue().isObject()) {
          created.putObject(name).putObject("application").put("id", call.token().clientId());
        } else if (field.getValue().isArray()) {
          created.putArray(name);
        } else if (!name.startsWith("@")) {
          created.putNull(name);
        }
      }
      break;
    }
    return created;
  }

  private Answer change(OperationCall call) {
    ObjectNode object = existing(call);
    call.body().properties().stream()
        .filter(field -> !field.getKey().contains("@odata."))
        .forEach(field -> object.set(field.getKey(), field.getValue()));
    if (object.has("lastModifiedDateTime")) {
      object.put("lastModifiedDateTime", Json.time(tenant.now()));
    }
    return call.operation().success() == 204
        ? Answer.noContent()
        : one(call, call.operation().success(), object);
  }

  private Answer remove(OperationCall call) {
    existing(call);
    resources(call).remove(collection(call.path()), lastSegment(call.path()));
    return Answer.noContent();
  }

  /** The object a path means, or the service's refusal. */
  ObjectNode existing(OperationCall call) {
    Resources resources = resources(call);
    Optional<ObjectNode> found =
        call.operation().path().endsInVariable()
            ? resources.find(collection(call.path()), lastSegment(call.path()))
            : resources.single(call.path());
    return found.orElseThrow(
        () -> call.operation().api().noSuchObject(call.path(), lastSegment(call.path())));
  }

  /** A page of these rows. */
  Answer page(OperationCall call, List<ObjectNode> rows) {
    requireConsistency(call);
    return new CollectionAnswer(call.call(), call.operation().api(), origin, rows)
        .answer(context(call), rows, row -> expanded(call, call.path(), row));
  }

  /** One object with its context. */
  Answer one(OperationCall call, int status, ObjectNode object) {
    ObjectNode body = Json.object().put("@odata.context", origin + context(call) + "/$entity");
    String path = call.operation().path().endsInVariable() ? collection(call.path()) : call.path();
    ObjectNode shown = expanded(call, path, object);
    body.setAll(
        new CollectionAnswer(call.call(), call.operation().api(), origin, List.of(shown))
            .selected(shown));
    return Answer.json(status, body);
  }

  private ObjectNode expanded(OperationCall call, String path, ObjectNode object) {
    String expand = call.call().query().get("$expand");
    if (expand == null) {
      return object;
    }
    ObjectNode shown = object.deepCopy();
    Resources resources = resources(call);
    for (String name : expand.replaceAll("\\(.*?\\)", "").split("\\s*,\\s*")) {
      String below = path + "/" + object.path("id").asText() + "/" + name;
      if (resources.knows(below)) {
        shown.set(name, Json.arrayOf(resources.list(below)));
      } else if (resources.single(below).isPresent()) {
        shown.set(name, resources.single(below).get());
      } else if (!shown.has(name)) {
        throw new ApiError(
            400, "BadRequest", "Could not find a property named '%s'.".formatted(name));
      }
    }
    return shown;
  }

  /** Every object that the path leads through must exist. */
  private void requireParents(OperationCall call) {
    String[] segments = call.path().split("/");
    String[] names = call.operation().path().toString().split("/");
    StringBuilder collection = new StringBuilder();
    for (int i = 1; i < segments.length - 1; i++) {
      boolean variable = names[i].startsWith("{") && names[i].endsWith("}");
      String path = collection.toString();
      if (variable
          && resources(call).knows(path)
          && resources(call).find(path, segments[i]).isEmpty()) {
        throw call.operation().api().noSuchObject(call.path(), segments[i]);
      }
      collection.append('/').append(segments[i]);
    }
  }

  /** Directory objects can only be searched, or sorted and counted, with a header. */
  private static void requireConsistency(OperationCall call) {
    boolean directory =
        call.path()
            .matches(
                "/(users|devices|groups|contacts|directory/deviceLocalCredentials)(/[^/]+/(members|memberOf|transitiveMemberOf))?");
    if (directory
        && call.call().query().containsKey("$search")
        && call.call().header("consistencylevel").isEmpty()) {
      throw new ApiError(
          400,
          "Request_UnsupportedQuery",
          "Request with $search query parameter only works through MSGraph with a special request"
              + " header: 'ConsistencyLevel: eventual'");
    }
  }

  private static String context(OperationCall call) {
    String version =
        call.operation().api() == Api.GRAPH
            ? "/graph/" + call.operation().version()
            : "/endpoint/api";
    String path = call.operation().path().endsInVariable() ? collection(call.path()) : call.path();
    return version + "/$metadata#" + path.substring(1);
  }

  private Resources resources(OperationCall call) {
    return tenant.resources(call.operation().api());
  }

  private static String collection(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  private static String lastSegment(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
