package io.defenderflow.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Faults at random points, whose seeds are printed. */
class ChaosTest {
  /** The first and the last seed of the long form. */
  private static final String[] SEEDS = System.getProperty("seeds", "1-20").split("-");

  private Site site;

  @BeforeEach
  void setUp(TestInfo test) throws IOException {
    site = new Site(test.getTestMethod().orElseThrow().getName());
    site.pair();
  }

  @AfterEach
  void tearDown() throws IOException {
    site.close();
  }

  @Test
  @Timeout(600)
  void threeSeedsDoNothingTwiceAndLoseNothing() {
    LongStream.rangeClosed(1, 3)
        .forEach(
            seed -> {
              System.out.println("Seed " + seed);
              Chaos.ofNodes(site, seed, 6, Duration.ofSeconds(8)).run();
            });
    site.awaitRest(Duration.ofMinutes(4));

    check();
  }

  @Test
  @Tag("chaos")
  @Timeout(3_600)
  void twentySeedsDoNothingTwiceAndLoseNothing() {
    int kills = 0;
    for (long seed = Long.parseLong(SEEDS[0]); seed <= Long.parseLong(SEEDS[1]); seed++) {
      Instant start = Instant.now();
      System.out.println("Seed " + seed);
      Chaos chaos = Chaos.ofEverything(site, seed, 12, Duration.ofSeconds(15));
      chaos.run();
      site.awaitRest(Duration.ofMinutes(4));
      check();
      kills += chaos.kills();
      System.out.println(
          "Seed %d took %d s; %d kills so far"
              .formatted(seed, Duration.between(start, Instant.now()).toSeconds(), kills));
    }
  }

  private void check() {
    Report report = Checker.check(site);
    System.out.println(report);
    assertThat(report.breaches()).isEmpty();
  }
}
