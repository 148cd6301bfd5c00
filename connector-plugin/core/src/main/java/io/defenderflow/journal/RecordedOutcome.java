package io.defenderflow.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.catalogue.LinkSignatures;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How an operation ended, kept until the engine has taken it.
 *
 * @param result what the action brought back, where it succeeded
 * @param fault why it brought nothing, where it did not
 * @param inputs the names of the inputs that the step had, so that what it set can be told apart
 *     from what others had set before
 */
public record RecordedOutcome(
    Optional<JsonNode> result, Optional<Fault> fault, Set<String> inputs) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public RecordedOutcome {
    inputs = Set.copyOf(inputs);
  }

  public static RecordedOutcome of(JsonNode result) {
    return new RecordedOutcome(
        Optional.of(LinkSignatures.removed(result)), Optional.empty(), Set.of());
  }

  public static RecordedOutcome of(Fault fault) {
    return new RecordedOutcome(Optional.empty(), Optional.of(fault), Set.of());
  }

  /** The same of a step that had these inputs. */
  public RecordedOutcome withInputs(Set<String> names) {
    return new RecordedOutcome(result, fault, names);
  }

  /**
   * The recorded result.
   *
   * @throws Fault the recorded fault, where there is no result
   */
  public JsonNode get() {
    if (fault.isPresent()) {
      throw fault.get();
    }
    return result.orElseThrow();
  }

  String toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    result.ifPresent(value -> json.set("result", value));
    fault.ifPresent(
        value ->
            json.putObject("fault")
                .put("code", value.code().name())
                .put("message", value.getMessage())
                .set("details", value.details()));
    if (!inputs.isEmpty()) {
      new TreeSet<>(inputs).forEach(json.putArray("inputs")::add);
    }
    return json.toString();
  }

  static RecordedOutcome fromJson(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      JsonNode fault = json.get("fault");
      Set<String> inputs = new TreeSet<>();
      json.path("inputs").forEach(name -> inputs.add(name.asText()));
      return fault == null
          ? of(json.path("result")).withInputs(inputs)
          : of(
              Fault.of(
                      ErrorCode.valueOf(fault.path("code").asText()),
                      fault.path("message").asText())
                  .withDetails(fault.path("details")));
    } catch (JsonProcessingException e) {
      throw new JournalUnavailable("A recorded outcome in the journal cannot be read as JSON.", e);
    } catch (IllegalArgumentException e) {
      throw new JournalUnavailable(
          "A recorded outcome in the journal has an error code that only a newer version of"
              + " Defenderflow knows. Update this node, or wait until one of the newer version"
              + " delivers it.",
          e);
    }
  }
}
