package io.defenderflow.action.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Settings of the tenant on the apps and services of Office, through Microsoft Graph (beta). */
@Resource(service = Service.GRAPH, area = "Apps and services")
public interface AppsAndServices {
  @Action(
      id = "appsAndServices.get",
      label = "Get apps and services settings",
      summary =
          "Returns whether people may get apps from the Office store and start trials by"
              + " themselves. Microsoft offers this call in beta only and may change it.",
      permissions = "OrgSettings-AppsAndServices.Read.All",
      returns = "adminAppsAndServices",
      keywords = {"office store", "trial", "settings"},
      docs = "graph/api/adminappsandservices-get")
  @RequestLine("GET /beta/admin/appsAndServices")
  JsonNode get();
}
