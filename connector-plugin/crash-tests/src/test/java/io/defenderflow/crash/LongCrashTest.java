package io.defenderflow.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.defenderflow.simulator.RecordedRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults that take their time. */
@Tag("chaos")
@Timeout(900)
class LongCrashTest {
  private static final Duration LONGEST = Duration.ofMinutes(4);

  @Test
  void aNodeThatWasPausedOnItsWayToThePostSendsNothingMore() throws IOException {
    try (Site site = new Site("pausedBeforePost")) {
      Node working = site.pair().get(0);
      Node other = site.pair().get(1);
      other.pause();
      // The first token is for reading; the request that needs the second one is in the journal.
      site.simulator()
          .faults()
          .on("POST", ".*/oauth2/v2.0/token")
          .after(1)
          .times(1)
          .delay(Duration.ofSeconds(2));
      Started run = site.run(Playbooks.ISOLATE);
      Site.until(() -> site.journaled(run, "machine.isolate").equals("SENT"));
      working.pause();
      other.resume();
      site.awaitEnd(run, LONGEST);

      working.resume();

      Site.until(() -> working.says("is no longer ours"));
      check(site);
      assertThat(site.posts(run, "isolate")).isEqualTo(1);
    }
  }

  @Test
  void anAnswerThatIsLostIsReadBackBeforeAnythingIsSentAgain() throws IOException {
    try (Site site = new Site("lostAnswers")) {
      site.pair();
      site.simulator()
          .faults()
          .on("POST", ".*/(isolate|StopAndQuarantineFile)")
          .times(2)
          .loseAnswer();
      List<Started> done = List.of(site.run(Playbooks.ISOLATE), site.run(Playbooks.QUARANTINE));
      site.awaitPost(done.get(0), "isolate");
      site.awaitPost(done.get(1), "StopAndQuarantineFile");
      site.simulator()
          .faults()
          .on("POST", ".*/(isolate|StopAndQuarantineFile)")
          .times(2)
          .dropConnection();
      Started again = site.run(Playbooks.ISOLATE);
      Started asked = site.run(Playbooks.QUARANTINE);
      site.awaitRest(LONGEST);

      Report report = check(site);
      assertThat(done).allMatch(site::hasEnded);
      assertThat(site.hasEnded(again)).isTrue();
      assertThat(site.posts(again, "isolate")).isEqualTo(2);
      assertThat(site.isAtIncident(asked)).isTrue();
      assertThat(site.posts(asked, "StopAndQuarantineFile")).isEqualTo(1);
      assertThat(site.journaled(asked, "machine.stopAndQuarantineFile")).isEqualTo("UNKNOWN");
      assertThat(report.atIncident()).isEqualTo(1);
    }
  }

  @Test
  void whenTheDatabaseIsGoneForHalfAMinuteEverythingGoesOn() throws IOException {
    try (Site site = new Site("outage")) {
      site.pair();
      List<Started> runs =
          IntStream.range(0, 6).mapToObj(unused -> site.run(Playbooks.RESPOND)).toList();
      site.awaitPost(runs.get(0), "isolate");
      site.wire().cut();
      pass(Duration.ofSeconds(30));
      site.wire().mend();

      runs.forEach(run -> site.awaitEnd(run, LONGEST));

      check(site);
    }
  }

  @Test
  void aRestoredBackupRepeatsNoIsolation() throws IOException {
    try (Site site = new Site("restored")) {
      List<Started> runs =
          IntStream.range(0, 4).mapToObj(unused -> site.run(Playbooks.ISOLATE)).toList();
      site.database().backUp("yesterday");
      site.pair();
      site.awaitRest(LONGEST);
      check(site);
      site.nodes().forEach(Node::kill);

      site.database().restore("yesterday");
      assertThat(runs).noneMatch(site::hasEnded);
      site.pair();
      site.awaitRest(LONGEST);

      assertThat(runs).allMatch(site::hasEnded);
      assertThat(runs).allMatch(run -> site.posts(run, "isolate") == 1);
      assertThat(runs)
          .allMatch(run -> site.simulator().tenant().machine(run.machineId()).isolated());
      assertThat(Canaries.found(site)).isEmpty();
    }
  }

  @Test
  void clocksThatAreSteppedByAnHourDoNothingTwice() throws IOException {
    try (Site site = new Site("clocks")) {
      List<Node> pair = site.pair();
      for (int hours : new int[] {1, -1, 0}) {
        IntStream.range(0, 3).forEach(unused -> site.run(Playbooks.RESPOND));
        pass(Duration.ofSeconds(2));
        pair.get(0).step(Duration.ofHours(hours));
        pair.get(1).step(Duration.ofHours(-hours));
        pass(Duration.ofSeconds(4));
      }
      // A lock or a pause that was noted down by a clock ahead of time ends by that time.
      pair.forEach(node -> node.step(Duration.ofHours(2)));
      site.awaitRest(LONGEST);

      Report report = check(site);
      assertThat(report.atIncident()).isZero();
    }
  }

  @Test
  void aStormOfAThousandIsolationsIsSentOnceEachWithinTheBudget() throws IOException {
    int most = 100;
    Duration window = Duration.ofSeconds(5);
    try (Site site =
        new Site(
            "storm",
            "defender.limits.families.all=unlimited",
            "defender.limits.families.machine-actions=" + most + "/" + window.toSeconds() + "s",
            "defender.limits.nodes=2",
            // What is looked for in logs is looked for in the other runs.
            "logging.level.io.defenderflow=INFO",
            "logging.level.org.apache.hc=INFO")) {
      List<Node> pair = site.pair();
      Instant start = Instant.now();
      IntStream.range(0, 1_000).forEach(unused -> site.run(Playbooks.ISOLATE_ONLY));
      Site.until(() -> site.simulator().requests().count("POST", ".*/isolate") > 200);
      pair.get(0).kill();
      site.pair();
      site.awaitRest(Duration.ofMinutes(6));

      Report report = check(site);
      System.out.println(
          "A thousand isolations took %d s; heap of the node that lived through it: %s"
              .formatted(Duration.between(start, Instant.now()).toSeconds(), heap(pair.get(1))));
      assertThat(report.ended()).isEqualTo(1_000);
      assertThat(report.posts()).isEqualTo(1_000);
      assertThat(pair.get(1).isAlive()).isTrue();
      // Three nodes had a share each while the killed one's last requests were in the window.
      List<Long> times =
          site.simulator().requests().list("POST", ".*/isolate").stream()
              .map(RecordedRequest::nanos)
              .toList();
      for (int i = 0; i + most * 3 / 2 < times.size(); i++) {
        assertThat(times.get(i + most * 3 / 2) - times.get(i)).isGreaterThan(window.toNanos());
      }
    }
  }

  private static String heap(Node node) {
    Matcher value =
        Pattern.compile("\"value\":([0-9.E]+)")
            .matcher(node.actuator("/metrics/jvm.memory.used?tag=area:heap"));
    return value.find()
        ? Math.round(Double.parseDouble(value.group(1)) / 1_000_000) + " MB"
        : "unknown";
  }

  private static Report check(Site site) {
    Report report = Checker.check(site);
    System.out.println(report);
    assertThat(report.breaches()).isEmpty();
    return report;
  }

  /** The fault itself takes its time; nothing is waited for. */
  private static void pass(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
