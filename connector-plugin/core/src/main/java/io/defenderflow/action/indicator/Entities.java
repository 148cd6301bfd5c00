package io.defenderflow.action.indicator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The machines, users, files, addresses and domains in the evidence of alerts, each once.
 *
 * @param machines ids of Defender for Endpoint
 * @param users object ids, or user principal names where evidence has no id
 * @param files the SHA-256 of each, or its SHA-1 where evidence has no other
 * @param addresses without those of internal networks
 */
public record Entities(
    Set<String> machines,
    Set<String> users,
    Set<String> files,
    Set<String> addresses,
    Set<String> domains) {

  /** Reads them from alerts. */
  public static Entities of(JsonNode alerts) {
    Entities entities =
        new Entities(
            new LinkedHashSet<>(),
            new LinkedHashSet<>(),
            new LinkedHashSet<>(),
            new LinkedHashSet<>(),
            new LinkedHashSet<>());
    for (JsonNode alert : alerts) {
      alert.path("evidence").forEach(entities::add);
    }
    return entities;
  }

  private void add(JsonNode evidence) {
    String machine = evidence.path("mdeDeviceId").asText("");
    if (machine.matches("[0-9a-fA-F]{40}")) {
      machines.add(machine.toLowerCase(java.util.Locale.ROOT));
    }
    account(evidence.path("userAccount"));
    file(evidence.path("fileDetails"));
    file(evidence.path("imageFile"));
    address(evidence.path("ipAddress"));
    address(evidence.path("destinationAddress").path("ipAddress"));
    Observable.domain(evidence.path("domainName").asText())
        .ifPresent(domain -> domains.add(domain.value()));
    Observable.url(evidence.path("url").asText())
        .flatMap(url -> url.type().equals(Observable.DOMAIN) ? Optional.of(url) : url.domainOfUrl())
        .ifPresent(domain -> domains.add(domain.value()));
  }

  private void account(JsonNode account) {
    String id = account.path("azureAdUserId").asText("");
    String name = account.path("userPrincipalName").asText("");
    if (id.matches("[0-9a-fA-F-]{36}")) {
      users.add(id);
    } else if (name.matches("[^\\s/?#@]+@[A-Za-z0-9.-]+")) {
      users.add(name);
    }
  }

  private void file(JsonNode details) {
    Observable.hash(details.path("sha256").asText())
        .or(() -> Observable.hash(details.path("sha1").asText()))
        .ifPresent(hash -> files.add(hash.value()));
  }

  private void address(JsonNode text) {
    Observable.address(text.asText())
        .filter(address -> !address.isPrivate())
        .ifPresent(address -> addresses.add(address.value()));
  }
}
