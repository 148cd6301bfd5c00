package io.defenderflow.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import java.net.URI;

/** Calls by path. The transport checks the host of each. */
public interface AnyCall {
  /**
   * Sends the request and returns what was answered: JSON, null for nothing, or an object with the
   * {@code location} that an answer without a body names.
   */
  @RequestLine("POST /")
  JsonNode send(PathRequest request);

  /** Follows {@code @odata.nextLink} as Microsoft gave it. */
  @RequestLine("GET ")
  Page next(URI nextLink);

  /** Calls of Microsoft Graph. */
  @Resource(service = Service.GRAPH, area = "")
  interface OfGraph extends AnyCall {}

  /** Calls of Defender for Endpoint. */
  @Resource(service = Service.ENDPOINT, area = "")
  interface OfEndpoint extends AnyCall {}
}
