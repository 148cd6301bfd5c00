package io.defenderflow.crash;

import io.defenderflow.catalogue.Catalogue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;

/**
 * A Camunda application as a customer has one. It ends when its standard input does, so that no
 * node outlives the test that started it, however that test ended.
 */
@SpringBootApplication
public class NodeApplication {
  /** Stands in the log before the port on which the actuator answers. */
  static final String PORT = "The node listens on port ";

  /** A line of standard input that starts with this steps the clock, for example by PT-1H. */
  static final String STEP = "step ";

  private static final SteppedClock CLOCK = new SteppedClock();

  public static void main(String[] arguments) {
    Thread orders = new Thread(NodeApplication::obey, "orders");
    orders.setDaemon(true);
    orders.start();
    System.out.println(
        "The catalogue is in "
            + Catalogue.class.getProtectionDomain().getCodeSource().getLocation());
    SpringApplication.run(NodeApplication.class, arguments);
  }

  @Bean
  Clock clock() {
    return CLOCK;
  }

  /** Holds a transaction of the engine open until the test lets go. */
  @Bean
  JavaDelegate heldCommit(DataSource database) {
    return new HeldCommit(database);
  }

  /** Makes the first transaction that comes by fail when it commits. */
  @Bean
  JavaDelegate lostRace(DataSource database) {
    return new LostRace(database);
  }

  @EventListener
  void listening(ServletWebServerInitializedEvent server) {
    System.out.println(PORT + server.getWebServer().getPort());
  }

  private static void obey() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(STEP)) {
          CLOCK.step(Duration.parse(line.substring(STEP.length())));
        }
      }
    } catch (IOException e) {
      System.out.println("The test is gone: " + e.getMessage());
    }
    Runtime.getRuntime().halt(1);
  }
}
