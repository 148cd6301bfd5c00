package io.defenderflow.cli;

import io.defenderflow.audit.Audit;
import io.defenderflow.audit.Decision;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Answer;
import io.defenderflow.catalogue.BoundInputs;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.LostAnswer;
import io.defenderflow.catalogue.Operation;
import io.defenderflow.catalogue.Turn;
import io.defenderflow.cli.settings.GuardSettings;
import io.defenderflow.connection.Connection;
import io.defenderflow.connection.Connections;
import io.defenderflow.database.DatabaseUnavailable;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.ErrorCode.Ending;
import io.defenderflow.fault.Fault;
import io.defenderflow.guard.Clearance;
import io.defenderflow.guard.Containments;
import io.defenderflow.guard.Guard;
import io.defenderflow.guard.Step;
import io.defenderflow.guard.StopSwitch;
import io.defenderflow.guard.Write;
import io.defenderflow.journal.OperationKey;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * The way of a command to a tenant. What changes something goes past the same guard as the steps of
 * playbooks and leaves rows in the same audit. Its database is opened for the first write.
 */
final class CommandGuard {
  private static final String TASK = "command line";

  private final Connection connection;
  private final Guard guard;
  private boolean ready;

  CommandGuard(
      Catalogue catalogue,
      Connections connections,
      Connection connection,
      GuardSettings settings,
      Clock clock) {
    this.connection = connection;
    DataSource database = settings.dataSource();
    Audit audit = new Audit(database);
    this.guard =
        new Guard(
            catalogue,
            connections,
            settings.protection(),
            settings.approval(),
            settings.caps(),
            new StopSwitch(database, audit, clock),
            new Containments(database, audit, clock),
            audit,
            unused -> Optional.of(System.getProperty("user.name")),
            clock);
  }

  /** Calls that can only read. */
  Calls reading() {
    return guard.reading(connection.name());
  }

  /** Whether nothing may be changed through the connection. */
  boolean dryRun() {
    return connection.dryRun();
  }

  /**
   * Writes down what would be done.
   *
   * @throws Fault where it would be refused
   */
  void simulate(ActionEntry action, BoundInputs inputs) {
    Write write = write(action, inputs);
    checked(
        write,
        () -> {
          guard.simulate(write, "A dry run was asked for.");
          return null;
        });
  }

  /**
   * Sends what changes something, once.
   *
   * @throws Fault where the guard refuses it or Microsoft does, with OUTCOME_UNKNOWN where it may
   *     have been done
   * @throws Refusal where the database of the guard cannot be used; nothing was sent then
   */
  Answer send(ActionEntry action, BoundInputs inputs) {
    Write write = write(action, inputs);
    try (Turn turn = guard.awaitTurn(write)) {
      Clearance clearance =
          checked(
              write,
              () -> {
                Clearance cleared = guard.check(write, turn);
                cleared.record();
                return cleared;
              });
      return sent(under(clearance.clientRequestId(), write), clearance);
    }
  }

  private Answer sent(Write write, Clearance clearance) {
    try {
      Answer answer = write.action().call(clearance.calls(), write.inputs());
      guard.ended(write, Decision.DONE, answer.operation().map(Operation::id), "");
      return answer;
    } catch (Fault fault) {
      boolean unknown = !fault.verdict().nothingWasDone();
      guard.ended(
          write,
          unknown ? Decision.UNKNOWN : Decision.FAILED,
          Optional.empty(),
          fault.code() + ": " + fault.getMessage());
      throw unknown ? outcomeUnknown(write.action(), fault) : fault;
    } catch (RuntimeException unexpected) {
      guard.ended(
          write,
          Decision.UNKNOWN,
          Optional.empty(),
          "An unexpected " + unexpected.getClass().getSimpleName() + " stopped it.");
      throw outcomeUnknown(write.action(), unexpected);
    }
  }

  /** What the guard says to a step, in the words for a command, which waits for nobody. */
  private Fault inWordsOfCommand(Write write, Fault fault) {
    if (fault.code() == ErrorCode.APPROVAL_MISSING) {
      return fault.saying(
          "The action "
              + write.action().id()
              + (write.target().isBlank() ? "" : " on " + write.target())
              + " needs the approval of a second person, and a command has no process instance in"
              + " which it could have been given. Nothing was sent. Run the action in a playbook"
              + " with an approval task. The settings defender.approval say what needs an"
              + " approval.");
    }
    if (fault.code().ending() != Ending.PARKED) {
      return fault;
    }
    guard.givenUp(write.operationKey());
    return fault.saying(
        fault.getMessage()
            + " That holds for the steps of playbooks: this command has ended and is not repeated"
            + " by itself. Run it again when it is allowed.");
  }

  private <T> T checked(Write write, Supplier<T> work) {
    try {
      if (!ready) {
        guard.createTables();
        ready = true;
      }
      return work.get();
    } catch (Fault fault) {
      throw inWordsOfCommand(write, fault);
    } catch (DatabaseUnavailable e) {
      throw new Refusal(
          Refusal.SETTINGS_INVALID,
          "The stop switch and the audit stand in a database that cannot be used, so that nothing"
              + " was sent. "
              + e.getMessage()
              + " Check spring.datasource.url, .username and .password; a database in a file is"
              + " open to one command at a time.");
    }
  }

  private Write write(ActionEntry action, BoundInputs inputs) {
    return new Write(
        action,
        inputs,
        connection.name(),
        OperationKey.hash(UUID.randomUUID().toString()),
        action.target(inputs),
        new Step(
            TASK, "", "", "", Optional.empty(), connection.engineTenants().stream().findFirst()),
        Optional.empty());
  }

  private static Write under(String clientRequestId, Write write) {
    return new Write(
        write.action(),
        write.inputs(),
        write.connection(),
        write.operationKey(),
        write.target(),
        write.step(),
        Optional.of(clientRequestId));
  }

  private static Fault outcomeUnknown(ActionEntry action, RuntimeException unexpected) {
    Fault fault =
        Fault.of(
            ErrorCode.OUTCOME_UNKNOWN,
            "An unexpected "
                + unexpected.getClass().getSimpleName()
                + " stopped "
                + action.id()
                + " while it ran, so that it may have been done. Look in the Defender portal"
                + " before you repeat it.");
    fault.setStackTrace(unexpected.getStackTrace());
    return fault;
  }

  private static Fault outcomeUnknown(ActionEntry action, Fault lost) {
    return lost.as(
        ErrorCode.OUTCOME_UNKNOWN,
        "The request of "
            + action.id()
            + " left, and its answer was lost, so that it may have been done. It was not sent"
            + " again. "
            + whatNow(action.lostAnswer())
            + " What was seen: "
            + lost.getMessage());
  }

  private static String whatNow(LostAnswer lostAnswer) {
    return switch (lostAnswer) {
      case REPEAT -> "It is safe to repeat the command: the same request ends in the same state.";
      case GONE_IS_DONE ->
          "It is safe to repeat the command: NOT_FOUND then means that it was done.";
      case FIND_MACHINE_ACTION, FIND_OR_ASK ->
          "Look with machineAction.list, or in the action center of the machine, before you repeat"
              + " it.";
      case FIND_COMMENT -> "Read the comments of the item before you repeat it.";
      case ASK -> "Look in the portal whether it was done before you repeat it.";
    };
  }
}
