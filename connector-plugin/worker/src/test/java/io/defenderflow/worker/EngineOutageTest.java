package io.defenderflow.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An engine that is away for a while. */
@Timeout(180)
class EngineOutageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Simulator simulator;

  @BeforeEach
  void startTenant() {
    simulator = Simulator.start();
  }

  @AfterEach
  void stopTenant() {
    simulator.close();
  }

  @Test
  void anEngineThatIsAwayIsAskedSeldomAndWorkGoesOnWhenItIsBack() throws IOException {
    AtomicInteger requests = new AtomicInteger();
    HttpServer broken =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    broken.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    broken.start();
    int port = broken.getAddress().getPort();
    String url = "http://127.0.0.1:" + port + "/engine-rest";
    try (RunningWorker worker = RunningWorker.start(RunningWorker.settings(url, simulator))) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(worker.health()).startsWith("DOWN ").contains("503"));
      requests.set(0);
      await().pollDelay(Duration.ofSeconds(5)).atMost(PATIENCE).until(() -> true);
      // Four lanes, each after one, two and four seconds.
      assertThat(requests.get()).isBetween(1, 12);
      broken.stop(0);

      try (TestEngine engine = TestEngine.onPort(port)) {
        runGetMachine(engine, "machine");
        await().atMost(PATIENCE).until(() -> isDone(engine));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(worker.health()).startsWith("UP "));
      }
    }
  }

  private static void runGetMachine(TestEngine engine, String result) {
    engine.deploy(
        Models.process(
            "playbook",
            Models.around(
                Models.step(
                    "Step",
                    "defender-read",
                    Map.of(
                        "defenderAction",
                        "machine.get",
                        "machineId",
                        SeedData.FINANCE_LAPTOP,
                        "defenderResult",
                        result),
                    ""),
                "Step")));
    engine.runtime().startProcessInstanceByKey("playbook");
  }

  private static boolean isDone(TestEngine engine) {
    return engine.engine().getTaskService().createTaskQuery().count() > 0;
  }
}
