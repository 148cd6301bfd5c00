package io.defenderflow.action.hunting;

import io.defenderflow.catalogue.BoundInputs;
import io.defenderflow.catalogue.InputRule;
import io.defenderflow.catalogue.InvalidInput.Problem;
import java.util.List;
import java.util.Optional;

/** A query over all data needs something to look for. */
abstract class AtLeastOne implements InputRule {
  private final List<String> names;

  AtLeastOne(String... names) {
    this.names = List.of(names);
  }

  @Override
  public Optional<Problem> problem(BoundInputs inputs) {
    if (names.stream().anyMatch(name -> inputs.get(name).isPresent())) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            names.get(0),
            "The hunt has nothing to look for. Fill in at least one of the inputs "
                + String.join(", ", names)
                + "."));
  }

  /** What network connections are found by. */
  public static final class OfConnections extends AtLeastOne {
    public OfConnections() {
      super("machineIds", "ips", "urls", "hashes");
    }
  }

  /** What clicks are found by. */
  public static final class OfClicks extends AtLeastOne {
    public OfClicks() {
      super("urls", "users", "messageIds");
    }
  }

  /** What messages are found by. */
  public static final class OfRecipients extends AtLeastOne {
    public OfRecipients() {
      super("messageIds", "senders", "subject", "urls", "hashes");
    }
  }

  /** The entities of a case. */
  public static final class OfEntities extends AtLeastOne {
    public OfEntities() {
      super("hosts", "users", "hashes", "ips", "urls", "mailboxes");
    }
  }
}
