package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the route of an API call after its token was checked. */
final class Router {

  private final Tenant tenant;
  private final List<Route> routes;
  private final OperationRoutes operationRoutes;

  Router(Tenant tenant, List<Route> routes, OperationRoutes operationRoutes) {
    this.tenant = tenant;
    this.routes = List.copyOf(routes);
    this.operationRoutes = operationRoutes;
  }

  /** The answer of the API, or nothing when the path belongs to neither API. */
  Optional<Answer> answer(Call call) {
    return ApiPath.of(call)
        .map(
            path -> {
              try {
                return dispatch(path, call);
              } catch (ApiError refused) {
                return path.api().refusal(refused, call, tenant.now());
              }
            });
  }

  static Optional<Api> apiOf(Call call) {
    return ApiPath.of(call).map(ApiPath::api);
  }

  /** The roles of which a call needs one; a call without a route needs some made-up role. */
  Set<String> rolesFor(Call call) {
    Optional<ApiPath> path = ApiPath.of(call);
    return path.flatMap(called -> Operations.find(called, call))
        .map(match -> match.operation().enough(match.operation().roles().get(0)))
        .or(() -> path.flatMap(called -> route(called, call)).map(Route::anyRole))
        .orElse(Set.of("Simulated.Role"));
  }

  private Answer dispatch(ApiPath path, Call call) {
    AccessToken token = authenticate(path.api(), call);
    Optional<Operations.Match> match = Operations.find(path, call);
    if (match.isPresent()) {
      return answer(match.get(), path, call, token);
    }
    Route route =
        route(path, call)
            .orElseThrow(
                () ->
                    Operations.knowsPath(path)
                        ? new ApiError(
                            405,
                            "MethodNotAllowed",
                            "%s is not supported here.".formatted(call.method()))
                        : path.api().noSuchPath(path.path()));
    if (route.anyRole().stream().noneMatch(token.roles()::contains)) {
      throw path.api().missingRoles(route.anyRole(), token.roles());
    }
    return answer(route, path, call, token);
  }

  /** The facts decide who may call with what; the route, if there is one, does the work. */
  private Answer answer(Operations.Match match, ApiPath path, Call call, AccessToken token) {
    Operation operation = match.operation();
    RequestChecks.roles(operation, token);
    RequestChecks.query(operation, call);
    ObjectNode body = RequestChecks.body(operation, call);
    // "/machines/{id}" is no route of "/machines/SoftwareInventoryByMachine".
    Optional<Route> route =
        routes(path, call)
            .filter(found -> found.variables() == operation.path().variableNames().size())
            .findFirst();
    return route.isPresent()
        ? answer(route.get(), path, call, token)
        : operationRoutes.answer(
            new OperationCall(operation, call, path.path(), match.variables(), token, body));
  }

  private static Answer answer(Route route, ApiPath path, Call call, AccessToken token) {
    Map<String, String> variables = route.match(path.path()).orElseThrow();
    return route.handler().answer(new Route.Request(call, variables, token));
  }

  private Optional<Route> route(ApiPath path, Call call) {
    return routes(path, call).findFirst();
  }

  private Stream<Route> routes(ApiPath path, Call call) {
    return routes.stream()
        .filter(route -> route.api() == path.api() && route.method().equals(call.method()))
        .filter(route -> route.match(path.path()).isPresent());
  }

  private AccessToken authenticate(Api api, Call call) {
    String header =
        call.header("authorization").orElseThrow(() -> api.unauthorized("Access token is empty."));
    if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw api.unauthorized("The authorization header is not a bearer token.");
    }
    AccessToken token =
        tenant
            .tokens()
            .find(header.substring(7).strip())
            .orElseThrow(() -> api.unauthorized("The access token was not issued here."));
    if (!token.expires().isAfter(tenant.now())) {
      throw api.unauthorized("Lifetime validation failed, the token is expired.");
    }
    if (!token.audience().equals(api.audience())) {
      throw api.unauthorized(
          "Access token validation failure. Invalid audience %s.".formatted(token.audience()));
    }
    return token;
  }
}
