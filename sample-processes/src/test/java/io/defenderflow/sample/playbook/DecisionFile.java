package io.defenderflow.sample.playbook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;

/** A decision of a playbook, evaluated without an engine for processes. */
final class DecisionFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DmnEngine engine =
      DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
  private final DmnDecision decision;

  /**
   * @param path below the folder of the playbooks; the file has the name of its decision
   */
  DecisionFile(String path) {
    String key = path.substring(path.lastIndexOf('/') + 1).replace(".dmn", "");
    try (InputStream file = getClass().getResourceAsStream("/processes/" + path)) {
      this.decision = engine.parseDecision(key, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The outputs of the one row that fits, or the entries of what a literal expression gives. */
  Map<String, Object> decide(String variables) {
    Map<String, Object> entries =
        engine.evaluateDecision(decision, read(variables)).getSingleResult().getEntryMap();
    if (decision.isDecisionTable()) {
      return entries;
    }
    Map<String, Object> context = new java.util.LinkedHashMap<>();
    ((Map<?, ?>) entries.values().iterator().next())
        .forEach((name, value) -> context.put(name.toString(), value));
    return context;
  }

  /** The outputs of all rows that fit. */
  List<Map<String, Object>> decideAll(String variables) {
    List<Map<String, Object>> rows = new ArrayList<>();
    engine.evaluateDecision(decision, read(variables)).forEach(row -> rows.add(row.getEntryMap()));
    return rows;
  }

  private static Map<String, Object> read(String variables) {
    try {
      return JSON.readValue(variables, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(variables, e);
    }
  }
}
