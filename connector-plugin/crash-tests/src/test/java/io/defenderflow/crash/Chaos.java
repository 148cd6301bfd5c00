package io.defenderflow.crash;

import io.defenderflow.simulator.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A plan of playbooks and faults that follows from a seed. The same seed gives the same plan; what
 * it meets differs from run to run.
 */
final class Chaos {
  private static final List<String> PLAYBOOKS =
      List.of(
          Playbooks.RESPOND,
          Playbooks.RESPOND,
          Playbooks.RESPOND,
          Playbooks.ISOLATE,
          Playbooks.ISOLATE,
          Playbooks.QUARANTINE,
          Playbooks.LOST_RACE);

  private final Site site;
  private final SplittableRandom random;
  private final Duration length;
  private final List<Step> plan = new ArrayList<>();
  private int kills;

  private record Step(Duration at, String what, Runnable work) {}

  private Chaos(Site site, long seed, Duration length) {
    this.site = site;
    this.random = new SplittableRandom(seed);
    this.length = length;
  }

  /** Faults after which nothing has to be read back before it is sent again. */
  static Chaos ofNodes(Site site, long seed, int playbooks, Duration length) {
    Chaos chaos = new Chaos(site, seed, length);
    chaos.planPlaybooks(playbooks);
    chaos.planSlowAnswers();
    chaos.planKill();
    chaos.planPauseOrOutage();
    return chaos;
  }

  /** The same, and answers of Microsoft that are lost or refusals. */
  static Chaos ofEverything(Site site, long seed, int playbooks, Duration length) {
    Chaos chaos = ofNodes(site, seed, playbooks, length);
    chaos.planPauseOrOutage();
    chaos.planRefusals();
    chaos.planLostAnswer();
    if (chaos.random.nextBoolean()) {
      chaos.planKill();
    }
    return chaos;
  }

  /** Does as planned, and mends everything at the end. */
  void run() {
    plan.sort(Comparator.comparing(Step::at));
    long start = System.nanoTime();
    for (Step step : plan) {
      sleepUntil(start + step.at().toNanos());
      System.out.println("  %5d ms: %s".formatted(step.at().toMillis(), step.what()));
      step.work().run();
    }
    site.wire().mend();
    site.nodes().forEach(Node::resume);
    site.simulator().faults().reset();
    site.pair();
  }

  int kills() {
    return kills;
  }

  private void planPlaybooks(int count) {
    for (int i = 0; i < count; i++) {
      String playbook = PLAYBOOKS.get(random.nextInt(PLAYBOOKS.size()));
      plan(within(0.6), "start " + playbook, () -> site.run(playbook));
    }
    plan(Duration.ZERO, "start " + Playbooks.BEHIND_PROXY, () -> site.run(Playbooks.BEHIND_PROXY));
  }

  /** What takes its time is more likely to be under way when something breaks. */
  private void planSlowAnswers() {
    Duration slow = Duration.ofMillis(200L + random.nextInt(1_500));
    plan(
        Duration.ZERO,
        "every POST takes " + slow.toMillis() + " ms",
        () -> faults().on("POST", ".*/machines/.*").delay(slow));
  }

  private void planKill() {
    int which = random.nextInt(2);
    plan(
        within(0.9),
        "kill a node",
        () -> {
          List<Node> alive = site.nodes().stream().filter(Node::isAlive).toList();
          Node victim = alive.get(Math.min(which, alive.size() - 1));
          victim.kill();
          kills++;
          site.launch("node");
        });
  }

  private void planPauseOrOutage() {
    Duration from = within(0.7);
    Duration until = from.plusMillis(500 + random.nextInt(9_000));
    switch (random.nextInt(3)) {
      case 0 -> {
        int which = random.nextInt(2);
        plan(
            from,
            "pause a node until " + until.toMillis() + " ms",
            () ->
                site.nodes().stream()
                    .filter(Node::isAlive)
                    .skip(which)
                    .limit(1)
                    .forEach(Node::pause));
        plan(until, "resume it", () -> site.nodes().forEach(Node::resume));
      }
      case 1 -> {
        plan(from, "cut the wire until " + until.toMillis() + " ms", () -> site.wire().cut());
        plan(until, "mend the wire", () -> site.wire().mend());
      }
      default -> {
        plan(from, "stall the wire until " + until.toMillis() + " ms", () -> site.wire().stall());
        plan(until, "mend the wire", () -> site.wire().mend());
      }
    }
  }

  private void planRefusals() {
    int times = 1 + random.nextInt(3);
    plan(
        within(0.5),
        "refuse " + times + " reads with 503",
        () -> faults().on("GET", ".*/api/.*").times(times).status(503));
    plan(
        within(0.5),
        "refuse a POST with 429",
        () -> faults().on("POST", ".*/machines/.*").times(1).retryAfter(Duration.ofSeconds(1)));
    plan(within(0.9), "forget the tokens", () -> site.simulator().tenant().forgetTokens());
  }

  private void planLostAnswer() {
    boolean done = random.nextBoolean();
    plan(
        within(0.6),
        done ? "lose the answer to a POST" : "drop the connection of a POST",
        () -> {
          var rule = faults().on("POST", ".*/machines/.*").times(1);
          if (done) {
            rule.loseAnswer();
          } else {
            rule.dropConnection();
          }
        });
  }

  private Faults faults() {
    return site.simulator().faults();
  }

  private Duration within(double share) {
    return Duration.ofMillis(random.nextInt((int) (length.toMillis() * share)));
  }

  private void plan(Duration at, String what, Runnable work) {
    plan.add(new Step(at, what, work));
  }

  private static void sleepUntil(long nanos) {
    try {
      Thread.sleep(Math.max(0, (nanos - System.nanoTime()) / 1_000_000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
