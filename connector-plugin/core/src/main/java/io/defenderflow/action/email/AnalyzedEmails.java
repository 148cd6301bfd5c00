package io.defenderflow.action.email;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.Shape.DATE_TIME;
import static io.defenderflow.catalogue.Shape.ID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import java.util.List;

/** Mail as Defender for Office 365 saw it, with its verdicts, and its removal from mailboxes. */
@Resource(service = Service.GRAPH, area = "Analyzed emails")
public interface AnalyzedEmails {

  @Action(
      id = "analyzedEmail.list",
      label = "List analyzed emails",
      summary =
          "Returns the mails that Defender for Office 365 analyzed and that match, one entry for"
              + " each recipient, with verdict, delivery, attachments and URLs. Needs Defender for"
              + " Office 365 Plan 2.",
      permissions = "SecurityAnalyzedMessage.Read.All",
      returns = "analyzedEmail collection",
      keywords = {"mail", "message", "phishing", "explorer", "search"},
      docs = "graph/api/security-collaborationroot-list-analyzedemails")
  @RequestLine(
      "GET /v1.0/security/collaboration/analyzedEmails?$count={count}&$filter={filter}"
          + "&$top={top}&endTime={endTime}&startTime={startTime}")
  Page list(
      @Input(
              value = "count",
              label = "Count all",
              help = "true adds the total number of matching mails to the result.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter, for example on networkMessageId or recipientEmailAddress.",
              shape = ODATA_FILTER,
              example = "networkMessageId eq '73ca4154-58d8-43d0-a890-08dc18c52e6d'")
          String filter,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many mails Microsoft sends at a time.",
              example = "50")
          Integer top,
      @Input(
              value = "endTime",
              label = "Until",
              help = "Mails up to this date and time.",
              shape = DATE_TIME,
              example = "2026-11-21T03:00:00Z")
          String endTime,
      @Input(
              value = "startTime",
              label = "From",
              help = "Mails from this date and time on.",
              shape = DATE_TIME,
              example = "2026-11-20T00:00:00Z")
          String startTime);

  @Action(
      id = "analyzedEmail.get",
      label = "Get analyzed email",
      summary =
          "Returns one mail that Defender for Office 365 analyzed, with verdict, delivery,"
              + " authentication, attachments and URLs. Needs Defender for Office 365 Plan 2.",
      permissions = "SecurityAnalyzedMessage.Read.All",
      returns = "analyzedEmail",
      keywords = {"mail", "message", "phishing", "read", "details"},
      docs = "graph/api/security-analyzedemail-get")
  @RequestLine("GET /v1.0/security/collaboration/analyzedEmails/{analyzedEmailId}")
  JsonNode get(
      @Input(
              value = "analyzedEmailId",
              label = "Analyzed email",
              help =
                  "The id of the mail. \"List analyzed emails\" returns it; it is not the id in the"
                      + " mailbox.",
              shape = ID,
              required = true,
              example = "73ca4154-58d8-43d0-a890-08dc18c52e6d-9264730219")
          String analyzedEmailId);

  @Action(
      id = "analyzedEmail.remediate",
      label = "Remediate emails",
      summary =
          "Moves or deletes mails in the mailboxes of the named recipients, and returns the address"
              + " of the page in the action center where the work is tracked. It runs on after the"
              + " step has ended. A mail that was moved can be moved back to the inbox with this"
              + " action; a hard delete cannot be taken back. Needs Defender for Office 365 Plan"
              + " 2.",
      effect = CONTAIN,
      undo = "analyzedEmail.remediate",
      lostAnswer = ASK,
      permissions = "SecurityAnalyzedMessage.ReadWrite.All",
      returns = "location of the tracking page",
      keywords = {"purge", "delete", "phishing", "quarantine", "zap", "mail", "message"},
      docs = "graph/api/security-analyzedemail-remediate")
  @RequestLine("POST /v1.0/security/collaboration/analyzedEmails/remediate")
  JsonNode remediate(
      @Input(
              value = "displayName",
              label = "Name",
              help = "How the work is called in the action center.",
              required = true,
              example = "Incident 1042 phishing mails")
          String displayName,
      @Input(
              value = "description",
              label = "Description",
              help = "Why the mails are moved or deleted.",
              required = true,
              example = "Phishing mails that started incident 1042.")
          String description,
      @Input(
              value = "severity",
              label = "Severity",
              help = "How severe the reason is, as the action center shows it.",
              required = true,
              example = "high")
          RemediationSeverity severity,
      @Input(
              value = "action",
              label = "What happens",
              help =
                  "softDelete moves to the recoverable items, where the person can get the mail"
                      + " back; hardDelete removes it for good; moveToInbox takes a false alarm"
                      + " back.",
              required = true,
              example = "softDelete")
          RemediationAction action,
      @Input(
              value = "remediateSendersCopy",
              label = "Also the sender's copy",
              help = "For mail from inside: choose true to treat the sender's copy as well.",
              required = true,
              example = "false")
          Boolean remediateSendersCopy,
      @Input(
              value = "analyzedEmails",
              label = "Mails",
              help =
                  "The mails as a JSON array of objects with networkMessageId and"
                      + " recipientEmailAddress.",
              required = true,
              example =
                  "[{\"networkMessageId\":\"73ca4154-58d8-43d0-a890-08dc18c52e6d\",\"recipientEmailAddress\":\"mira.solberg@northwharf.example\"}]")
          List<JsonNode> analyzedEmails);
}
