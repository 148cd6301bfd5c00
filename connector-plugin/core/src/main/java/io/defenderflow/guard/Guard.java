package io.defenderflow.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.defenderflow.audit.Audit;
import io.defenderflow.audit.AuditRecord;
import io.defenderflow.audit.Decision;
import io.defenderflow.audit.Detail;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.Turn;
import io.defenderflow.database.DatabaseUnavailable;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.ErrorCode.Ending;
import io.defenderflow.fault.Fault;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only way of a step to calls that change something. It looks, in this order, at the stop
 * switch, at protected assets, at the approval and at the cap, and it writes down what it decided.
 */
public final class Guard {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

  /** How often a parked step asks again. */
  private static final Duration PARKED = Duration.ofSeconds(30);

  private final Catalogue catalogue;
  private final Tenants tenants;
  private final Protection protection;
  private final Approvals approvals;
  private final CapSettings caps;
  private final StopSwitch stop;
  private final Containments containments;
  private final Audit audit;
  private final ProcessHistory history;
  private final Requesters requesters;
  private final Clock clock;

  public Guard(
      Catalogue catalogue,
      Tenants tenants,
      ProtectionSettings protection,
      ApprovalSettings approval,
      CapSettings caps,
      StopSwitch stop,
      Containments containments,
      Audit audit,
      ProcessHistory history,
      Clock clock) {
    this.catalogue = catalogue;
    this.tenants = tenants;
    this.protection = new Protection(catalogue, protection);
    this.approvals = new Approvals(catalogue, approval, history, clock);
    this.caps = caps;
    this.stop = stop;
    this.containments = containments;
    this.audit = audit;
    this.history = history;
    this.requesters = new Requesters(history);
    this.clock = clock;
  }

  /**
   * Creates the tables where they are absent.
   *
   * @throws DatabaseUnavailable where the database user may not do so
   */
  public void createTables() {
    audit.createTable();
    stop.createTable();
  }

  /**
   * Refuses a step that may not use the connection.
   *
   * @param engineTenant the tenant of the engine that the step belongs to
   * @throws Fault with UNKNOWN_CONNECTION
   */
  public void admit(String connection, Effect effect, Optional<String> engineTenant) {
    tenants.admit(connection, effect, engineTenant);
  }

  private void admit(Write write) {
    admit(write.connection(), write.action().effect(), write.step().tenantId());
  }

  /** Calls that can only read; the transport refuses everything else on them. */
  public Calls reading(String connection) {
    return tenants.calls(connection, Effect.READ);
  }

  /**
   * Why nothing may be changed for a step, whatever the step says: a sentence for the audit. Empty
   * where it may.
   *
   * @throws Fault with INTERNAL where it cannot be read whether the step belongs to a trial
   */
  public Optional<String> heldBack(String connection, Step step) {
    if (tenants.dryRun(connection)) {
      return Optional.of("The connection is one for dry runs.");
    }
    return isTrial(step) ? Optional.of("The playbook is a trial.") : Optional.empty();
  }

  private boolean isTrial(Step step) {
    try {
      return history.isTrial(step.processInstanceId());
    } catch (Fault fault) {
      throw fault;
    } catch (RuntimeException e) {
      throw Fault.of(
          ErrorCode.INTERNAL,
          "Whether the playbook is a trial could not be read from the engine's history, so that"
              + " nothing was sent. It is tried again by itself; look at the engine's database if"
              + " this goes on.");
    }
  }

  /**
   * Decides about a dry run: what is protected, or lacks an approval, is refused as it would be
   * otherwise.
   *
   * @param why it is one, for the audit
   * @throws Fault where the step would be refused
   */
  public void simulate(Write write, String why) {
    Optional<Approval> approval =
        decided(
            write,
            true,
            () -> {
              admit(write);
              return approval(write, protection(write));
            });
    audit.add(
        approved(
            row(write, Decision.SIMULATED, Optional.empty(), Optional.empty(), why, true),
            approval));
  }

  /**
   * Waits for the turn of a write at Microsoft's limits, before anything is read for it. The turn
   * is to be closed, whatever becomes of the write.
   *
   * @throws Fault with THROTTLED and the time of its turn
   */
  public Turn awaitTurn(Write write) {
    return calls(write).turn(request(write.action()));
  }

