package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Incidents that appear by themselves, so that a sample has something to respond to. */
final class IncidentScript {

  private static final Duration BETWEEN = Duration.ofMinutes(4);

  /** The mail of the script's phishing incident. */
  private static final String MESSAGE_ID = "7d1e0c55-1047-4000-8000-0e1f2a3b4c05";

  private static final String LINK = "https://parcel-fee.example/pay";

  /** The product that raises an incident. */
  private enum Raised {
    ON_A_MACHINE,
    IN_MAIL,
    AT_SIGN_IN
  }

  /** One incident to come. */
  private record Entry(
      String id,
      String displayName,
      String severity,
      String machineId,
      String userId,
      Raised raised) {}

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry(
              "1042",
              "Ransomware behaviour on a finance laptop",
              "high",
              SeedData.FINANCE_LAPTOP,
              SeedData.FINANCE_USER,
              Raised.ON_A_MACHINE),
          new Entry(
              "1047",
              "Phishing mail about a parcel fee",
              "medium",
              SeedData.FINANCE_LAPTOP,
              SeedData.FINANCE_USER,
              Raised.IN_MAIL),
          new Entry(
              "1048",
              "Unfamiliar sign-in of a salesperson",
              "high",
              SeedData.SALES_LAPTOP,
              SeedData.SALES_USER,
              Raised.AT_SIGN_IN),
          new Entry(
              "1043",
              "Credential theft tool on a sales laptop",
              "high",
              SeedData.SALES_LAPTOP,
              SeedData.SALES_USER,
              Raised.ON_A_MACHINE),
          new Entry(
              "1044",
              "Unusual sign-in to a domain controller",
              "high",
              SeedData.DOMAIN_CONTROLLER,
              SeedData.ADMIN_USER,
              Raised.ON_A_MACHINE),
          new Entry(
              "1045",
              "Malicious file on a field laptop",
              "high",
              SeedData.OFFLINE_LAPTOP,
              SeedData.FIELD_USER,
              Raised.ON_A_MACHINE),
          new Entry(
              "1046",
              "Web shell on a web server",
              "medium",
              SeedData.WEB_SERVER,
              SeedData.ADMIN_USER,
              Raised.ON_A_MACHINE));

  private final Instant first;
  private int raised;

  IncidentScript(Instant first) {
    this.first = first;
  }

  /** Raises what is due by now, each with the time it was due. */
  void raiseDue(Tenant tenant, Instant now) {
    while (raised < ENTRIES.size()) {
      Instant due = first.plus(BETWEEN.multipliedBy(raised));
      if (due.isAfter(now)) {
        return;
      }
      Entry entry = ENTRIES.get(raised);
      raised++;
      tenant.raise(
          entry.id(),
          entry.displayName(),
          entry.severity(),
          entry.machineId(),
          entry.userId(),
          due);
      ObjectNode alert = tenant.alertsOfIncident(entry.id()).get(0);
      switch (entry.raised()) {
        case IN_MAIL -> asPhishing(tenant, alert, due);
        case AT_SIGN_IN -> asSignIn(alert);
        case ON_A_MACHINE -> {
          // Incidents are raised like this.
        }
      }
    }
  }

  private static void asPhishing(Tenant tenant, ObjectNode alert, Instant due) {
    alert
        .put("serviceSource", "microsoftDefenderForOffice365")
        .put("detectionSource", "microsoftDefenderForOffice365")
        .put("productName", "Microsoft Defender for Office 365")
        .put("category", "InitialAccess")
        .put("description", "A mail with a link to a page that asks for passwords was delivered.");
    ObjectNode message =
        Evidence.start("analyzedMessageEvidence", due, "malicious")
            .put("networkMessageId", MESSAGE_ID)
            .put("subject", "Your parcel waits for its fee")
            .put("recipientEmailAddress", "alva.rinne@northwharf.example")
            .put("deliveryAction", "Delivered")
            .put("deliveryLocation", "Inbox/folder");
    message.putObject("p1Sender").put("emailAddress", "post@parcel-fee.example");
    message.putObject("p2Sender").put("emailAddress", "post@parcel-fee.example");
    message.putArray("urls").add(LINK);
    alert.putArray("evidence").add(message);
    tenant.answerHunting(
        MESSAGE_ID,
        Stream.of("alva.rinne@northwharf.example", "bendik.soll@northwharf.example")
            .map(IncidentScript::received)
            .toList());
    tenant.answerHunting(
        "[\"" + MESSAGE_ID + "\"]);\nUrlClickEvents",
        List.of(
            Json.object()
                .put("AccountUpn", "bendik.soll@northwharf.example")
                .put("Url", LINK)
                .put("PageOpened", true)));
  }

  private static ObjectNode received(String recipient) {
    return Json.object()
        .put("NetworkMessageId", MESSAGE_ID)
        .put("RecipientEmailAddress", recipient)
        .put("SenderFromAddress", "post@parcel-fee.example")
        .put("SenderFromDomain", "parcel-fee.example")
        .put("Subject", "Your parcel waits for its fee")
        .put("EmailDirection", "Inbound")
        .put("DeliveryAction", "Delivered")
        .put("DeliveryLocation", "Inbox/folder");
  }

  private static void asSignIn(ObjectNode alert) {
    alert
        .put("serviceSource", "azureAdIdentityProtection")
        .put("detectionSource", "azureAdIdentityProtection")
        .put("productName", "Microsoft Entra ID Protection")
        .put("category", "InitialAccess")
        .put(
            "description",
            "A sign-in from a place and with a browser that are new for the person.");
    ArrayNode evidence = alert.arrayNode();
    alert.path("evidence").forEach(evidence::add);
    ArrayNode kept = alert.putArray("evidence");
    for (JsonNode item : evidence) {
      String kind = item.path("@odata.type").asText();
      if (kind.endsWith("userEvidence") || kind.endsWith("ipEvidence")) {
        kept.add(item);
      }
    }
  }
}
