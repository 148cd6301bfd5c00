package io.defenderflow.sample.tasklist;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.springframework.stereotype.Component;

/**
 * The filter with which Tasklist opens. Each task names the incident that it is about, since many
 * tasks have the same name.
 */
@Component
class OpenTasks extends AbstractProcessEnginePlugin {
  private static final String NAME = "Open tasks";

  @Override
  public void postProcessEngineBuild(ProcessEngine engine) {
    FilterService filters = engine.getFilterService();
    if (filters.createFilterQuery().filterName(NAME).count() > 0) {
      return;
    }
    Filter filter = filters.newTaskFilter(NAME);
    filter.setQuery(engine.getTaskService().createTaskQuery());
    filter.setProperties(
        Map.of(
            "priority",
            0,
            "refresh",
            true,
            "showUndefinedVariable",
            false,
            "variables",
            List.of(
                shown("incidentTitle", "Incident"),
                shown("incidentSeverity", "Severity"),
                shown("playbookName", "Playbook"))));
    filters.saveFilter(filter);
  }

  private static Map<String, String> shown(String variable, String label) {
    return Map.of("name", variable, "label", label);
  }
}
