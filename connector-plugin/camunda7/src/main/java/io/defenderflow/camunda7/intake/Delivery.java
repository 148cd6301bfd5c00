package io.defenderflow.camunda7.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.runtime.EventSubscription;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells running playbooks what has changed, one update in one transaction, in the order in which
 * the changes were seen. An update that nobody waits for is kept.
 */
final class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final int AT_ONCE = 100;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final RuntimeService runtime;
  private final EngineWork work;
  private final StartVariables variables;
  private final ItemTable items;
  private final UpdateTable updates;

  Delivery(ProcessEngine engine, ItemTable items, UpdateTable updates) {
    this.runtime = engine.getRuntimeService();
    this.work = new EngineWork(engine);
    this.variables =
        new StartVariables((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration());
    this.items = items;
    this.updates = updates;
  }

  /**
   * Delivers what can be delivered now.
   *
   * @return how many updates were settled
   */
  int run(Source source) {
    int settled = 0;
    Set<Long> tried = new HashSet<>();
    boolean more = true;
    while (more) {
      more = false;
      for (UpdateRow update : updates.due(source, AT_ONCE)) {
        if (tried.add(update.id()) && deliver(source, update)) {
          settled++;
          // The next update of the same playbook may be due now.
          more = true;
        }
      }
    }
    return settled;
  }

  private boolean deliver(Source source, UpdateRow update) {
    try {
      if (!isRunning(update.instance())) {
        return undeliverable(source, update);
      }
      Optional<EventSubscription> waiting = waiting(source, update.instance());
      if (waiting.isEmpty()) {
        keep(
            update,
            "The playbook does not wait for the message "
                + source.updateMessage().orElseThrow()
                + " yet.");
        return false;
      }
      return received(source, update, waiting.get());
    } catch (RuntimeException e) {
      String reason = Admission.reason(e);
      LOG.warn(
          "The playbook {} could not receive the change of {} {}: {} It is kept and tried again by"
              + " itself.",
          update.instance(),
          source.kind().word(),
          update.item(),
          reason);
      keep(update, reason);
      return false;
    }
  }

  private boolean received(Source source, UpdateRow update, EventSubscription waiting) {
    JsonNode changes = Changes.parse(update.changes());
    boolean ours =
        work.inOneTransaction(
            connection -> {
              // The row is settled first: another node that wants to waits until the end.
              if (!updates.settle(
                  connection,
                  update,
                  UpdateState.DELIVERED,
                  "Received at " + waiting.getActivityId() + ".")) {
                return false;
              }
              runtime.messageEventReceived(
                  source.updateMessage().orElseThrow(),
                  waiting.getExecutionId(),
                  variables.ofUpdate(source.kind(), changes));
              return true;
            });
    if (ours) {
      LOG.info(
          "The playbook {} was told that {} {} has changed.",
          update.instance(),
          source.kind().word(),
          update.item());
    }
    return ours;
  }

  private boolean undeliverable(Source source, UpdateRow update) {
    return work.inOneTransaction(
        connection -> {
          boolean ours =
              updates.settle(
                  connection,
                  update,
                  UpdateState.UNDELIVERABLE,
                  "The playbook ended before it could receive the change.");
          if (ours) {
            items.ended(connection, source, update.item(), update.instance());
          }
          return ours;
        });
  }

  private void keep(UpdateRow update, String reason) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(update.attempts(), 6));
    updates.keep(update, reason, pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
  }

  /**
   * Who waits for the message: the playbook itself first, then the processes that it has called.
   */
  private Optional<EventSubscription> waiting(Source source, String root) {
    Deque<String> instances = new ArrayDeque<>(List.of(root));
    while (!instances.isEmpty()) {
      String instance = instances.removeFirst();
      List<EventSubscription> there =
          runtime
              .createEventSubscriptionQuery()
              .eventType("message")
              .eventName(source.updateMessage().orElseThrow())
              .processInstanceId(instance)
              .list();
      // A definition that starts with the message subscribes without an execution.
      Optional<EventSubscription> first =
          there.stream().filter(one -> one.getExecutionId() != null).findFirst();
      if (first.isPresent()) {
        return first;
      }
      runtime.createProcessInstanceQuery().superProcessInstanceId(instance).list().stream()
          .map(ProcessInstance::getId)
          .sorted()
          .forEach(instances::addLast);
    }
    return Optional.empty();
  }

  private boolean isRunning(String instance) {
    return runtime.createProcessInstanceQuery().processInstanceId(instance).count() > 0;
  }
}
