package io.defenderflow.action.incident;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.Shape.ID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.LongRunning;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import java.util.List;

/**
 * Actions that Microsoft Graph passes on to a security product, such as blocking an address.
 * Microsoft Graph beta.
 */
@Resource(service = Service.GRAPH, area = "Security actions")
public interface SecurityActions {

  @Action(
      id = "securityAction.list",
      label = "List security actions",
      summary =
          "Returns the security actions that match the filter, each with its parameters and state.",
      permissions = "SecurityActions.Read.All",
      returns = "securityAction collection",
      keywords = {"block", "graph security"},
      docs = "graph/api/securityactions-list")
  @RequestLine("GET /beta/security/securityActions?$filter={filter}&$top={top}")
  Page list(
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter on properties of the action, such as status or name.",
              shape = ODATA_FILTER,
              example = "status eq 'Running'")
          String filter,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many actions Microsoft sends at a time.",
              example = "50")
          Integer top);

  @Action(
      id = "securityAction.get",
      label = "Get security action",
      summary = "Returns one security action with its state and, where it failed, the reason.",
      permissions = "SecurityActions.Read.All",
      returns = "securityAction",
      keywords = {"block", "graph security", "read"},
      docs = "graph/api/securityaction-get")
  @RequestLine("GET /beta/security/securityActions/{securityActionId}")
  SecurityAction get(
      @Input(
              value = "securityActionId",
              label = "Security action",
              help = "The id of the action. \"Create security action\" returns it.",
              shape = ID,
              required = true,
              example = "1234567890")
          String securityActionId);

  @Action(
      id = "securityAction.create",
      label = "Create security action",
      summary =
          "Has a security product act, for example block an address, and returns the action. Prefer"
              + " the actions of this catalogue for the product itself where there is one, such as"
              + " \"Submit indicator\".",
      effect = CONTAIN,
      undo = "securityAction.cancel",
      lostAnswer = ASK,
      permissions = "SecurityActions.ReadWrite.All",
      returns = "securityAction",
      keywords = {"block", "graph security", "contain"},
      docs = "graph/api/securityactions-post")
  @LongRunning(poll = "securityAction.get")
  @RequestLine("POST /beta/security/securityActions")
  SecurityAction create(
      @Input(
              value = "name",
              label = "Action",
              help = "The name of the action as the product knows it, such as BlockIp.",
              required = true,
              example = "BlockIp")
          String name,
      @Input(
              value = "parameters",
              label = "Parameters",
              help = "What the action needs, as a JSON array of objects with name and value.",
              required = true,
              example = "[{\"name\":\"IP\",\"value\":\"203.0.113.77\"}]")
          List<JsonNode> parameters,
      @Input(
              value = "provider",
              label = "Product",
              help = "The product that acts, as Microsoft Graph names it.",
              required = true,
              field = "vendorInformation/provider",
              example = "Windows Defender ATP")
          String provider,
      @Input(
              value = "vendor",
              label = "Vendor",
              help = "The vendor of the product.",
              required = true,
              field = "vendorInformation/vendor",
              example = "Microsoft")
          String vendor,
      @Input(
              value = "actionReason",
              label = "Reason",
              help = "Why this is done. It is kept with the action.",
              example = "Incident 1042: command and control address.")
          String actionReason);

  @Action(
      id = "securityAction.cancel",
      label = "Cancel security action",
      summary =
          "Cancels a security action that the product has not finished. It cannot be taken back;"
              + " create the action again where it is needed after all.",
      effect = CONTAIN,
      releases = true,
      permissions = "SecurityActions.ReadWrite.All",
      returns = "nothing",
      keywords = {"stop", "graph security"},
      docs = "graph/api/securityaction-cancelsecurityaction")
  @RequestLine("POST /beta/security/securityActions/{securityActionId}/cancelSecurityAction")
  void cancel(
      @Input(
              value = "securityActionId",
              label = "Security action",
              help = "The id of the action. \"Create security action\" returns it.",
              shape = ID,
              required = true,
              example = "1234567890")
          String securityActionId);
}
