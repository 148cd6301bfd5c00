package io.defenderflow.action.attacksimulation;

import static io.defenderflow.catalogue.Shape.GUID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Messages, pages and notifications that simulations use. */
@Resource(service = Service.GRAPH, area = "Attack simulation content")
public interface SimulationContents {
  @Action(
      id = "attackSimulation.payload.list",
      label = "List simulation payloads",
      summary =
          "Returns the messages that simulations may send. Microsoft wants a filter on source. The"
              + " tenant needs Defender for Office 365 Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "payload collection",
      docs = "graph/api/attacksimulationroot-list-payloads")
  @RequestLine(
      "GET /v1.0/security/attackSimulation/payloads?$filter={filter}&$skip={skip}&$top={top}")
  Page listPayloads(
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter on source: 'Global' for Microsoft's, 'Tenant' for your own."
                      + " Microsoft refuses the call without it.",
              shape = ODATA_FILTER,
              example = "source eq 'Tenant'")
          String filter,
      @Input(
              value = "skip",
              label = "Skip",
              help = "How many items to leave out from the start.",
              example = "0")
          Integer skip,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many items Microsoft sends at a time.",
              example = "100")
          Integer top);

  @Action(
      id = "attackSimulation.payload.get",
      label = "Get simulation payload",
      summary =
          "Returns one message that simulations may send. The tenant needs Defender for Office 365"
              + " Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "payload",
      docs = "graph/api/payload-get")
  @RequestLine("GET /v1.0/security/attackSimulation/payloads/{payloadId}")
  JsonNode getPayload(
      @Input(
              value = "payloadId",
              label = "Payload",
              help = "The id of the payload.",
              shape = GUID,
              required = true)
          String payloadId);

  @Action(
      id = "attackSimulation.landingPage.list",
      label = "List landing pages",
      summary =
          "Returns the pages that explain a simulation to those who clicked. The tenant needs"
              + " Defender for Office 365 Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "landingPage collection",
      docs = "graph/api/attacksimulationroot-list-landingpage")
  @RequestLine("GET /v1.0/security/attackSimulation/landingPages?$filter={filter}")
  Page listLandingPages(
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter on source: 'Global' for Microsoft's, 'Tenant' for your own.",
              shape = ODATA_FILTER,
              example = "source eq 'Tenant'")
          String filter);

  @Action(
      id = "attackSimulation.landingPage.get",
      label = "Get landing page",
      summary = "Returns one landing page. The tenant needs Defender for Office 365 Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "landingPage",
      docs = "graph/api/landingpage-get")
  @RequestLine("GET /v1.0/security/attackSimulation/landingPages/{landingPageId}")
  JsonNode getLandingPage(
      @Input(
              value = "landingPageId",
              label = "Landing page",
              help = "The id of the page.",
              shape = GUID,
              required = true)
          String landingPageId);

  @Action(
      id = "attackSimulation.landingPage.details.list",
      label = "List contents of landing page",
      summary =
          "Returns the content of a landing page in each language. The tenant needs Defender for"
              + " Office 365 Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "landingPageDetail collection",
      docs = "graph/api/resources/landingpagedetail")
  @RequestLine("GET /v1.0/security/attackSimulation/landingPages/{landingPageId}/details")
  Page listLandingPageDetails(
      @Input(
              value = "landingPageId",
              label = "Landing page",
              help = "The id of the page.",
              shape = GUID,
              required = true)
          String landingPageId);

  @Action(
      id = "attackSimulation.loginPage.list",
      label = "List login pages",
      summary =
          "Returns the pages on which a simulation asks for the password. The tenant needs Defender"
              + " for Office 365 Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "loginPage collection",
      docs = "graph/api/attacksimulationroot-list-loginpage")
  @RequestLine("GET /v1.0/security/attackSimulation/loginPages?$filter={filter}")
  Page listLoginPages(
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter on source: 'Global' for Microsoft's, 'Tenant' for your own.",
              shape = ODATA_FILTER,
              example = "source eq 'Tenant'")
          String filter);

  @Action(
      id = "attackSimulation.loginPage.get",
      label = "Get login page",
      summary = "Returns one login page. The tenant needs Defender for Office 365 Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "loginPage",
      docs = "graph/api/loginpage-get")
  @RequestLine("GET /v1.0/security/attackSimulation/loginPages/{loginPageId}")
  JsonNode getLoginPage(
      @Input(
              value = "loginPageId",
              label = "Login page",
              help = "The id of the page.",
              shape = GUID,
              required = true)
          String loginPageId);

  @Action(
      id = "attackSimulation.notification.list",
      label = "List simulation notifications",
      summary =
          "Returns the notifications that targets get during and after a simulation. The tenant"
              + " needs Defender for Office 365 Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "endUserNotification collection",
      docs = "graph/api/attacksimulationroot-list-endusernotifications")
  @RequestLine("GET /v1.0/security/attackSimulation/endUserNotifications?$filter={filter}")
  Page listNotifications(
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter on source: 'Global' for Microsoft's, 'Tenant' for your own.",
              shape = ODATA_FILTER,
              example = "source eq 'Tenant'")
          String filter);

  @Action(
      id = "attackSimulation.notification.details.list",
      label = "List contents of notification",
      summary =
          "Returns the text of a notification in each language. The tenant needs Defender for"
              + " Office 365 Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "endUserNotificationDetail collection",
      docs = "graph/api/resources/endusernotificationdetail")
  @RequestLine(
      "GET /v1.0/security/attackSimulation/endUserNotifications/{endUserNotificationId}/details")
  Page listNotificationDetails(
      @Input(
              value = "endUserNotificationId",
              label = "Notification",
              help = "The id of the notification.",
              shape = GUID,
              required = true)
          String endUserNotificationId);
}
