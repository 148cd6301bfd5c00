package io.defenderflow.camunda7.notification;

import io.defenderflow.guard.ApprovalTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds a job for everybody who is to be told of a task, in the transaction that makes the task. A
 * transaction that is rolled back tells nothing, and what it has committed is not lost by a crash.
 */
public final class NotificationPlugin extends AbstractProcessEnginePlugin {
  private static final Logger LOG = LoggerFactory.getLogger(NotificationPlugin.class);

  private final Audience audience;
  private final TellHandler handler;

  NotificationPlugin(Audience audience, TellHandler handler) {
    this.audience = audience;
    this.handler = handler;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    // Jobs may be left from a time when the settings were others.
    var handlers = configuration.getCustomJobHandlers();
    if (handlers == null) {
      handlers = new ArrayList<>();
      configuration.setCustomJobHandlers(handlers);
    }
    handlers.add(handler);
    if (audience.isConfigured()) {
      List<BpmnParseListener> listeners = configuration.getCustomPreBPMNParseListeners();
      if (listeners == null) {
        listeners = new ArrayList<>();
        configuration.setCustomPreBPMNParseListeners(listeners);
      }
      listeners.add(new Tasks());
    }
  }

  private final class Tasks extends AbstractBpmnParseListener {
    @Override
    public void parseUserTask(Element task, ScopeImpl scope, ActivityImpl activity) {
      boolean approves =
          ApprovalTask.TEMPLATE.equals(
              task.attributeNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "modelerTemplate"));
      ((UserTaskActivityBehavior) activity.getActivityBehavior())
          .getTaskDefinition()
          .addBuiltInTaskListener(
              TaskListener.EVENTNAME_CREATE, created -> created(created, approves));
    }

    private void created(DelegateTask created, boolean approves) {
      TaskEntity task = (TaskEntity) created;
      Collection<String> groups = Newsroom.groups(task);
      if (!approves && !audience.isToldAlso(task.getTaskDefinitionKey(), groups)) {
        return;
      }
      List<Audience.Receiver> receivers = audience.receivers(groups);
      if (receivers.isEmpty()) {
        LOG.warn(
            "Nobody is told of the task {} ({}), because none of its candidate groups {} has an"
                + " address in defender.notify.mail.groups, and defender.notify.mail.to is empty.",
            task.getId(),
            task.getTaskDefinitionKey(),
            groups);
      }
      for (Audience.Receiver one : receivers) {
        TellHandler.add(
            Context.getCommandContext(),
            task,
            new TellJob(task.getId(), one.channel(), one.address(), 1),
            Duration.ZERO);
      }
    }
  }
}
