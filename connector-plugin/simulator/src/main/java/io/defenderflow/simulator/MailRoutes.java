package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Messages in mailboxes: moved, deleted, sent. */
final class MailRoutes {

  private static final Map<String, String> WELL_KNOWN =
      Map.of(
          "inbox", "Inbox",
          "drafts", "Drafts",
          "sentitems", "Sent Items",
          "deleteditems", "Deleted Items",
          "junkemail", "Junk Email",
          "archive", "Archive",
          "recoverableitemsdeletions", "Recoverable Items Deletions");

  private final Tenant tenant;
  private final OperationRoutes operations;

  MailRoutes(Tenant tenant, OperationRoutes operations) {
    this.tenant = tenant;
    this.operations = operations;
  }

  Map<String, OperationCall.Handler> handlers() {
    return Map.of(
        "mailFolder.list", this::folders,
        "message.move", this::move,
        "message.delete", this::delete,
        "message.permanentDelete", this::purge,
        "mail.send", this::send);
  }

  private Answer folders(OperationCall call) {
    boolean hidden = call.call().query("includeHiddenFolders").orElse("").equals("true");
    List<ObjectNode> folders = tenant.resources(Api.GRAPH).list(call.path());
    return operations.page(
        call,
        folders.stream().filter(folder -> hidden || !folder.path("isHidden").asBoolean()).toList());
  }

  /** As in Exchange, a moved message is a new one with another id. */
  private Answer move(OperationCall call) {
    ObjectNode message = message(call);
    String folder = folder(call, call.text("destinationId"));
    ObjectNode moved = message.deepCopy();
    moved.put("id", UUID.randomUUID().toString()).put("parentFolderId", folder);
    moved.put("lastModifiedDateTime", Json.time(tenant.now()));
    tenant.resources(Api.GRAPH).remove(messages(call), message.path("id").asText());
    tenant.resources(Api.GRAPH).put(messages(call), moved);
    return operations.one(call, 201, moved);
  }

  /** A deleted message goes to Deleted Items; one that lies there can no longer be seen. */
  private Answer delete(OperationCall call) {
    ObjectNode message = message(call);
    String deletedItems = folder(call, "deleteditems");
    if (message.path("parentFolderId").asText().equals(deletedItems)) {
      return purge(call);
    }
    message.put("parentFolderId", deletedItems);
    return Answer.noContent();
  }

  private Answer purge(OperationCall call) {
    tenant.resources(Api.GRAPH).remove(messages(call), message(call).path("id").asText());
    return Answer.noContent();
  }

  private Answer send(OperationCall call) {
    ObjectNode sent = (ObjectNode) call.body().path("message").deepCopy();
    if (sent.path("toRecipients").isEmpty()) {
      throw new ApiError(
          400, "ErrorInvalidRecipients", "At least one recipient isn't valid, or none was given.");
    }
    if (call.body().path("saveToSentItems").asBoolean(true)) {
      sent.put("id", UUID.randomUUID().toString())
          .put("parentFolderId", folder(call, "sentitems"))
          .put("sentDateTime", Json.time(tenant.now()))
          .put("receivedDateTime", Json.time(tenant.now()))
          .put("isDraft", false);
      tenant.resources(Api.GRAPH).put("/users/" + call.id() + "/messages", sent);
    }
    return new Answer(202, Map.of(), new byte[0]);
  }

  private ObjectNode message(OperationCall call) {
    String id = call.variable("messageId");
    return tenant
        .resources(Api.GRAPH)
        .find(messages(call), id)
        .orElseThrow(() -> Api.GRAPH.noSuchObject(call.path(), id));
  }

  private String folder(OperationCall call, String idOrName) {
    String name = WELL_KNOWN.getOrDefault(idOrName.toLowerCase(Locale.ROOT), "");
    return tenant.resources(Api.GRAPH).list("/users/" + call.id() + "/mailFolders").stream()
        .filter(
            folder ->
                folder.path("id").asText().equals(idOrName)
                    || folder.path("displayName").asText().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ApiError(
                    404,
                    "ErrorItemNotFound",
                    "The specified folder could not be found in the store."))
        .path("id")
        .asText();
  }

  private static String messages(OperationCall call) {
    return "/users/" + call.id() + "/messages";
  }
}
