package io.defenderflow.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults at chosen points of a step, with two nodes on the same tasks. */
@Timeout(600)
class CrashTest {
  private static final Duration LONGEST = Duration.ofMinutes(4);

  private static Site site;

  /** How many playbooks a person was asked about, as it should be. */
  private static int asked;

  @BeforeAll
  static void setUp() throws IOException {
    site = new Site("points");
  }

  @AfterAll
  static void tearDown() throws IOException {
    site.close();
  }

  @AfterEach
  void nothingIsDoneTwiceLostOrTold() {
    site.simulator().faults().reset();
    Report report = Checker.check(site);
    System.out.println(report);
    assertThat(report.breaches()).isEmpty();
    assertThat(report.atIncident()).isEqualTo(asked);
  }

  @Test
  void aNodeThatIsKilledBetweenPostAndCommitIsFollowedByOneThatSendsNothingAgain() {
    Node working = onlyNode();
    Node other = site.pair().get(1);
    List<Started> held = new ArrayList<>();
    site.database()
        .whileLocked(
            HeldCommit.LOCK,
            () -> {
              Started uncommitted = site.run(Playbooks.HELD_COMMIT);
              Site.until(site.database()::isAwaited);
              assertThat(site.journaled(uncommitted, "machine.isolate")).isEqualTo("DONE");
              hold("POST", ".*/(isolate|StopAndQuarantineFile)", 2);
              held.add(site.run(Playbooks.ISOLATE));
              held.add(site.run(Playbooks.QUARANTINE));
              site.awaitPost(held.get(0), "isolate");
              site.awaitPost(held.get(1), "StopAndQuarantineFile");
              held.add(quarantineWhosePostIsLost());
              working.kill();
            });
    other.resume();
    Duration takeOver = site.awaitTakeOver();
    site.launch("node");

    site.awaitRest(LONGEST);

    System.out.println("The other node took over after " + takeOver.toMillis() + " ms");
    Started lost = held.remove(2);
    assertThat(held).allMatch(site::hasEnded);
    assertThat(site.isAtIncident(lost)).isTrue();
    assertThat(site.posts(lost, "StopAndQuarantineFile")).isEqualTo(1);
  }

  @Test
  void aNodeThatWasPausedPastItsLockSendsNothingMore() {
    Node working = onlyNode();
    Node other = site.pair().get(1);
    hold("POST", ".*/isolate", 1);
    Started sent = site.run(Playbooks.ISOLATE);
    site.awaitPost(sent, "isolate");
    hold("GET", ".*/api/machines/[0-9a-f]{40}", 1);
    Started unsent = site.run(Playbooks.ISOLATE);
    Site.until(
        () ->
            site.simulator().requests().count("GET", ".*/api/machines/" + unsent.machineId()) > 0);
    working.pause();
    other.resume();
    Stream.of(sent, unsent).forEach(run -> site.awaitEnd(run, LONGEST));

    working.resume();

    Site.until(() -> Stream.of(sent, unsent).allMatch(run -> hasLetGo(working, run)));
    assertThat(site.posts(sent, "isolate")).isEqualTo(1);
    assertThat(site.posts(unsent, "isolate")).isEqualTo(1);
  }

  @Test
  void whenTheDatabaseIsGoneForAWhileTheStepsGoOnWhereTheyWere() {
    site.pair();
    delay("POST", ".*/isolate", Duration.ofSeconds(1));
    List<Started> runs =
        List.of(
            site.run(Playbooks.RESPOND), site.run(Playbooks.RESPOND), site.run(Playbooks.ISOLATE));
    runs.forEach(run -> site.awaitPost(run, "isolate"));

    site.wire().cut();
    pass(Site.LOCK.plusSeconds(1));
    site.wire().mend();
    Site.until(() -> site.posts(runs.get(0), "runAntiVirusScan") == 1);
    site.wire().stall();
    pass(Site.LOCK.plusSeconds(1));
    site.wire().mend();

    runs.forEach(run -> site.awaitEnd(run, LONGEST));
  }

  @Test
  void aLostRaceAtTheCommitCostsNeitherAPostNorARetry() {
    site.pair();
    Started run = site.run(Playbooks.LOST_RACE);

    site.awaitEnd(run, LONGEST);

    assertThat(site.posts(run, "isolate")).isEqualTo(1);
    assertThat(failures(run)).isEmpty();
    assertThat(site.nodes()).anyMatch(node -> node.says("OptimisticLockingException"));
  }

  @Test
  void aLostRaceForTheLockOfATaskCostsNeitherAPostNorARetry() {
    site.pair();
    site.database().loseNextRaceForLock();
    Started run = site.run(Playbooks.ISOLATE);

    site.awaitEnd(run, LONGEST);

    assertThat(site.database().hasLostRaceForLock()).isTrue();
    assertThat(site.posts(run, "isolate")).isEqualTo(1);
    assertThat(failures(run)).isEmpty();
  }

  /** Nobody can tell whether it was done: it was not, and it is not listed. */
  private static Started quarantineWhosePostIsLost() {
    site.simulator()
        .faults()
        .on("POST", ".*/StopAndQuarantineFile")
        .times(1)
        .dropConnection()
        .delay(Site.NEVER);
    Started lost = site.run(Playbooks.QUARANTINE);
    site.awaitPost(lost, "StopAndQuarantineFile");
    asked++;
    return lost;
  }

  /** The node that gets what is started next, since the other one is paused. */
  private static Node onlyNode() {
    List<Node> pair = site.pair();
    pair.get(1).pause();
    return pair.get(0);
  }

  private static boolean hasLetGo(Node node, Started run) {
    String task =
        site.database()
            .rows(
                "SELECT DISTINCT EXT_TASK_ID_ FROM ACT_HI_EXT_TASK_LOG WHERE PROC_INST_ID_ = ?",
                run.processInstanceId())
            .get(0)
            .get("EXT_TASK_ID_");
    return node.logged()
        .lines()
        .anyMatch(line -> line.contains(task) && line.contains("is no longer ours"));
  }

  /** The failures of its steps that cost retries. */
  private static List<Map<String, String>> failures(Started run) {
    return site.database()
        .rows(
            "SELECT ACT_ID_, ERROR_MSG_ FROM ACT_HI_EXT_TASK_LOG WHERE PROC_INST_ID_ = ? AND"
                + " RETRIES_ IS NOT NULL",
            run.processInstanceId());
  }

  /** Lets the work be done, and the answer never come. */
  private static void hold(String method, String path, int times) {
    site.simulator().faults().on(method, path).times(times).delay(Site.NEVER);
  }

  private static void delay(String method, String path, Duration by) {
    site.simulator().faults().on(method, path).delay(by);
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
