package io.defenderflow.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults that were asked for; of those that match a request the first one happens. */
public final class Faults {

  private final List<FaultRule> rules = new ArrayList<>();

  Faults() {}

  /**
   * Starts a fault on some requests.
   *
   * @param method HTTP method, or "*" for any
   * @param pathRegex expression for the whole path, without or with the query
   */
  public synchronized FaultRule on(String method, String pathRegex) {
    FaultRule rule = new FaultRule(method, pathRegex);
    rules.add(rule);
    return rule;
  }

  /** Ends all faults. */
  public synchronized void reset() {
    rules.clear();
  }

  synchronized Optional<FaultRule> next(Call call) {
    return rules.stream().filter(rule -> rule.applies(call)).findFirst();
  }
}
