package io.defenderflow.simulator;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One operation of an API: where it is, who may call it and what it does. */
final class Route {

  /** Does the work of a route; throws {@link ApiError} to refuse. */
  interface Handler {
    Answer answer(Request request);
  }

  /** A call that found its route, with the caller's token checked. */
  record Request(Call call, Map<String, String> variables, AccessToken token) {
    String variable(String name) {
      return variables.get(name);
    }
  }

  private final Api api;
  private final String method;
  private final PathTemplate path;
  private final Set<String> anyRole;
  private final Handler handler;

  private Route(Api api, String method, String template, Set<String> anyRole, Handler handler) {
    this.api = api;
    this.method = method;
    this.anyRole = anyRole;
    this.handler = handler;
    this.path = new PathTemplate(template);
  }

  /** A Graph operation for callers with at least one of the roles. */
  static Route graph(String method, String template, Handler handler, String... anyRole) {
    return new Route(Api.GRAPH, method, template, Set.of(anyRole), handler);
  }

  /** A Defender for Endpoint operation for callers with at least one of the roles. */
  static Route endpoint(String method, String template, Handler handler, String... anyRole) {
    return new Route(Api.ENDPOINT, method, template, Set.of(anyRole), handler);
  }

  Api api() {
    return api;
  }

  String method() {
    return method;
  }

  Set<String> anyRole() {
    return anyRole;
  }

  Handler handler() {
    return handler;
  }

  /** How many variables the path has. */
  int variables() {
    return path.variableNames().size();
  }

  /** The values of the template's variables, when the path fits. */
  Optional<Map<String, String>> match(String pathInApi) {
    return path.match(pathInApi);
  }
}
