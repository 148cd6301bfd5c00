package io.defenderflow.sample;

import java.io.IOException;
import java.net.ServerSocket;
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
              "DEMO_PASSWORD",
              RunningSample.PASSWORD),
          "node",
          "cockpit-test.mjs");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }
}
