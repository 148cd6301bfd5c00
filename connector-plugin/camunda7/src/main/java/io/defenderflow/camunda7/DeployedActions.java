package io.defenderflow.camunda7;

import io.defenderflow.connection.Connection;
import io.defenderflow.connection.Connections;
import io.defenderflow.connection.ExpectedActions;
import io.defenderflow.playbook.Playbook;
import io.defenderflow.playbook.Step;
import java.io.IOException;
import java.io.InputStream;
import java.util.SortedSet;
import java.util.TreeSet;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Expects of a connection what the settings say and, where they say nothing, the actions of the
 * latest versions of the deployed playbooks.
 */
final class DeployedActions implements ExpectedActions {
  private static final Logger LOG = LoggerFactory.getLogger(DeployedActions.class);

  private final ProcessEngine engine;

  DeployedActions(ProcessEngine engine) {
    this.engine = engine;
  }

  @Override
  public SortedSet<String> of(Connection connection) {
    SortedSet<String> ids = new TreeSet<>(connection.expectedActions());
    if (!ids.isEmpty()) {
      return ids;
    }
    for (ProcessDefinition definition :
        engine
            .getRepositoryService()
            .createProcessDefinitionQuery()
            .latestVersion()
            .active()
            .list()) {
      addActions(definition, connection.name(), ids);
    }
    return ids;
  }

  private void addActions(ProcessDefinition definition, String connection, SortedSet<String> ids) {
    try (InputStream bpmn = engine.getRepositoryService().getProcessModel(definition.getId())) {
      Playbook.read(definition.getKey(), bpmn).steps().stream()
          .filter(step -> step.processId().equals(definition.getKey()))
          .filter(step -> mayUse(step, connection))
          .flatMap(step -> step.actionId().stream())
          .forEach(ids::add);
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn(
          "The playbook {} could not be read, so that its permissions are not checked.",
          definition.getKey());
    }
  }

  /** A step whose connection is known only at run time counts for the default connection. */
  private static boolean mayUse(Step step, String connection) {
    return step.connection().orElse(Connections.DEFAULT).equals(connection);
  }
}
