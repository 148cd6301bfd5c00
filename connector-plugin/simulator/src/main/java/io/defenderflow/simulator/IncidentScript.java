package io.defenderflow.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Incidents that appear by themselves, so that a sample has something to respond to. */
final class IncidentScript {

  private static final Duration BETWEEN = Duration.ofMinutes(4);

  /** One incident to come. */
  private record Entry(
      String id, String displayName, String severity, String machineId, String userId) {}

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry(
              "1042",
              "Ransomware behaviour on a finance laptop",
              "high",
              SeedData.FINANCE_LAPTOP,
              SeedData.FINANCE_USER),
          new Entry(
              "1043",
              "Credential theft tool on a sales laptop",
              "high",
              SeedData.SALES_LAPTOP,
              SeedData.SALES_USER),
          new Entry(
              "1044",
              "Unusual sign-in to a domain controller",
              "high",
              SeedData.DOMAIN_CONTROLLER,
              SeedData.ADMIN_USER),
          new Entry(
              "1045",
              "Malicious file on a field laptop",
              "high",
              SeedData.OFFLINE_LAPTOP,
              SeedData.FIELD_USER),
          new Entry(
              "1046",
              "Web shell on a web server",
              "medium",
              SeedData.WEB_SERVER,
              SeedData.ADMIN_USER));

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
    }
  }
}
