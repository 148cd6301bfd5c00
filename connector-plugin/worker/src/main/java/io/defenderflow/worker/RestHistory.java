package io.defenderflow.worker;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.guard.ProcessHistory;
import java.util.Optional;
import java.util.function.Supplier;

/** The history of an engine behind the REST API. */
final class RestHistory implements ProcessHistory {
  private final EngineRest engine;

  RestHistory(EngineRest engine) {
    this.engine = engine;
  }

  @Override
  public Optional<String> startedBy(String processInstanceId) {
    return read(
        () ->
            instance(processInstanceId)
                .map(instance -> instance.path("rootProcessInstanceId").asText())
                .flatMap(this::instance)
                .map(root -> root.path("startUserId").asText(""))
                .filter(user -> !user.isEmpty()));
  }

  private Optional<JsonNode> instance(String id) {
    JsonNode found = engine.get("/history/process-instance?processInstanceId=" + EngineRest.id(id));
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
  }

  private static <T> T read(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (EngineRefused | EngineUnreachable e) {
      throw Fault.of(
          ErrorCode.INTERNAL,
          "The engine's history could not be read, so that nothing was sent. " + e.getMessage());
    }
  }
}
