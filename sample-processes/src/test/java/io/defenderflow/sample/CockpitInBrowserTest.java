package io.defenderflow.sample;

import static io.defenderflow.sample.SampleUnderTest.eventually;

import io.defenderflow.camunda7.intake.Intake;
import io.defenderflow.simulator.Incident;
import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.simulator.Tenant;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The pages about the Defender steps in Cockpit, used in a browser by {@code
 * pictures/cockpit-test.mjs}.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class CockpitInBrowserTest {
  @Test
  void peopleStopReleaseAndReadInCockpit() throws IOException, InterruptedException {
    NodeProgram pictures = NodeProgram.in("pictures");
    String chromium = NodeProgram.chromium();
    int webhook = freePort();
    try (RunningSample sample =
        RunningSample.start(
            List.of(
                "DEMO_PASSWORD=" + RunningSample.PASSWORD,
                "defender.simulator.port=0",
                "defender.intake.incidents.poll-interval=15m",
                "defender.caps.contain.count=0",
                "defender.notify.webhook.url=http://127.0.0.1:" + webhook + "/hook",
                // The port is not known yet; the program goes to the same page of the right one.
                "defender.notify.tasklist-url=http://127.0.0.1/camunda/app/tasklist/default/",
                "spring.datasource.url=jdbc:h2:mem:cockpit;DB_CLOSE_DELAY=-1"))) {
      pictures.run(
          Map.of(
              "CHROMIUM",
              chromium,
              "SAMPLE_URL",
              sample.url(),
              "WEBHOOK_PORT",
              String.valueOf(webhook),
              "CHANGED_TOO_LATE",
              changedAfterItsPlaybook(sample),
              "DEMO_PASSWORD",
              RunningSample.PASSWORD),
          "node",
          "cockpit-test.mjs");
    }
  }

  /** An incident whose playbook had ended when somebody changed it. */
  private static String changedAfterItsPlaybook(RunningSample sample) {
    Tenant tenant = sample.bean(Simulator.class).tenant();
    Intake intake = sample.bean(Intake.class);
    Incident incident =
        tenant.addIncident(
            "Unwanted software on one device", "low", SeedData.SALES_LAPTOP, SeedData.SALES_USER);
    intake.pollNow("incidents", "the test", "The next look is far away.");
    eventually(() -> sample.end(SampleUnderTest.keyOf(incident)));
    tenant.changeIncident(
        incident.id(),
        changed ->
            changed.put("severity", "medium").put("lastUpdateDateTime", Instant.now().toString()));
    intake.pollNow("incidents", "the test", "The next look is far away.");
    eventually(() -> intake.undeliverable("incidents").stream().findFirst());
    return incident.id();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }
}