  /** Whether other writes of this kind wait for their turn, so that what can wait should. */
  public boolean othersWait(Write write) {
    return request(write.action()).filter(calls(write)::isAwaited).isPresent();
  }

  private Calls calls(Write write) {
    return tenants.calls(write.connection(), write.action().effect());
  }

  /** The request of an action; of a composite the first that changes something. */
  private Optional<ActionEntry> request(ActionEntry action) {
    return action.isComposite()
        ? action.uses().stream()
            .flatMap(part -> catalogue.find(part).stream())
            .filter(part -> !part.isComposite() && part.effect() != Effect.READ)
            .findFirst()
        : Optional.of(action);
  }

  /**
   * Decides whether a step may send.
   *
   * @param turn of the write
   * @throws Fault where it may not, with STOPPED, PROTECTED_ASSET, APPROVAL_MISSING, CAP_REACHED or
   *     CONTAINMENT_REFUSED, or where it cannot be read whether it may
   * @throws DatabaseUnavailable where a table cannot be read
   */
  public Clearance check(Write write, Turn turn) {
    if (!write.changes()) {
      admit(write);
      return new Clearance(this, write, turn, Map.of(), Optional.empty());
    }
    return decided(
        write,
        false,
        () -> {
          admit(write);
          stopped(write);
          Map<String, JsonNode> machines = protection(write);
          Optional<Approval> approval = approval(write, machines);
          count(write);
          return new Clearance(this, write, turn, machines, approval);
        });
  }

  /** The step will not send after all: it does not count. */
  public void notSent(Write write) {
    if (write.contains() && caps.containment().isPresent()) {
      containments.forget(write.operationKey());
    }
  }

  /** The playbook goes another way instead of waiting for an administrator. */
  public void givenUp(String operationKey) {
    containments.forget(operationKey);
  }

  /** Writes down a refusal that was found after the guard's own checks. */
  public void denied(Write write, Fault fault) {
    notSent(write);
    if (write.changes()) {
      recordFault(write, Decision.DENIED, fault, false);
    }
  }

  /**
   * Writes down what became of a request. It was sent, or need not be: a table that cannot be
   * written stops nothing any more.
   *
   * @param workId the machine action or other work, where there is one
   */
  public void ended(Write write, Decision decision, Optional<String> workId, String why) {
    if (!write.changes()) {
      return;
    }
    try {
      record(write, decision, workId, why, false);
    } catch (DatabaseUnavailable e) {
      LOG.error(
          "The audit does not tell that {} for task {} ended as {}: {}",
          write.action().id(),
          write.step().taskId(),
          decision,
          e.getMessage());
    }
  }

  void recordAllowed(Write write, Optional<Approval> approval) {
    if (write.changes()) {
      audit.add(
          approved(
              row(write, Decision.ALLOWED, Optional.empty(), Optional.empty(), "", false),
              approval));
    }
  }

  private static AuditRecord approved(AuditRecord row, Optional<Approval> approval) {
    return row.with(Detail.APPROVED_BY, approval.map(Approval::by))
        .with(Detail.APPROVED_AT, approval.map(given -> given.at().toString()))
        .with(Detail.APPROVED_WHY, approval.map(Approval::why));
  }

  private <T> T decided(Write write, boolean dryRun, Supplier<T> decision) {
    try {
      return decision.get();
    } catch (Fault fault) {
      boolean parked = fault.code().ending() == Ending.PARKED;
      boolean business = fault.code().ending() == Ending.BUSINESS;
      Decision told = parked ? Decision.PARKED : Decision.DENIED;
      if (!parked || !audit.knows(write.operationKey(), told, fault.code().name())) {
        if (parked || business || fault.code().ending() == Ending.PERMANENT) {
          recordFault(write, told, fault, dryRun);
        }
      }
      throw fault;
    }
  }

