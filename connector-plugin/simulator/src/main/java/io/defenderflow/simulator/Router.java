package io.defenderflow.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the route of an API call after its token was checked. */
final class Router {

  private final Tenant tenant;
  private final List<Route> routes;

  Router(Tenant tenant, List<Route> routes) {
    this.tenant = tenant;
    this.routes = List.copyOf(routes);
  }

  /** The answer of the API, or nothing when the path belongs to neither API. */
  Optional<Answer> answer(Call call) {
    return apiOf(call)
        .map(
            api -> {
              try {
                return dispatch(api, call);
              } catch (ApiError refused) {
                return api.refusal(refused, call, tenant.now());
              }
            });
  }

  static Optional<Api> apiOf(Call call) {
    for (Api api : Api.values()) {
      if (call.path().startsWith(api.base() + "/")) {
        return Optional.of(api);
      }
    }
    return Optional.empty();
  }

  /** The roles of which a call needs one; a call without a route needs some made-up role. */
  Set<String> rolesFor(Call call) {
    return apiOf(call)
        .flatMap(
            api ->
                routes.stream()
                    .filter(route -> route.api() == api && route.method().equals(call.method()))
                    .filter(route -> route.match(pathIn(api, call)).isPresent())
                    .findFirst())
        .map(Route::anyRole)
        .orElse(Set.of("Simulated.Role"));
  }

  private static String pathIn(Api api, Call call) {
    String path = call.path().substring(api.base().length());
    return api == Api.ENDPOINT && path.startsWith("/v1.0/")
        ? path.substring("/v1.0".length())
        : path;
  }

  private Answer dispatch(Api api, Call call) {
    AccessToken token = authenticate(api, call);
    String path = pathIn(api, call);
    boolean otherMethod = false;
    for (Route route : routes) {
      if (route.api() != api) {
        continue;
      }
      Optional<Map<String, String>> variables = route.match(path);
      if (variables.isEmpty()) {
        continue;
      }
      if (!route.method().equals(call.method())) {
        otherMethod = true;
        continue;
      }
      if (route.anyRole().stream().noneMatch(token.roles()::contains)) {
        throw api.missingRoles(route.anyRole(), token.roles());
      }
      return route.handler().answer(new Route.Request(call, variables.get(), token));
    }
    if (otherMethod) {
      throw new ApiError(
          405, "MethodNotAllowed", "%s is not supported here.".formatted(call.method()));
    }
    throw api.noSuchPath(path);
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
