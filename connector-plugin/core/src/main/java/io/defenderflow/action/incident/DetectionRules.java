package io.defenderflow.action.incident;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.LostAnswer.GONE_IS_DONE;
import static io.defenderflow.catalogue.Shape.DURATION;
import static io.defenderflow.catalogue.Shape.ID;
import static io.defenderflow.catalogue.Shape.KQL;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Hunting queries that Defender runs on a schedule and that raise alerts. Microsoft Graph beta. */
@Resource(service = Service.GRAPH, area = "Custom detection rules")
public interface DetectionRules {

  @Action(
      id = "detectionRule.list",
      label = "List custom detection rules",
      summary =
          "Returns the custom detection rules, each with its query, schedule, alert and the state"
              + " of its last run.",
      permissions = "CustomDetection.Read.All",
      returns = "microsoft.graph.security.detectionRule collection",
      keywords = {"hunting", "query", "analytics"},
      docs = "graph/api/security-rulesroot-list-detectionrules")
  @RequestLine("GET /beta/security/rules/detectionRules")
  Page list();

  @Action(
      id = "detectionRule.get",
      label = "Get custom detection rule",
      summary =
          "Returns one custom detection rule with its query, schedule, alert and the state of its"
              + " last run.",
      permissions = "CustomDetection.Read.All",
      returns = "microsoft.graph.security.detectionRule",
      keywords = {"hunting", "query", "analytics", "read"},
      docs = "graph/api/security-detectionrule-get")
  @RequestLine("GET /beta/security/rules/detectionRules/{ruleId}")
  JsonNode get(
      @Input(
              value = "ruleId",
              label = "Rule",
              help = "The id of the rule. \"List custom detection rules\" returns it.",
              shape = ID,
              required = true,
              example = "office-encoded-powershell")
          String ruleId);

  @Action(
      id = "detectionRule.create",
      label = "Create custom detection rule",
      summary =
          "Creates a rule that runs a hunting query on a schedule and raises alerts, and returns"
              + " it. A rule can also isolate machines by itself, so look at the detection action.",
      effect = CONTAIN,
      undo = "detectionRule.delete",
      lostAnswer = ASK,
      permissions = "CustomDetection.ReadWrite.All",
      returns = "microsoft.graph.security.detectionRule",
      keywords = {"hunting", "query", "analytics", "add"},
      docs = "graph/api/security-rulesroot-post-detectionrules")
  @RequestLine("POST /beta/security/rules/detectionRules")
  JsonNode create(
      @Input(
              value = "id",
              label = "Id",
              help = "An id of your own for the rule, which must be new.",
              shape = ID,
              required = true,
              field = "id",
              example = "office-encoded-powershell")
          String id,
      @Input(
              value = "displayName",
              label = "Name",
              help = "The name of the rule in the portal.",
              required = true,
              example = "Encoded PowerShell from Office")
          String displayName,
      @Input(
              value = "status",
              label = "Status",
              help = "enabled runs the rule on its schedule, disabled stops it.",
              required = true,
              example = "enabled")
          DetectionRuleStatus status,
      @Input(
              value = "queryText",
              label = "Query",
              help =
                  "The hunting query in KQL. It must return Timestamp, ReportId and a column that"
                      + " names a machine, a user or a mailbox.",
              shape = KQL,
              required = true,
              field = "queryCondition/queryText",
              example =
                  "DeviceProcessEvents | where FileName =~ 'powershell.exe' and ProcessCommandLine"
                      + " has '-enc'")
          String queryText,
      @Input(
              value = "frequency",
              label = "How often",
              help = "The time between two runs, such as PT1H, PT3H, PT12H or PT24H.",
              shape = DURATION,
              required = true,
              field = "schedule/frequency",
              example = "PT1H")
          String frequency,
      @Input(
              value = "description",
              label = "Description",
              help = "What the rule looks for and why.",
              example = "Office programs started an encoded PowerShell command.")
          String description,
      @Input(
              value = "detectionAction",
              label = "Detection action",
              help =
                  "The alert and what else happens on a match, as a JSON object with alertTemplate,"
                      + " automatedActions and incidentConfiguration.",
              example =
                  "{\"alertTemplate\":{\"title\":\"Encoded PowerShell from"
                      + " Office\",\"description\":\"An Office program started an encoded"
                      + " PowerShell command.\",\"severity\":\"high\",\"recommendedActions\":\"Look"
                      + " at the document and isolate the"
                      + " machine.\",\"entityMappings\":{\"hosts\":[{\"deviceIdColumn\":\"DeviceId\",\"nameColumn\":\"DeviceName\"}]},\"tactics\":[{\"tactic\":\"Execution\",\"techniques\":[{\"technique\":\"T1059.001\"}]}]}}")
          JsonNode detectionAction);

