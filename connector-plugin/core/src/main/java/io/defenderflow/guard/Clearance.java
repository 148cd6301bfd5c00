package io.defenderflow.guard;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Turn;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the {@link Guard} gives to a step that may send. */
public final class Clearance {
  private final Guard guard;
  private final Write write;
  private final Turn turn;
  private final Map<String, JsonNode> machines;
  private final Optional<Approval> approval;
  private final String clientRequestId = UUID.randomUUID().toString();

  Clearance(
      Guard guard,
      Write write,
      Turn turn,
      Map<String, JsonNode> machines,
      Optional<Approval> approval) {
    this.guard = guard;
    this.write = write;
    this.turn = turn;
    this.machines = Map.copyOf(machines);
    this.approval = approval;
  }

  /** What the guard has just read of a machine; empty where it did not need to. */
  public Optional<JsonNode> machine(String id) {
    return Optional.ofNullable(machines.get(id));
  }

  /**
   * The header {@code client-request-id} of the requests of {@link #calls}. Microsoft's support
   * finds them by it, also where no answer came.
   */
  public String clientRequestId() {
    return clientRequestId;
  }

  /**
   * Records that the request is about to leave.
   *
   * @throws io.defenderflow.fault.Fault with THROTTLED where Microsoft has asked to wait since;
   *     nothing is recorded then
   * @throws io.defenderflow.database.DatabaseUnavailable where it cannot be recorded; then nothing
   *     may be sent
   */
  public void record() {
    turn.confirm();
    guard.recordAllowed(write.under(clientRequestId), approval);
  }

  /** The calls that may change something, for this one request. */
  public Calls calls() {
    return turn.calls(clientRequestId);
  }
}
