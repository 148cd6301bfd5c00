package io.defenderflow.action.indicator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Collects what the evidence of alerts names, each thing once. The programs that only started a
 * suspicious one, and the machines of the tenant, are no indicators.
 */
final class EvidenceIndicators {
  private final Map<Observable, Seen> found = new LinkedHashMap<>();

  /** Where and as what a thing was seen. */
  private static final class Seen {
    private final Set<String> alerts = new TreeSet<>();
    private final Set<String> verdicts = new TreeSet<>();
    private final Set<String> roles = new TreeSet<>();
    private final Set<String> uses = new TreeSet<>();
    private String name = "";
    private String first = "";
    private String last = "";
  }

  void add(JsonNode alert) {
    for (JsonNode evidence : alert.path("evidence")) {
      String type = evidence.path("@odata.type").asText().replaceFirst("^.*\\.", "");
      switch (type) {
        case "fileEvidence" -> file(alert, evidence, evidence.path("fileDetails"));
        case "processEvidence" -> file(alert, evidence, evidence.path("imageFile"));
        case "fileHashEvidence" ->
            see(alert, evidence, Observable.hash(evidence.path("value").asText()), "", "file");
        case "blobEvidence" ->
            evidence
                .path("fileHashes")
                .forEach(
                    hash ->
                        see(
                            alert,
                            evidence,
                            Observable.hash(hash.path("value").asText()),
                            evidence.path("name").asText(),
                            "file"));
        case "malwareEvidence" ->
            evidence.path("files").forEach(file -> file(alert, evidence, file.path("fileDetails")));
        case "ipEvidence" -> address(alert, evidence, evidence, "address");
        case "networkConnectionEvidence" ->
            address(alert, evidence, evidence.path("destinationAddress"), "destination");
        case "urlEvidence" ->
            see(alert, evidence, Observable.url(evidence.path("url").asText()), "", "link");
        case "dnsEvidence" -> {
          see(alert, evidence, Observable.domain(evidence.path("domainName").asText()), "", "name");
          evidence.path("ipAddresses").forEach(ip -> address(alert, evidence, ip, "address"));
        }
        case "mailboxEvidence" ->
            see(
                alert,
                evidence,
                Observable.email(evidence.path("primaryAddress").asText()),
                evidence.path("displayName").asText(),
                "mailbox");
        case "analyzedMessageEvidence" -> message(alert, evidence);
        case "submissionMailEvidence" -> {
          mail(alert, evidence, evidence.path("sender").asText(), "sender");
          mail(alert, evidence, evidence.path("recipient").asText(), "recipient");
          see(
              alert,
              evidence,
              Observable.address(evidence.path("senderIp").asText()),
              "",
              "sender");
        }
        default -> {
          // Other evidence names nothing that could be seen elsewhere.
        }
      }
    }
  }

  private void message(JsonNode alert, JsonNode evidence) {
    mail(alert, evidence, evidence.path("p1Sender").path("emailAddress").asText(), "sender");
    mail(alert, evidence, evidence.path("p2Sender").path("emailAddress").asText(), "sender");
    mail(alert, evidence, evidence.path("recipientEmailAddress").asText(), "recipient");
    see(alert, evidence, Observable.address(evidence.path("senderIp").asText()), "", "sender");
    evidence
        .path("urls")
        .forEach(url -> see(alert, evidence, Observable.url(url.asText()), "", "link"));
  }

  private void mail(JsonNode alert, JsonNode evidence, String address, String use) {
    see(alert, evidence, Observable.email(address), "", use);
  }

  private void file(JsonNode alert, JsonNode evidence, JsonNode details) {
    for (String hash : new String[] {"sha256", "sha1", "md5"}) {
      see(
          alert,
          evidence,
          Observable.hash(details.path(hash).asText()),
          details.path("fileName").asText(),
          "file");
    }
  }

  private void address(JsonNode alert, JsonNode evidence, JsonNode ip, String use) {
    see(alert, evidence, Observable.address(ip.path("ipAddress").asText()), "", use);
  }

  private void see(
      JsonNode alert, JsonNode evidence, Optional<Observable> thing, String name, String use) {
    if (thing.isEmpty()) {
      return;
    }
    Seen seen = found.computeIfAbsent(thing.get(), unseen -> new Seen());
    seen.alerts.add(alert.path("id").asText());
    seen.uses.add(use);
    text(evidence.path("verdict")).ifPresent(seen.verdicts::add);
    evidence.path("roles").forEach(role -> seen.roles.add(role.asText()));
    evidence.path("detailedRoles").forEach(role -> seen.roles.add(role.asText()));
    if (seen.name.isEmpty()) {
      seen.name = name.equals("null") ? "" : name;
    }
    text(evidence.path("createdDateTime"))
        .or(() -> text(alert.path("createdDateTime")))
        .ifPresent(
            time -> {
              seen.first =
                  seen.first.isEmpty() || time.compareTo(seen.first) < 0 ? time : seen.first;
              seen.last = time.compareTo(seen.last) > 0 ? time : seen.last;
            });
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.of(node).filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  /** Adds the domain of every URL. */
  void addDomainsOfUrls() {
    for (Observable thing : List.copyOf(found.keySet())) {
      thing
          .domainOfUrl()
          .ifPresent(
              domain -> {
                Seen url = found.get(thing);
                Seen seen = found.computeIfAbsent(domain, unseen -> new Seen());
                seen.alerts.addAll(url.alerts);
                seen.verdicts.addAll(url.verdicts);
                seen.roles.addAll(url.roles);
                seen.uses.add("domain of a link");
                seen.first = url.first;
                seen.last = url.last;
              });
    }
  }

  void leaveOutPrivateAddresses() {
    found.keySet().removeIf(Observable::isPrivate);
  }

  /** Keeps what Microsoft judged malicious or suspicious. */
  void leaveOutHarmless() {
    found
        .values()
        .removeIf(
            seen -> !seen.verdicts.contains("malicious") && !seen.verdicts.contains("suspicious"));
  }

  /** The things as a list and as a STIX bundle. */
  ObjectNode result(String source) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    ArrayNode list = result.putArray("indicators");
    List<ObjectNode> stix = new ArrayList<>();
    found.forEach(
        (thing, seen) -> {
          ObjectNode item = list.addObject().put("type", thing.type()).put("value", thing.value());
          if (!seen.name.isEmpty()) {
            item.put("name", seen.name);
          }
          if (thing.type().equals(Observable.IP)) {
            item.put("private", thing.isPrivate());
          }
          texts(item, "verdicts", seen.verdicts);
          texts(item, "roles", seen.roles);
          texts(item, "seenAs", seen.uses);
          texts(item, "alerts", seen.alerts);
          item.put("firstSeen", seen.first).put("lastSeen", seen.last);
          stix.add(
              StixBundle.indicator(
                  thing, seen.name, source, seen.first, seen.last, List.copyOf(seen.verdicts)));
        });
    result.put("count", list.size());
    result.set("stix", StixBundle.of(stix));
    return result;
  }

  private static void texts(ObjectNode item, String name, Set<String> texts) {
    ArrayNode array = item.putArray(name);
    texts.forEach(array::add);
  }
}