  @Action(
      id = "detectionRule.update",
      label = "Update custom detection rule",
      summary =
          "Changes the named fields of a custom detection rule and returns it. Empty fields stay as"
              + " they are. Take it back with this action and the old values. A rule can also"
              + " isolate machines by itself, so look at the detection action.",
      effect = CONTAIN,
      undo = "detectionRule.update",
      permissions = "CustomDetection.ReadWrite.All",
      returns = "microsoft.graph.security.detectionRule",
      keywords = {"hunting", "query", "analytics", "enable", "disable"},
      docs = "graph/api/security-detectionrule-update")
  @RequestLine("PATCH /beta/security/rules/detectionRules/{ruleId}")
  JsonNode update(
      @Input(
              value = "ruleId",
              label = "Rule",
              help = "The id of the rule. \"List custom detection rules\" returns it.",
              shape = ID,
              required = true,
              example = "office-encoded-powershell")
          String ruleId,
      @Input(
              value = "newId",
              label = "New id",
              help = "A new id for the rule. Leave it empty to keep the present one.",
              shape = ID,
              field = "id",
              example = "office-encoded-powershell")
          String newId,
      @Input(
              value = "displayName",
              label = "Name",
              help = "The name of the rule in the portal.",
              example = "Encoded PowerShell from Office")
          String displayName,
      @Input(
              value = "status",
              label = "Status",
              help = "enabled runs the rule on its schedule, disabled stops it.",
              example = "disabled")
          DetectionRuleStatus status,
      @Input(
              value = "queryText",
              label = "Query",
              help =
                  "The hunting query in KQL. It must return Timestamp, ReportId and a column that"
                      + " names a machine, a user or a mailbox.",
              shape = KQL,
              field = "queryCondition/queryText",
              example =
                  "DeviceProcessEvents | where FileName =~ 'powershell.exe' and ProcessCommandLine"
                      + " has '-enc'")
          String queryText,
      @Input(
              value = "frequency",
              label = "How often",
              help = "The time between two runs, such as PT1H, PT3H, PT12H or PT24H.",
              shape = DURATION,
              field = "schedule/frequency",
              example = "PT3H")
          String frequency,
      @Input(
              value = "description",
              label = "Description",
              help = "What the rule looks for and why.",
              example = "Office programs started an encoded PowerShell command.")
          String description,
      @Input(
              value = "detectionAction",
              label = "Detection action",
              help =
                  "The alert and what else happens on a match, as a JSON object with alertTemplate,"
                      + " automatedActions and incidentConfiguration.",
              example =
                  "{\"alertTemplate\":{\"title\":\"Encoded PowerShell from"
                      + " Office\",\"description\":\"An Office program started an encoded"
                      + " PowerShell command.\",\"severity\":\"high\",\"recommendedActions\":\"Look"
                      + " at the document and isolate the"
                      + " machine.\",\"entityMappings\":{\"hosts\":[{\"deviceIdColumn\":\"DeviceId\",\"nameColumn\":\"DeviceName\"}]},\"tactics\":[{\"tactic\":\"Execution\",\"techniques\":[{\"technique\":\"T1059.001\"}]}]}}")
          JsonNode detectionAction);

  @Action(
      id = "detectionRule.delete",
      label = "Delete custom detection rule",
      summary =
          "Deletes a custom detection rule, which then raises no more alerts. It cannot be taken"
              + " back; to stop a rule for a while, set its status to disabled.",
      effect = CONTAIN,
      lostAnswer = GONE_IS_DONE,
      permissions = "CustomDetection.ReadWrite.All",
      returns = "nothing",
      keywords = {"hunting", "query", "analytics", "remove"},
      docs = "graph/api/security-rulesroot-delete-detectionrules")
  @RequestLine("DELETE /beta/security/rules/detectionRules/{ruleId}")
  void delete(
      @Input(
              value = "ruleId",
              label = "Rule",
              help = "The id of the rule. \"List custom detection rules\" returns it.",
              shape = ID,
              required = true,
              example = "office-encoded-powershell")
          String ruleId);
}