  private void stopped(Write write) {
    Stop now = stop.current();
    boolean stops =
        switch (now.position()) {
          case NOTHING -> false;
          case CONTAINMENT -> write.contains();
          case WRITES -> true;
        };
    if (stops) {
      throw Fault.of(
              ErrorCode.STOPPED,
              (now.position() == StopPosition.WRITES
                      ? "Everything that changes something was stopped by "
                      : "Containment was stopped by ")
                  + now.by()
                  + " at "
                  + now.at()
                  + ": "
                  + excerpt(now.why())
                  + " Nothing was sent. The step waits and goes on by itself when the stop is"
                  + " lifted.")
          .withRetryAt(clock.instant().plus(PARKED))
          .withDetails(
              JsonNodeFactory.instance
                  .objectNode()
                  .put("stopped", now.position().name())
                  .put("by", now.by())
                  .put("why", now.why())
                  .put("at", now.at().toString()));
    }
  }

  private Map<String, JsonNode> protection(Write write) {
    return new LinkedHashMap<>(protection.check(write, reading(write.connection())));
  }

  /**
   * @param machines what was read of machines; what more has to be read is added
   */
  private Optional<Approval> approval(Write write, Map<String, JsonNode> machines) {
    return approvals.check(write, machines, reading(write.connection()));
  }

  private void count(Write write) {
    if (!write.contains() || caps.containment().isEmpty()) {
      return;
    }
    CapSettings.Cap cap = caps.containment().get();
    switch (containments.count(write, cap)) {
      case GO -> {}
      case WAIT ->
          throw Fault.of(
                  ErrorCode.CAP_REACHED,
                  "No more than "
                      + cap.count()
                      + " containments may start in "
                      + cap.window()
                      + ". Nothing was sent for "
                      + (write.target().isBlank() ? "this one" : excerpt(write.target()))
                      + ". The step waits until an administrator releases or refuses it.")
              .withRetryAt(clock.instant().plus(PARKED))
              .withDetails(
                  JsonNodeFactory.instance
                      .objectNode()
                      .put("key", write.operationKey())
                      .put("count", cap.count())
                      .put("window", cap.window().toString()));
      case REFUSED -> throw refused(write);
    }
  }

  private Fault refused(Write write) {
    Containments.Refusal refusal = containments.refusal(write.operationKey());
    return Fault.of(
            ErrorCode.CONTAINMENT_REFUSED,
            refusal.by()
                + " refused this containment: "
                + excerpt(refusal.why())
                + " Nothing was sent. Handle the case by hand.")
        .withDetails(
            JsonNodeFactory.instance
                .objectNode()
                .put("by", refusal.by())
                .put("why", refusal.why()));
  }

  private void recordFault(Write write, Decision decision, Fault fault, boolean dryRun) {
    audit.add(
        row(
            write,
            decision,
            Optional.of(fault.code().name()),
            Optional.empty(),
            fault.getMessage(),
            dryRun));
  }

  private void record(
      Write write, Decision decision, Optional<String> workId, String why, boolean dryRun) {
    audit.add(row(write, decision, Optional.empty(), workId, why, dryRun));
  }

  private AuditRecord row(
      Write write,
      Decision decision,
      Optional<String> code,
      Optional<String> workId,
      String why,
      boolean dryRun) {
    Step step = write.step();
    return AuditRecord.of(clock.instant(), decision)
        .inDryRun(dryRun)
        .with(Detail.CODE, code)
        .with(Detail.WHY, why)
        .with(Detail.ACTION_ID, write.action().id())
        .with(Detail.TARGET, write.target())
        .with(Detail.CONNECTION_NAME, write.connection())
        .with(Detail.REASON, write.reason())
        .with(Detail.REQUESTED_BY, requesters.of(step.processInstanceId()))
        .with(Detail.WORK_ID, workId)
        .with(Detail.CLIENT_REQUEST_ID, write.clientRequestId())
        .with(Detail.TASK_ID, step.taskId())
        .with(Detail.ACTIVITY_ID, step.activityId())
        .with(Detail.PROCESS_INSTANCE_ID, step.processInstanceId())
        .with(Detail.PROCESS_DEFINITION_ID, step.processDefinitionId())
        .with(Detail.BUSINESS_KEY, step.businessKey())
        .with(Detail.TENANT_ID, step.tenantId())
        .with(Detail.OPERATION_KEY, write.operationKey());
  }

  /** A text of somebody else as a sentence. */
  static String excerpt(String text) {
    String cut = shortened(text);
    return cut.endsWith(".") ? cut : cut + ".";
  }

  /** A text of somebody else in one line. */
  static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ").strip();
    return line.length() <= 200 ? line : line.substring(0, 199) + "\u2026";
  }
}
