package io.defenderflow.catalogue;

import feign.RequestLine;
import java.net.URI;

/** Follows {@code @odata.nextLink} as Microsoft gave it. The transport checks its host. */
interface NextPage {
  @RequestLine("GET ")
  Page next(URI nextLink);

  /** Next pages of Microsoft Graph. */
  @Resource(service = Service.GRAPH, area = "")
  interface OfGraph extends NextPage {}

  /** Next pages of Defender for Endpoint. */
  @Resource(service = Service.ENDPOINT, area = "")
  interface OfEndpoint extends NextPage {}

  static NextPage of(Service service, Calls calls) {
    return switch (service) {
      case GRAPH -> calls.of(OfGraph.class);
      case ENDPOINT -> calls.of(OfEndpoint.class);
    };
  }
}
