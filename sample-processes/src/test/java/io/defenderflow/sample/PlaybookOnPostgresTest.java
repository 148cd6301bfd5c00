package io.defenderflow.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.simulator.Incident;
import io.defenderflow.simulator.Machine;
import io.defenderflow.simulator.SeedData;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The database of production: the same playbook, engine and tables on PostgreSQL. */
class PlaybookOnPostgresTest {
  private static EmbeddedPostgres postgres;
  private static SampleUnderTest sample;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    sample = SampleUnderTest.start(postgres.getJdbcUrl("postgres", "postgres"));
  }

  @AfterAll
  static void stop() throws IOException {
    sample.close();
    postgres.close();
  }

  @Test
  void aMachineIsContainedOnceAfterAResponderApprovedAndReleasedAfterTheSecondLook() {
    Machine machine = sample.tenant().addMachine("nw-pg-01.northwharf.example", "finance");
    Incident incident = raise("Ransomware behaviour", machine);

    sample.approve(sample.task(incident, "Approve containment"));
    JsonNode look = sample.task(incident, "Look a second time");
    assertThat(sample.tenant().machine(machine.id()).isolated()).isTrue();
    sample.complete(
        look, Map.of("machineNext", "release", "verdict", "malware", "lookReason", "Clean."));

    assertThat(sample.end(incident)).isEqualTo("Machine contained and released");
    assertThat(sample.tenant().machine(machine.id()).isolated()).isFalse();
    assertThat(sample.simulator().requests().count("POST", ".*/" + machine.id() + "/isolate"))
        .isEqualTo(1);
    assertThat(sample.tenant().incident(incident.id()).status()).isEqualTo("resolved");
  }

  @Test
  void aServerIsIsolatedOnlyWithTheApprovalOfAResponder() {
    Machine server =
        sample.tenant().addMachine("nw-pg-02.northwharf.example", "auto-contain", "server");
    Incident incident = raise("Ransomware on a server", server);

    JsonNode task = sample.task(incident, "Approve containment");
    assertThat(sample.tenant().actions(server.id())).isEmpty();
    sample.refuse(task, "The server stays.");

    assertThat(sample.end(incident)).isEqualTo("Handed over to people");
    assertThat(sample.tenant().actions(server.id())).isEmpty();
  }

  @Test
  void closingInThePortalReleasesTheMachineOnlyAfterAPersonAgreed() {
    Machine machine = sample.tenant().addMachine("nw-pg-03.northwharf.example", "auto-contain");
    Incident incident = raise("Closed while isolated", machine);
    sample.task(incident, "Look a second time");

    sample.closeInPortal(incident.id(), "falsePositive");
    JsonNode question = sample.task(incident, "Release the machine?");
    assertThat(sample.tenant().machine(machine.id()).isolated()).isTrue();
    sample.complete(question, Map.of("machineNext", "release", "lookReason", "A false alarm."));

    assertThat(sample.end(incident)).isEqualTo("Released after closing");
    assertThat(sample.tenant().machine(machine.id()).isolated()).isFalse();
  }

  private static Incident raise(String title, Machine machine) {
    return sample.raise(
        title, "high", machine.id(), SeedData.FINANCE_USER, incident -> {}, alert -> {});
  }
}
