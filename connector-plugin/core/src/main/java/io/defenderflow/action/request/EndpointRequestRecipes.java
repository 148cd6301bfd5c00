package io.defenderflow.action.request;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.Shape.ENDPOINT_PATH;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.AnyCall;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.PathRequest;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import java.util.Map;
import java.util.Optional;

/** Any call of Defender for Endpoint by its path. */
@Resource(service = Service.ENDPOINT, area = "Any other call")
public final class EndpointRequestRecipes {
  private final AnyCall endpoint;

  public EndpointRequestRecipes(Calls calls) {
    this.endpoint = calls.of(AnyCall.OfEndpoint.class);
  }

  @Action(
      id = "endpoint.get",
      label = "Read any path of Defender for Endpoint",
      summary =
          "Reads a path of Defender for Endpoint that has no step of its own, and returns the JSON"
              + " that Microsoft answers. Pages of a collection are followed. Which permission it"
              + " needs depends on the path; see Microsoft's page about it.",
      returns = "what Microsoft answers; of a collection its items in value",
      keywords = {"rest", "http", "custom", "api", "query"},
      docs = "defender-endpoint/api/exposed-apis-list")
  public JsonNode get(
      @Input(
              value = "path",
              label = "Path",
              help =
                  "The path with its query, from /api/ on. A value from a process variable needs"
                      + " its URL escapes, and a quote in it doubled.",
              shape = ENDPOINT_PATH,
              required = true,
              example = "/api/machines?$filter=healthStatus eq 'Active'&$top=5")
          String path,
      @Input(
              value = "maxItems",
              label = "Most items to return",
              help =
                  "Pages are followed until this many items are there. Empty means 1000. The result"
                      + " says truncated=true when there are more.",
              max = 100_000,
              example = "100")
          Integer maxItems) {
    return PagedAnswer.get(endpoint, path, Map.of(), maxItems);
  }

  @Action(
      id = "endpoint.request",
      label = "Send any request to Endpoint",
      summary =
          "Sends a request to a path of Defender for Endpoint that has no step of its own, and"
              + " returns what Microsoft answers. Nothing is known here of what it does, so it"
              + " cannot be taken back by a step, and a lost answer is left to a person. Which"
              + " permission it needs depends on the path; see Microsoft's page about it.",
      effect = CONTAIN,
      lostAnswer = ASK,
      returns = "what Microsoft answers, or nothing",
      keywords = {"rest", "http", "custom", "api", "post", "patch", "delete"},
      docs = "defender-endpoint/api/exposed-apis-list")
  public JsonNode request(
      @Input(
              value = "method",
              label = "Method",
              help = "The HTTP method that Microsoft's page names.",
              required = true,
              example = "POST")
          RequestMethod method,
      @Input(
              value = "path",
              label = "Path",
              help =
                  "The path with its query, from /api/ on. A value from a process variable needs"
                      + " its URL escapes.",
              shape = ENDPOINT_PATH,
              required = true,
              example = "/api/machines/1e5bc9d7e413ddd7902c2932e418702b84d0cc07/tags")
          String path,
      @Input(
              value = "body",
              label = "Body",
              help = "What is sent, as a JSON object. Empty sends none.",
              example = "{\"Value\":\"contained\",\"Action\":\"Add\"}")
          JsonNode body) {
    return endpoint.send(new PathRequest(method.wire(), path, Map.of(), Optional.ofNullable(body)));
  }
}
