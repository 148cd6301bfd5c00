package io.defenderflow.camunda7;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.defenderflow.catalogue.Lane;
import io.defenderflow.lane.Placement;
import io.defenderflow.lane.Task;
import io.defenderflow.lane.Value;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.FileValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The adapter on an engine that has no JSON variables. */
class WithoutSpinTest {
  private ProcessEngine engine;
  private EmbeddedTaskQueue queue;

  @BeforeEach
  void startEngine() {
    StandaloneInMemProcessEngineConfiguration configuration =
        new StandaloneInMemProcessEngineConfiguration();
    configuration.setProcessEngineName("without-spin");
    configuration.setJdbcUrl("jdbc:h2:mem:without-spin");
    configuration.setJobExecutorActivate(false);
    configuration.setJavaSerializationFormatEnabled(true);
    engine = configuration.buildProcessEngine();
    queue = new EmbeddedTaskQueue(engine, "worker");
    Playbook playbook =
        Playbook.of(
            Step.of("defender-read", "machine.get")
                .with("number", "${number}")
                .with("object", "${object}"));
    engine
        .getRepositoryService()
        .createDeployment()
        .addString("playbook.bpmn", playbook.xml())
        .deploy();
  }

  @AfterEach
  void stopEngine() {
    engine.close();
  }

  @Test
  void aShortResultIsATextAndALongOneIsAFile() throws IOException {
    JsonNode small = JsonNodeFactory.instance.objectNode().put("a", 1);
    JsonNode large = JsonNodeFactory.instance.objectNode().put("text", "ü".repeat(5_000));
    String instance = start();

    queue.complete(
        fetch(),
        Map.of("small", new Value.Json(small), "large", new Value.Json(large)),
        Placement.AROUND_TASK);

    assertThat(variable(instance, "small")).isEqualTo("{\"a\":1}");
    FileValue file =
        (FileValue)
            engine
                .getHistoryService()
                .createHistoricVariableInstanceQuery()
                .processInstanceId(instance)
                .variableName("large")
                .singleResult()
                .getTypedValue();
    assertThat(file.getMimeType()).isEqualTo("application/json");
    try (InputStream content = file.getValue()) {
      assertThat(new ObjectMapper().readTree(content)).isEqualTo(large);
    }
  }

  @Test
  void plainValuesKeepTheirTypesAndSerialisedObjectsAreNotRead() {
    start();

    Task task = fetch();

    assertThat(task.variables()).containsEntry("number", 7);
    assertThat(task.variables().get("object")).isEqualTo(new Task.Unreadable("object"));
  }

  private String start() {
    return engine
        .getRuntimeService()
        .startProcessInstanceByKey(
            "playbook",
            Variables.createVariables()
                .putValue("number", 7)
                .putValueTyped(
                    "object",
                    Variables.objectValue(new ArrayList<>(List.of("x")))
                        .serializationDataFormat("application/x-java-serialized-object")
                        .create()))
        .getId();
  }

  private Task fetch() {
    List<Task> tasks = queue.fetch(Lane.READ, 1, Duration.ofMinutes(1));
    return tasks.get(0);
  }

  private Object variable(String instance, String name) {
    return engine
        .getHistoryService()
        .createHistoricVariableInstanceQuery()
        .processInstanceId(instance)
        .variableName(name)
        .singleResult()
        .getValue();
  }
}
