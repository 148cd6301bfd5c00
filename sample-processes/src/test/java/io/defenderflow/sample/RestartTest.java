package io.defenderflow.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.defenderflow.simulator.Incident;
import io.defenderflow.simulator.Simulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restart between the incident and the decision. */
class RestartTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String INCIDENT_LIST = ".*/v1.0/security/incidents\\?.*";

  @Test
  void theApprovalIsStillThereAndTheIncidentStartsNothingAgain(@TempDir Path folder) {
    try (Simulator simulator = Simulator.start()) {
      Incident incident = simulator.tenant().addIncident("Ransomware behaviour");
      List<String> settings = settings(simulator, folder);
      try (RunningSample first = RunningSample.start(settings)) {
        await()
            .atMost(PATIENCE)
            .until(
                () -> first.task(SampleUnderTest.keyOf(incident), "Approve containment"),
                Optional::isPresent);
      }
      simulator.requests().clear();

      try (RunningSample second = RunningSample.start(settings)) {
        await().atMost(PATIENCE).until(() -> simulator.requests().count("GET", INCIDENT_LIST) >= 3);

        assertThat(
                second.read(
                    "administrator",
                    "/history/process-instance?rootProcessInstances=true"
                        + "&processInstanceBusinessKey=incident:"
                        + incident.id()))
            .hasSize(1);
        assertThat(
                second
                    .complete(
                        "responder",
                        second
                            .task(SampleUnderTest.keyOf(incident), "Approve containment")
                            .orElseThrow(),
                        Map.of(
                            "defenderApprovalDecision", "refuse",
                            "defenderApprovalReason", "Only a test."))
                    .statusCode())
            .isEqualTo(204);
        assertThat(
                await()
                    .atMost(PATIENCE)
                    .until(() -> second.end(SampleUnderTest.keyOf(incident)), Optional::isPresent))
            .contains("Handed over to people");
      }
    }
  }

  private static List<String> settings(Simulator simulator, Path folder) {
    List<String> settings = new ArrayList<>(RunningSample.tenant(simulator));
    settings.add("DEMO_PASSWORD=" + RunningSample.PASSWORD);
    settings.add("spring.datasource.url=jdbc:h2:file:" + folder.resolve("engine"));
    settings.add("defender.intake.incidents.poll-interval=1s");
    return settings;
  }
}
