package io.defenderflow.simulator;

import java.util.Optional;

/**
 * Where a call goes.
 *
 * @param version v1.0 or beta for Graph; empty for Defender for Endpoint, where it may be left out
 * @param path below the version, decoded, starting with a slash
 */
record ApiPath(Api api, String version, String path) {

  /** The place in one of the two APIs, or nothing when the path belongs to neither. */
  static Optional<ApiPath> of(Call call) {
    for (Api api : Api.values()) {
      if (call.path().startsWith(api.base() + "/")) {
        String rest = call.path().substring(api.base().length());
        return Optional.of(api == Api.GRAPH ? graph(rest) : endpoint(rest));
      }
    }
    return Optional.empty();
  }

  private static ApiPath graph(String rest) {
    for (String version : new String[] {"v1.0", "beta"}) {
      if (rest.startsWith("/" + version + "/")) {
        return new ApiPath(Api.GRAPH, version, rest.substring(version.length() + 1));
      }
    }
    return new ApiPath(Api.GRAPH, "", rest);
  }

  private static ApiPath endpoint(String rest) {
    return new ApiPath(
        Api.ENDPOINT, "", rest.startsWith("/v1.0/") ? rest.substring("/v1.0".length()) : rest);
  }
}
