package io.defenderflow.action.email;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.LostAnswer.GONE_IS_DONE;
import static io.defenderflow.catalogue.Shape.ID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;
import static io.defenderflow.catalogue.Shape.ODATA_LIST;
import static io.defenderflow.catalogue.Shape.ODATA_SEARCH;
import static io.defenderflow.catalogue.Shape.USER_REFERENCE;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/**
 * Messages in the mailboxes of users. An application access policy in Exchange can limit the app to
 * some mailboxes.
 */
@Resource(service = Service.GRAPH, area = "Messages")
public interface Messages {

  @Action(
      id = "message.list",
      label = "List messages",
      summary =
          "Returns the messages of a mailbox that match the filter, from all folders. \"Search"
              + " messages\" finds by words.",
      permissions = "Mail.ReadBasic.All",
      returns = "message collection",
      keywords = {"mail", "email", "inbox", "mailbox", "find"},
      docs = "graph/api/user-list-messages")
  @RequestLine(
      "GET /v1.0/users/{userId}/messages?$filter={filter}&$orderby={orderby}"
          + "&$select={select}&$skip={skip}&$top={top}")
  Page list(
      @Input(
              value = "userId",
              label = "Mailbox",
              help = "The object id or user principal name of the owner of the mailbox.",
              shape = USER_REFERENCE,
              required = true)
          String userId,
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter, for example on receivedDateTime, from/emailAddress/address,"
                      + " subject, internetMessageId or hasAttachments. A property that you order"
                      + " by must come first in it.",
              shape = ODATA_FILTER,
              example =
                  "receivedDateTime ge 2026-11-20T00:00:00Z and from/emailAddress/address eq"
                      + " 'billing@files.example.net'")
          String filter,
      @Input(
              value = "orderby",
              label = "Order by",
              help = "The property to sort by; add desc for the newest or highest first.",
              shape = ODATA_LIST,
              example = "receivedDateTime desc")
          String orderby,
      @Input(
              value = "select",
              label = "Select",
              help =
                  "The properties to return, separated by commas. Empty returns all, which makes"
                      + " large results.",
              shape = ODATA_LIST,
              example = "id,subject,from,receivedDateTime,hasAttachments,internetMessageId")
          String select,
      @Input(
              value = "skip",
              label = "Skip",
              help = "How many messages to leave out from the start.",
              example = "0")
          Integer skip,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many messages Microsoft sends at a time: 10 where empty, 1,000 at most.",
              max = 1000,
              example = "50")
          Integer top);

  @Action(
      id = "message.search",
      label = "Search messages",
      summary =
          "Returns the messages of a mailbox in which words occur, newest first and 1,000 at most."
              + " Microsoft does not allow a filter or an order with it.",
      permissions = "Mail.ReadBasic.All",
      returns = "message collection",
      keywords = {"mail", "email", "inbox", "mailbox", "find", "query"},
      docs = "graph/search-query-parameter")
  @RequestLine("GET /v1.0/users/{userId}/messages?$search={search}&$select={select}&$top={top}")
  Page search(
      @Input(
              value = "userId",
              label = "Mailbox",
              help = "The object id or user principal name of the owner of the mailbox.",
              shape = USER_REFERENCE,
              required = true)
          String userId,
      @Input(
              value = "search",
              label = "Search",
              help =
                  "The words in double quotes, in front of them where to look if you like:"
                      + " \"from:billing\", \"subject:invoice\", \"attachment:pdf\".",
              shape = ODATA_SEARCH,
              required = true,
              example = "\"subject:invoice\"")
          String search,
      @Input(
              value = "select",
              label = "Select",
              help =
                  "The properties to return, separated by commas. Empty returns all, which makes"
                      + " large results.",
              shape = ODATA_LIST,
              example = "id,subject,from,receivedDateTime,hasAttachments,internetMessageId")
          String select,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many messages Microsoft sends at a time: 10 where empty, 1,000 at most.",
              max = 1000,
              example = "50")
          Integer top);

  @Action(
      id = "message.get",
      label = "Get message",
      summary =
          "Returns one message of a mailbox. With Mail.ReadBasic.All it comes without body and"
              + " attachments.",
      anyPermission = {"Mail.ReadBasic.All", "Mail.Read"},
      returns = "message",
      keywords = {"mail", "email", "read", "headers", "body"},
      docs = "graph/api/message-get")
  @RequestLine("GET /v1.0/users/{userId}/messages/{messageId}?$expand={expand}&$select={select}")
  JsonNode get(
      @Input(
              value = "userId",
              label = "Mailbox",
              help = "The object id or user principal name of the owner of the mailbox.",
              shape = USER_REFERENCE,
              required = true)
          String userId,
      @Input(
              value = "messageId",
              label = "Message",
              help = "The id of the message in this mailbox. It changes when the message is moved.",
              shape = ID,
              required = true,
              example = "AAMkADU3MWUxOTU0LWNlOTEt")
          String messageId,
      @Input(
              value = "expand",
              label = "Expand",
              help = "Write attachments to get the attachments as well. It needs Mail.Read.",
              shape = ODATA_LIST,
              example = "attachments($select=id,name,contentType,size)")
          String expand,
      @Input(
              value = "select",
              label = "Select",
              help =
                  "The properties to return, separated by commas. internetMessageHeaders comes only"
                      + " when it is named here.",
              shape = ODATA_LIST,
              example = "subject,from,receivedDateTime,internetMessageId,internetMessageHeaders")
          String select);

  @Action(
      id = "message.attachments.list",
      label = "List attachments of message",
      summary =
          "Returns the attachments of a message. Without a selection their content comes along in"
              + " Base64, which makes large results.",
      permissions = "Mail.Read",
      returns = "attachment collection",
      keywords = {"mail", "email", "file", "download"},
      docs = "graph/api/message-list-attachments")
  @RequestLine(
      "GET /v1.0/users/{userId}/messages/{messageId}/attachments?$expand={expand}"
          + "&$select={select}")
  Page listAttachments(
      @Input(
              value = "userId",
              label = "Mailbox",
              help = "The object id or user principal name of the owner of the mailbox.",
              shape = USER_REFERENCE,
              required = true)
          String userId,
      @Input(
              value = "messageId",
              label = "Message",
              help = "The id of the message in this mailbox. It changes when the message is moved.",
              shape = ID,
              required = true,
              example = "AAMkADU3MWUxOTU0LWNlOTEt")
          String messageId,
      @Input(
              value = "expand",
              label = "Expand",
              help =
                  "Write microsoft.graph.itemAttachment/item to get attached messages with their"
                      + " properties.",
              shape = ODATA_LIST,
              example = "microsoft.graph.itemAttachment/item")
          String expand,
      @Input(
              value = "select",
              label = "Select",
              help =
                  "The properties to return, separated by commas. Leave contentBytes out to get no"
                      + " content.",
              shape = ODATA_LIST,
              example = "id,name,contentType,size,isInline")
          String select);

  @Action(
      id = "message.move",
      label = "Move message",
      summary =
          "Moves a message to another folder of its mailbox and returns it with its new id. Move it"
              + " back with this action and the new id.",
      effect = CONTAIN,
      undo = "message.move",
      lostAnswer = ASK,
      permissions = "Mail.ReadWrite",
      returns = "message (new id)",
      keywords = {"mail", "email", "junk", "deleted items", "folder"},
      docs = "graph/api/message-move")
  @RequestLine("POST /v1.0/users/{userId}/messages/{messageId}/move")
  JsonNode move(
      @Input(
              value = "userId",
              label = "Mailbox",
              help = "The object id or user principal name of the owner of the mailbox.",
              shape = USER_REFERENCE,
              required = true)
          String userId,
      @Input(
              value = "messageId",
              label = "Message",
              help = "The id of the message in this mailbox. It changes when the message is moved.",
              shape = ID,
              required = true,
              example = "AAMkADU3MWUxOTU0LWNlOTEt")
          String messageId,
      @Input(
              value = "destinationId",
              label = "Folder",
              help =
                  "The id of a folder, or one of Microsoft's names: inbox, junkemail, deleteditems,"
                      + " archive, recoverableitemsdeletions.",
              required = true,
              example = "junkemail")
          String destinationId);

  @Action(
      id = "message.delete",
      label = "Delete message",
      summary =
          "Deletes a message. There is no call that takes it back; the owner can recover it in"
              + " Outlook for a while.",
      effect = CONTAIN,
      lostAnswer = GONE_IS_DONE,
      permissions = "Mail.ReadWrite",
      returns = "nothing",
      keywords = {"mail", "email", "remove", "purge"},
      docs = "graph/api/message-delete")
  @RequestLine("DELETE /v1.0/users/{userId}/messages/{messageId}")
  void delete(
      @Input(
              value = "userId",
              label = "Mailbox",
              help = "The object id or user principal name of the owner of the mailbox.",
              shape = USER_REFERENCE,
              required = true)
          String userId,
      @Input(
              value = "messageId",
              label = "Message",
              help = "The id of the message in this mailbox. It changes when the message is moved.",
              shape = ID,
              required = true,
              example = "AAMkADU3MWUxOTU0LWNlOTEt")
          String messageId);

  @Action(
      id = "message.permanentDelete",
      label = "Delete message permanently",
      summary =
          "Purges a message. The owner cannot recover it and it cannot be taken back; only a hold"
              + " keeps a copy for investigations.",
      effect = CONTAIN,
      lostAnswer = GONE_IS_DONE,
      permissions = "Mail.ReadWrite",
      returns = "nothing",
      keywords = {"mail", "email", "remove", "purge", "hard delete"},
      docs = "graph/api/message-permanentdelete")
  @RequestLine("POST /v1.0/users/{userId}/messages/{messageId}/permanentDelete")
  void permanentDelete(
      @Input(
              value = "userId",
              label = "Mailbox",
              help = "The object id or user principal name of the owner of the mailbox.",
              shape = USER_REFERENCE,
              required = true)
          String userId,
      @Input(
              value = "messageId",
              label = "Message",
              help = "The id of the message in this mailbox. It changes when the message is moved.",
              shape = ID,
              required = true,
              example = "AAMkADU3MWUxOTU0LWNlOTEt")
          String messageId);
}
