package io.defenderflow.lane;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.catalogue.BoundInputs;
import io.defenderflow.catalogue.TargetOutcomes;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.ErrorCode.Ending;
import io.defenderflow.fault.Fault;
import io.defenderflow.journal.Entry;
import io.defenderflow.journal.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One attempt at an action that has many targets. Every target is a {@link WritingStep} of its own,
 * so that one target goes on from where the journal stands, whatever became of the others.
 *
 * <p>What is transient for one target puts the step off until it is due, without costing a retry,
 * as long as another target came to something. Where none did, Microsoft or the way to it is at
 * fault, and the step is repeated like every other.
 */
final class ForEachStep {
  /** Leaves half of the 100 calls a minute that Microsoft allows to other steps. */
  private static final Duration PACE = Duration.ofMillis(1_200);

  private static final Set<ErrorCode> STOPS_ALL = Set.of(ErrorCode.THROTTLED, ErrorCode.STOPPED);
  private static final Duration UNNAMED_THROTTLE = Duration.ofMinutes(1);

  private final Map<String, BoundInputs> targets;
  private final boolean waits;
  private final StepSettings settings;
  private final Clock clock;
  private final Function<BoundInputs, WritingStep> single;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Instant> due = new ArrayList<>();
  private final TargetOutcomes outcomes;
  private Optional<Fault> postponed = Optional.empty();

  /**
   * @param name the field of the result that names the target
   * @param targets the inputs of the single action by target
   * @param waits whether a target is done only when Microsoft has finished with it
   * @param single the step for one target
   */
  ForEachStep(
      String name,
      Map<String, BoundInputs> targets,
      boolean waits,
      StepSettings settings,
      Clock clock,
      Function<BoundInputs, WritingStep> single) {
    this.targets = targets;
    this.waits = waits;
    this.settings = settings;
    this.clock = clock;
    this.single = single;
    this.outcomes = new TargetOutcomes(name);
  }

  /** The journal's entries as this attempt left them. */
  List<Entry> entries() {
    return List.copyOf(entries);
  }

  /**
   * Goes on with every target.
   *
   * @throws Fault where no target came to anything
   * @throws TaskGone where the task is no longer ours; nothing more was sent then
   */
  StepResult run() {
    for (String target : targets.keySet()) {
      Optional<Fault> later = attempt(target);
      // Microsoft counts the requests of the app, and a stop is for all: the next target would be
      // turned away too.
      if (later.map(Fault::code).filter(STOPS_ALL::contains).isPresent()) {
        break;
      }
    }
    if (postponed.isPresent() && entries.stream().noneMatch(ForEachStep::cameToSomething)) {
      throw postponed.get();
    }
    return due.isEmpty()
        ? new StepResult.Done(outcomes.result())
        : new StepResult.Running(nextLook());
  }

  /** What the target has to be tried again for, later. */
  private Optional<Fault> attempt(String target) {
    WritingStep step = single.apply(targets.get(target));
    try {
      StepResult result = step.run();
      if (result instanceof StepResult.Running running) {
        due.add(running.pollAt());
      } else if (waits) {
        outcomes.succeeded(target, ((StepResult.Done) result).json());
      } else {
        outcomes.running(target, ((StepResult.Done) result).json());
      }
      return Optional.empty();
    } catch (Fault fault) {
      if (isTriedAgain(step.entry(), fault)) {
        due.add(dueAfter(fault));
        postponed = Optional.of(postponed.orElse(fault));
        return Optional.of(fault);
      }
      step.settle(fault);
      outcomes.ended(target, fault);
      return Optional.empty();
    } finally {
      entries.add(step.entry());
    }
  }

  /** For as long as the author would wait for the end; for a person's decision as it takes. */
  private boolean isTriedAgain(Entry entry, Fault fault) {
    if (fault.code().ending() == Ending.PARKED) {
      return true;
    }
    return fault.code().ending() == Ending.TRANSIENT
        && clock.instant().isBefore(entry.startedAt().plus(settings.waitTimeout()));
  }

  private Instant dueAfter(Fault fault) {
    Instant now = clock.instant();
    Duration pause =
        switch (fault.code()) {
          case THROTTLED -> UNNAMED_THROTTLE;
          case LOST_ANSWER -> FaultOutcomes.SETTLING;
          default -> settings.retries().pauses().get(0);
        };
    return fault.retryAt().filter(at -> at.isAfter(now)).orElse(now.plus(pause));
  }

  private Instant nextLook() {
    Instant earliest = due.stream().min(Instant::compareTo).orElseThrow();
    Instant paced = clock.instant().plus(PACE.multipliedBy(due.size()));
    return paced.isAfter(earliest) ? paced : earliest;
  }

  private static boolean cameToSomething(Entry entry) {
    return entry.state() == State.CONFIRMED || entry.state() == State.DONE;
  }

  /**
   * What a dry run shows.
   *
   * @param name the field of the result that names the target
   * @param targets the inputs of the single action by target
   * @param single the simulated result of one target
   * @throws Fault where all targets would be refused for the same reason
   */
  static ObjectNode simulated(
      String name, Map<String, BoundInputs> targets, Function<BoundInputs, ObjectNode> single) {
    TargetOutcomes outcomes = new TargetOutcomes(name);
    targets.forEach(
        (target, inputs) -> {
          try {
            outcomes.succeeded(target, single.apply(inputs));
          } catch (Fault fault) {
            outcomes.ended(target, fault);
          }
        });
    return outcomes.result().put("simulated", true);
  }
}
