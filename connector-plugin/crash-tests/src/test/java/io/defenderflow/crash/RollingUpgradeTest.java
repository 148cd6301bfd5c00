package io.defenderflow.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Nodes are replaced one after the other under load. With {@code -Dprevious=<folder>} the first
 * nodes are of the build whose jars of core and starter are in that folder, and one of them comes
 * back at the end, on tables that this build has used.
 */
@Timeout(600)
class RollingUpgradeTest {
  private Site site;

  @BeforeEach
  void setUp() throws IOException {
    site = new Site("upgrade");
  }

  @AfterEach
  void tearDown() throws IOException {
    site.close();
  }

  @Test
  void replacingNodesUnderLoadLosesNothing() throws IOException {
    Node first = earlier();
    Node second = earlier();
    first.awaitStart();
    second.awaitStart();
    previous()
        .ifPresent(
            build -> assertThat(first.logged()).contains("The catalogue is in file:" + build));
    ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor();
    var unused =
        load.scheduleWithFixedDelay(
            () -> site.run(Playbooks.RESPOND), 0, 1_500, TimeUnit.MILLISECONDS);
    try {
      Node third = site.launch("new").awaitStart();
      first.stop();
      Node fourth = previous().isPresent() ? earlier() : site.launch("new");
      fourth.awaitStart();
      second.stop();
      Site.until(() -> site.posts(site.started().get(0), "unisolate") == 1);
      assertThat(third.isAlive()).isTrue();
    } finally {
      load.shutdownNow();
    }

    site.awaitRest(Duration.ofMinutes(4));

    Report report = Checker.check(site);
    System.out.println(report);
    assertThat(report.breaches()).isEmpty();
    assertThat(report.atIncident()).isZero();
  }

  private Node earlier() throws IOException {
    return previous().isPresent() ? site.launch("previous", previous().get()) : site.launch("node");
  }

  private static Optional<Path> previous() {
    return Optional.ofNullable(System.getProperty("previous"))
        .filter(folder -> !folder.isBlank())
        .map(Path::of);
  }
}
