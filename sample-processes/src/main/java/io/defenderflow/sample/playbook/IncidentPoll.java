package io.defenderflow.sample.playbook;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.connection.Connections;
import io.defenderflow.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks Defender for active incidents and starts the playbook once for each. The business key of the
 * process instance is {@code incident:} and the number; the history of the engine remembers it
 * across restarts. Let one node poll: two that look at the same moment could both start a playbook.
 */
@Component
class IncidentPoll {
  private static final Logger LOG = LoggerFactory.getLogger(IncidentPoll.class);
  private static final String MESSAGE = "IncidentCreated";

  private final Connections connections;
  private final ActionEntry listIncidents;
  private final RuntimeService runtime;
  private final HistoryService history;
  private final TransactionTemplate transaction;
  private final Duration lookBack;

  IncidentPoll(
      Connections connections,
      Catalogue catalogue,
      RuntimeService runtime,
      HistoryService history,
      TransactionTemplate transaction,
      @Value("${defender.sample.look-back}") Duration lookBack) {
    this.connections = connections;
    this.listIncidents = catalogue.find("incident.list").orElseThrow();
    this.runtime = runtime;
    this.history = history;
    this.transaction = transaction;
    this.lookBack = lookBack;
  }

  @Scheduled(fixedDelayString = "${defender.sample.poll-interval}")
  void poll() {
    try {
      for (JsonNode incident : activeIncidents()) {
        transaction.executeWithoutResult(status -> startOnce(incident));
      }
    } catch (Fault fault) {
      LOG.warn(
          "New incidents could not be read ({}). {} The next try follows by itself.",
          fault.code(),
          fault.getMessage());
    }
  }

  private JsonNode activeIncidents() {
    Instant oldest = Instant.now().minus(lookBack).truncatedTo(ChronoUnit.SECONDS);
    String filter = "status eq 'active' and createdDateTime ge " + oldest;
    JsonNode answer =
        listIncidents
            .call(
                connections.get(Connections.DEFAULT).calls(listIncidents.effect()),
                listIncidents.bind(Map.of("filter", filter)))
            .json();
    if (answer.path("truncated").asBoolean()) {
      LOG.warn(
          "Defender has more active incidents of the last {} hours than one poll reads. Playbooks"
              + " start for the newest {}; work on the older ones in the Defender portal.",
          lookBack.toHours(),
          answer.path("count").asInt());
    }
    return answer.path("value");
  }

  private void startOnce(JsonNode incident) {
    String id = incident.path("id").asText();
    String businessKey = "incident:" + id;
    if (history.createHistoricProcessInstanceQuery().processInstanceBusinessKey(businessKey).count()
        > 0) {
      return;
    }
    runtime
        .createMessageCorrelation(MESSAGE)
        .processInstanceBusinessKey(businessKey)
        .setVariables(
            Map.of(
                "incidentId", id,
                "incidentTitle", incident.path("displayName").asText(),
                "incidentSeverity", incident.path("severity").asText()))
        .correlateStartMessage();
    LOG.info("Incident {} arrived and started its playbook.", id);
  }
}
