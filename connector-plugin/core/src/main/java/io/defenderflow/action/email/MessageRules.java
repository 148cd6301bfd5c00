package io.defenderflow.action.email;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.LostAnswer.GONE_IS_DONE;
import static io.defenderflow.catalogue.Shape.ID;
import static io.defenderflow.catalogue.Shape.USER_REFERENCE;

import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/**
 * Rules that a mailbox applies to what arrives in its inbox. Attackers use them to forward and to
 * hide mail.
 */
@Resource(service = Service.GRAPH, area = "Message rules")
public interface MessageRules {

  @Action(
      id = "messageRule.list",
      label = "List inbox rules",
      summary =
          "Returns the rules of a mailbox's inbox, each with its conditions and actions. Look for"
              + " forwardTo, redirectTo, delete and moveToFolder.",
      permissions = "MailboxSettings.Read",
      returns = "messageRule collection",
      keywords = {"mail", "email", "forwarding", "business email compromise"},
      docs = "graph/api/mailfolder-list-messagerules")
  @RequestLine("GET /v1.0/users/{userId}/mailFolders/inbox/messageRules")
  Page list(
      @Input(
              value = "userId",
              label = "Mailbox",
              help = "The object id or user principal name of the owner of the mailbox.",
              shape = USER_REFERENCE,
              required = true)
          String userId);

  @Action(
      id = "messageRule.delete",
      label = "Delete inbox rule",
      summary =
          "Deletes a rule of a mailbox's inbox. It cannot be taken back, so keep what \"List inbox"
              + " rules\" returned as evidence.",
      effect = CONTAIN,
      lostAnswer = GONE_IS_DONE,
      permissions = "MailboxSettings.ReadWrite",
      returns = "nothing",
      keywords = {"mail", "email", "forwarding", "business email compromise", "remove"},
      docs = "graph/api/messagerule-delete")
  @RequestLine("DELETE /v1.0/users/{userId}/mailFolders/inbox/messageRules/{ruleId}")
  void delete(
      @Input(
              value = "userId",
              label = "Mailbox",
              help = "The object id or user principal name of the owner of the mailbox.",
              shape = USER_REFERENCE,
              required = true)
          String userId,
      @Input(
              value = "ruleId",
              label = "Rule",
              help = "The id of the rule. \"List inbox rules\" returns it.",
              shape = ID,
              required = true,
              example = "AQAAAJ5dZqA=")
          String ruleId);
}
