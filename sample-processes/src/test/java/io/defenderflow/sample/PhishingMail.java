package io.defenderflow.sample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.simulator.Incident;
import io.defenderflow.simulator.RecordedRequest;
import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.simulator.Tenant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** A mail with a sender and a link of its own, as Defender for Office 365 knows it. */
public final class PhishingMail {
  public static final String REMEDIATE = ".*/analyzedEmails/remediate";
  public static final String REPORTER = "reporter@northwharf.example";

  private final Tenant tenant;
  private final String messageId = UUID.randomUUID().toString();

  public PhishingMail(Tenant tenant) {
    this.tenant = tenant;
    clicks(false, REPORTER);
  }

  /** Its network message id. */
  public String messageId() {
    return messageId;
  }

  public String internetMessageId() {
    return "<" + messageId + "@" + domain() + ">";
  }

  /** The domain of its sender and of its link. */
  public String domain() {
    return "d" + messageId.substring(0, 8) + ".example";
  }

  public String url() {
    return "https://" + domain() + "/pay";
  }

  /** It came from outside into these mailboxes. */
  public void received(String... recipients) {
    receivedFrom("billing@" + domain(), "Inbound", recipients);
  }

  public void receivedFrom(String sender, String direction, String... recipients) {
    tenant.answerHunting(
        "[\"" + messageId + "\"]);\nlet senders",
        Arrays.stream(recipients)
            .map(
                recipient ->
                    object()
                        .put("NetworkMessageId", messageId)
                        .put("InternetMessageId", internetMessageId())
                        .put("RecipientEmailAddress", recipient)
                        .put("SenderFromAddress", sender)
                        .put("EmailDirection", direction)
                        .put("LatestDeliveryLocation", "Inbox/folder"))
            .toList());
  }

  /** These people opened its link. */
  public void clicked(String... people) {
    clicks(true, people);
  }

  private void clicks(boolean opened, String... people) {
    tenant.answerHunting(
        "[\"" + messageId + "\"]);\nUrlClickEvents",
        Arrays.stream(people)
            .map(
                person ->
                    object().put("AccountUpn", person).put("Url", url()).put("PageOpened", opened))
            .toList());
  }

  /**
   * It lies in the mailbox.
   *
   * @return its id there
   */
  public String liesInMailboxOf(String userId) {
    String id = "AAMk" + messageId;
    ObjectNode message =
        object()
            .put("id", id)
            .put("internetMessageId", internetMessageId())
            .put("subject", "Your invoice")
            .put("receivedDateTime", "2026-11-21T02:40:00Z");
    message.putObject("from").putObject("emailAddress").put("address", "billing@" + domain());
    tenant.put("/v1.0/users/" + userId + "/messages", message);
    return id;
  }

  /** An incident whose evidence names the mail, its link, and who reported it. */
  public Incident raise(SampleUnderTest sample) {
    ObjectNode message = evidence("analyzedMessageEvidence").put("networkMessageId", messageId);
    message.putArray("urls").add(url());
    ObjectNode cluster = evidence("mailClusterEvidence");
    cluster.putArray("networkMessageIds").add(messageId);
    ObjectNode report =
        evidence("submissionMailEvidence")
            .put("networkMessageId", messageId)
            .put("submitter", REPORTER);
    return raise(sample, message, cluster, report);
  }

  public Incident raise(SampleUnderTest sample, ObjectNode... evidence) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode().addAll(List.of(evidence));
    return sample.raise(
        "Phishing mail delivered",
        "medium",
        SeedData.FINANCE_LAPTOP,
        SeedData.FINANCE_USER,
        incident -> {},
        alert -> {
          alert.put("serviceSource", "microsoftDefenderForOffice365");
          alert.set("evidence", all);
        });
  }

  public static ObjectNode evidence(String type) {
    return object()
        .put("@odata.type", "#microsoft.graph.security." + type)
        .put("createdDateTime", "2026-11-21T02:41:07Z")
        .put("verdict", "malicious");
  }

  /** The remediations that were asked for, of this mail only. */
  public List<RecordedRequest> removals(Simulator simulator) {
    return simulator.requests().list("POST", REMEDIATE).stream()
        .filter(request -> request.body().contains(messageId))
        .toList();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
