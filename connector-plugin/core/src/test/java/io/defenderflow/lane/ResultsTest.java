package io.defenderflow.lane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Test
  void aCollectionOverTheCapKeepsItsFirstItemsAndSaysSo() {
    ObjectNode page = JSON.objectNode();
    ArrayNode items = page.putArray("value");
    for (int item = 0; item < 100; item++) {
      items.addObject().put("number", item);
    }
    page.put("count", 100).put("truncated", false);

    Value value = variables(page, 500, "defenderResult", "rows").get("rows");

    JsonNode kept = ((Value.Json) value).value();
    assertThat(kept.toString()).hasSizeLessThanOrEqualTo(500);
    assertThat(kept.path("truncated").asBoolean()).isTrue();
    assertThat(kept.path("value").size()).isBetween(10, 99);
    assertThat(kept.path("count").asInt()).isEqualTo(kept.path("value").size());
    assertThat(kept.at("/value/0/number").asInt()).isZero();
  }

  @Test
  void anObjectOverTheCapIsAFile() {
    ObjectNode object = JSON.objectNode().put("text", "x".repeat(600));

    assertThat(variables(object, 500, "defenderResult", "one"))
        .containsEntry("one", new Value.File(object));
  }

  @Test
  void picksTakeTheirOwnTypesAndSeeTheUncutResult() {
    ObjectNode object = JSON.objectNode();
    object.put("text", "a").put("whole", 7L).put("part", 0.5).put("yes", true).putNull("none");
    object.put("long", "x".repeat(4_001));
    object.putArray("value").addObject().put("id", "i".repeat(900));

    Map<String, Value> values =
        variables(
            object,
            500,
            "defenderPick",
            "t=/text\nw=/whole\np=/part\ny=/yes\nn=/none\nm=/missing\nl=/long\nid=/value/0/id");

    assertThat(values)
        .containsEntry("t", new Value.Plain("a"))
        .containsEntry("w", new Value.Plain(7L))
        .containsEntry("p", new Value.Plain(0.5))
        .containsEntry("y", new Value.Plain(true))
        .containsEntry("n", new Value.Plain(null))
        .containsEntry("m", new Value.Plain(null))
        .containsEntry("id", new Value.Plain("i".repeat(900)));
    assertThat(values.get("l")).isInstanceOf(Value.Json.class);
  }

  @Test
  void variablesThatCannotBeAreNamedAllTogether() {
    List<String> problems = new ArrayList<>();

    StepSettings.of(
        Map.of(
            "defenderResult", "defenderAction",
            "defenderPick", "1st=/a\nsame=/b\nsame=/c\nno pointer\nx=pointer",
            "defenderWait", "maybe",
            "defenderWaitTimeout", "four hours",
            "defenderRetries", "often"),
        problems);

    assertThat(problems)
        .hasSize(8)
        .anyMatch(problem -> problem.contains("defenderAction"))
        .anyMatch(problem -> problem.contains("1st"))
        .anyMatch(problem -> problem.contains("same"))
        .anyMatch(problem -> problem.contains("no pointer"))
        .anyMatch(problem -> problem.contains("defenderWait "))
        .anyMatch(problem -> problem.contains("defenderWaitTimeout"))
        .anyMatch(problem -> problem.contains("defenderRetries"));
  }

  private static Map<String, Value> variables(
      JsonNode json, int largest, String setting, String text) {
    List<String> problems = new ArrayList<>();
    StepSettings settings = StepSettings.of(Map.of(setting, text), problems);
    assertThat(problems).isEmpty();
    return new Results(largest).variables(json, settings, "");
  }
}
