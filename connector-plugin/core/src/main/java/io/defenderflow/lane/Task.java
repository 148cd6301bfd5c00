package io.defenderflow.lane;

import io.defenderflow.catalogue.Lane;
import io.defenderflow.guard.Step;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A locked external task.
 *
 * @param lane the lane whose topic it came from
 * @param activityId the id of the service task in the model
 * @param businessKey of the process instance
 * @param tenantId the tenant of the engine, which is not the Microsoft tenant
 * @param retries the retries left; empty on the first attempt, before the engine has a number
 * @param variables the local variables as text, numbers, booleans, {@code null}, Jackson trees,
 *     {@link io.defenderflow.catalogue.FileContent} or {@link Unreadable}; never a deserialised
 *     object
 */
public record Task(
    String id,
    Lane lane,
    String activityId,
    String executionId,
    String processInstanceId,
    String processDefinitionId,
    Optional<String> businessKey,
    Optional<String> tenantId,
    OptionalInt retries,
    Map<String, Object> variables) {

  /** A value that is not read, for example a serialised Java object. */
  public record Unreadable(String type) {}

  public Task {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }

  Step step() {
    return new Step(id, activityId, processInstanceId, processDefinitionId, businessKey, tenantId);
  }

  @Override
  public String toString() {
    return "task " + id + " (" + activityId + ", process instance " + processInstanceId + ")";
  }
}
