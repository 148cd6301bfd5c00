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

/**
 * How an operation ended, kept until the engine has taken it.
 *
 * @param result what the action brought back, where it succeeded
 * @param fault why it brought nothing, where it did not
 */
public record RecordedOutcome(Optional<JsonNode> result, Optional<Fault> fault) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static RecordedOutcome of(JsonNode result) {
    return new RecordedOutcome(Optional.of(LinkSignatures.removed(result)), Optional.empty());
  }

  public static RecordedOutcome of(Fault fault) {
    return new RecordedOutcome(Optional.empty(), Optional.of(fault));
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
    return json.toString();
  }

  static RecordedOutcome fromJson(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      JsonNode fault = json.get("fault");
      return fault == null
          ? of(json.path("result"))
          : of(
              Fault.of(
                      ErrorCode.valueOf(fault.path("code").asText()),
                      fault.path("message").asText())
                  .withDetails(fault.path("details")));
    } catch (JsonProcessingException e) {
      throw new JournalUnavailable("A recorded outcome in the journal cannot be read as JSON.", e);
    }
  }
}
