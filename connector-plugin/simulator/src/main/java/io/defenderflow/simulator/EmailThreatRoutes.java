package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Remediation of e-mail, and what is submitted to Microsoft for analysis. */
final class EmailThreatRoutes {

  private static final Map<String, String> LOCATIONS =
      Map.of(
          "moveToJunk", "junkFolder",
          "moveToInbox", "inbox_folder",
          "hardDelete", "dropped",
          "softDelete", "deletedFolder",
          "moveToDeletedItems", "deletedFolder",
          "moveToQuarantine", "quarantine");

  private static final Pattern MESSAGE_URL =
      Pattern.compile(
          "https://graph\\.microsoft\\.com/(v1\\.0|beta)/users/(?<user>[^/]+)/messages/(?<message>[^/?]+)");

  private final Tenant tenant;
  private final OperationRoutes operations;

  EmailThreatRoutes(Tenant tenant, OperationRoutes operations) {
    this.tenant = tenant;
    this.operations = operations;
  }

  Map<String, OperationCall.Handler> handlers() {
    Map<String, OperationCall.Handler> handlers = new HashMap<>();
    handlers.put("analyzedEmail.list", this::list);
    handlers.put("analyzedEmail.remediate", this::remediate);
    handlers.put("threatSubmission.email.review", this::review);
    for (String id :
        List.of(
            "threatSubmission.email.create",
            "threatSubmission.email.createFromContent",
            "threatSubmission.file.create",
            "threatSubmission.url.create")) {
      handlers.put(id, this::submit);
    }
    return handlers;
  }

  private Answer list(OperationCall call) {
    String from = call.call().query("startTime").orElse("");
    String until = call.call().query("endTime").orElse("9999");
    return operations.page(
        call,
        tenant.resources(Api.GRAPH).list(call.path()).stream()
            .filter(mail -> mail.path("loggedDateTime").asText().compareTo(from) >= 0)
            .filter(mail -> mail.path("loggedDateTime").asText().compareTo(until) <= 0)
            .toList());
  }

  private Answer remediate(OperationCall call) {
    String location = LOCATIONS.get(call.text("action"));
    List<ObjectNode> known =
        tenant.resources(Api.GRAPH).list("/security/collaboration/analyzedEmails");
    for (JsonNode wanted : call.body().path("analyzedEmails")) {
      known.stream()
          .filter(mail -> same(mail, wanted, "networkMessageId") || same(mail, wanted, "id"))
          .forEach(
              mail ->
                  tenant.progress(
                      () -> {},
                      () ->
                          ((ObjectNode) mail.path("latestDelivery"))
                              .put("location", location)
                              .put("action", "delivered")));
    }
    String link = "https://security.microsoft.com/action-center/history?id=" + UUID.randomUUID();
    return new Answer(202, Map.of("Location", link), new byte[0]);
  }

  private static boolean same(JsonNode mail, JsonNode wanted, String field) {
    return wanted.hasNonNull(field) && wanted.path(field).equals(mail.path(field));
  }

  private Answer submit(OperationCall call) {
    String messageUrl = call.body().path("messageUrl").asText();
    Optional<ObjectNode> message = messageUrl.isEmpty() ? Optional.empty() : message(messageUrl);
    ObjectNode submission = operations.created(call);
    submission
        .put("createdDateTime", Json.time(tenant.now()))
        .put("source", "administrator")
        .put("clientSource", "microsoft")
        .put("tenantId", tenant.id())
        .put("contentType", contentType(call.path()))
        .put("status", "running")
        .putNull("result");
    if (submission.has("fileContent")) {
      submission.putNull("fileContent");
    }
    message.ifPresent(found -> describe(submission, found));
    tenant.resources(Api.GRAPH).put(call.path(), submission);
    boolean lost = !messageUrl.isEmpty() && message.isEmpty();
    tenant.progress(() -> {}, () -> finish(submission, lost));
    return operations.one(call, 201, submission);
  }

  /** The message that the address means, whichever version of Microsoft Graph it names. */
  private Optional<ObjectNode> message(String messageUrl) {
    Matcher address = MESSAGE_URL.matcher(messageUrl);
    if (!address.matches()) {
      throw new ApiError(
          400, "BadRequest", "The messageUrl is not the address of a message in Microsoft Graph.");
    }
    return tenant
        .storedUser(address.group("user"))
        .map(user -> user.json.path("id").asText())
        .flatMap(
            user ->
                tenant
                    .resources(Api.GRAPH)
                    .find("/users/" + user + "/messages", address.group("message")));
  }

  private static void describe(ObjectNode submission, ObjectNode message) {
    submission
        .put("internetMessageId", message.path("internetMessageId").asText())
        .put("subject", message.path("subject").asText())
        .put("sender", message.at("/from/emailAddress/address").asText())
        .put("receivedDateTime", message.path("receivedDateTime").asText());
  }

  /** What cannot be found cannot be analyzed. */
  private static void finish(ObjectNode submission, boolean lost) {
    submission.put("status", lost ? "skipped" : "succeeded");
    submission
        .putObject("result")
        .put("category", lost ? "noResultAvailable" : submission.path("category").asText())
        .put("detail", lost ? "messageNotFound" : "none")
        .put("userMailboxSetting", "none");
  }

  private static String contentType(String path) {
    return path.endsWith("emailThreats") ? "email" : path.endsWith("urlThreats") ? "url" : "file";
  }

  private Answer review(OperationCall call) {
    String path = call.path().substring(0, call.path().lastIndexOf('/'));
    ObjectNode submission =
        tenant
            .resources(Api.GRAPH)
            .find(path.substring(0, path.lastIndexOf('/')), call.id())
            .orElseThrow(() -> Api.GRAPH.noSuchObject(call.path(), call.id()));
    submission
        .putObject("adminReview")
        .put("reviewBy", call.token().clientId())
        .put("reviewDateTime", Json.time(tenant.now()))
        .put("reviewResult", call.text("category"));
    return Answer.noContent();
  }
}
