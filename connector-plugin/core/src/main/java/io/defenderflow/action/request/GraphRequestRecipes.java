package io.defenderflow.action.request;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.Shape.GRAPH_PATH;
import static io.defenderflow.catalogue.Shape.HEADER;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.AnyCall;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.PathRequest;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Any call of Microsoft Graph by its path. */
@Resource(service = Service.GRAPH, area = "Any other call")
public final class GraphRequestRecipes {
  private final AnyCall graph;

  public GraphRequestRecipes(Calls calls) {
    this.graph = calls.of(AnyCall.OfGraph.class);
  }

  @Action(
      id = "graph.get",
      label = "Read any path of Graph",
      summary =
          "Reads a path of Microsoft Graph that has no step of its own, and returns the JSON that"
              + " Microsoft answers. Pages of a collection are followed. Which permission it needs"
              + " depends on the path; see Microsoft's page about it.",
      returns = "what Microsoft answers; of a collection its items in value",
      keywords = {"rest", "http", "custom", "api", "query"},
      docs = "graph/use-the-api")
  public JsonNode get(
      @Input(
              value = "path",
              label = "Path",
              help =
                  "The path with its query, from /v1.0/ or /beta/ on. A value from a process"
                      + " variable needs its URL escapes, and a quote in it doubled.",
              shape = GRAPH_PATH,
              required = true,
              example = "/v1.0/security/incidents?$filter=severity eq 'high'&$top=5")
          String path,
      @Input(
              value = "advancedQuery",
              label = "Advanced query",
              help =
                  "true sends ConsistencyLevel: eventual, which $search, $count and some filters on"
                      + " users and groups need.")
          Boolean advancedQuery,
      @Input(
              value = "prefer",
              label = "Prefer header",
              help = "A wish about the form of the answer.",
              shape = HEADER,
              example = "outlook.body-content-type=\"text\"")
          String prefer,
      @Input(
              value = "maxItems",
              label = "Most items to return",
              help =
                  "Pages are followed until this many items are there. Empty means 1000. The result"
                      + " says truncated=true when there are more.",
              max = 100_000,
              example = "100")
          Integer maxItems) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (Boolean.TRUE.equals(advancedQuery)) {
      headers.put("ConsistencyLevel", "eventual");
    }
    if (prefer != null) {
      headers.put("Prefer", prefer);
    }
    return PagedAnswer.get(graph, path, headers, maxItems);
  }

  @Action(
      id = "graph.request",
      label = "Send any request to Graph",
      summary =
          "Sends a request to a path of Microsoft Graph that has no step of its own, and returns"
              + " what Microsoft answers. Nothing is known here of what it does, so it cannot be"
              + " taken back by a step, and a lost answer is left to a person. Which permission it"
              + " needs depends on the path; see Microsoft's page about it.",
      effect = CONTAIN,
      lostAnswer = ASK,
      returns = "what Microsoft answers, or nothing",
      keywords = {"rest", "http", "custom", "api", "post", "patch", "delete"},
      docs = "graph/use-the-api")
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
                  "The path with its query, from /v1.0/ or /beta/ on. A value from a process"
                      + " variable needs its URL escapes.",
              shape = GRAPH_PATH,
              required = true,
              example = "/v1.0/security/incidents/1042/comments")
          String path,
      @Input(
              value = "body",
              label = "Body",
              help = "What is sent, as a JSON object. Empty sends none.",
              example =
                  "{\"@odata.type\":\"microsoft.graph.security.alertComment\",\"comment\":\"Seen.\"}")
          JsonNode body,
      @Input(
              value = "prefer",
              label = "Prefer header",
              help = "A wish about the form of the answer.",
              shape = HEADER,
              example = "return=representation")
          String prefer,
      @Input(
              value = "ifMatch",
              label = "If-Match header",
              help = "The etag that the item must still have, for paths that ask for one.",
              shape = HEADER,
              example = "*")
          String ifMatch) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (prefer != null) {
      headers.put("Prefer", prefer);
    }
    if (ifMatch != null) {
      headers.put("If-Match", ifMatch);
    }
    return graph.send(new PathRequest(method.wire(), path, headers, Optional.ofNullable(body)));
  }
}
