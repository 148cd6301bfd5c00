package io.defenderflow.action.email;

import static io.defenderflow.catalogue.Effect.CHANGE;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.Shape.EMAIL;
import static io.defenderflow.catalogue.Shape.USER_REFERENCE;

import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import java.util.List;

/** Mail that a playbook sends. */
@Resource(service = Service.GRAPH, area = "Outgoing mail")
public interface OutgoingMail {

  @Action(
      id = "mail.send",
      label = "Send mail",
      summary =
          "Sends a mail from a mailbox of the organization, for example to inform the owner of a"
              + " machine or to call the next shift. Microsoft accepts it at once and delivers it"
              + " soon after; a mail that was sent cannot be taken back. Let an administrator limit"
              + " the app to the one mailbox that it sends from.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "Mail.Send",
      returns = "nothing",
      keywords = {"notify", "email", "inform", "escalate"},
      docs = "graph/api/user-sendmail")
  @RequestLine("POST /v1.0/users/{userId}/sendMail")
  void send(
      @Input(
              value = "userId",
              label = "From",
              help = "The mailbox that sends: the object id or user principal name of its owner.",
              shape = USER_REFERENCE,
              required = true)
          String userId,
      @Input(
              value = "to",
              label = "To",
              help = "The e-mail addresses that get the mail, separated by commas.",
              shape = EMAIL,
              field = "message/toRecipients/*/emailAddress/address",
              required = true,
              max = 500)
          List<String> to,
      @Input(
              value = "cc",
              label = "Copy to",
              help = "The e-mail addresses that get a copy, separated by commas.",
              shape = EMAIL,
              field = "message/ccRecipients/*/emailAddress/address",
              max = 500)
          List<String> cc,
      @Input(
              value = "subject",
              label = "Subject",
              help = "The subject of the mail.",
              field = "message/subject",
              required = true,
              max = 255,
              example = "Your machine was isolated")
          String subject,
      @Input(
              value = "content",
              label = "Text",
              help =
                  "The text of the mail. A text of more than 4,000 characters must come from a JSON"
                      + " or file variable.",
              field = "message/body/content",
              required = true,
              example = "Your machine is off the network until it has been checked.")
          String content,
      @Input(
              value = "contentType",
              label = "Text type",
              help =
                  "How the text is written. Take care with html: values of variables stand in it as"
                      + " they are.",
              field = "message/body/contentType")
          BodyType contentType,
      @Input(
              value = "importance",
              label = "Importance",
              help = "How urgent the mail is.",
              field = "message/importance",
              example = "high")
          Importance importance,
      @Input(
              value = "saveToSentItems",
              label = "Keep a copy",
              help = "Choose false to keep no copy in the sent items of the mailbox.")
          Boolean saveToSentItems);
}
