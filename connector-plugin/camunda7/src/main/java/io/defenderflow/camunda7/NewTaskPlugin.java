package io.defenderflow.camunda7;

import io.defenderflow.catalogue.Lane;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.TransactionState;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Tells the worker when a task for it was created on this node and its transaction is committed, so
 * that the step starts without a polling delay. Tasks of other nodes are found by polling.
 */
public final class NewTaskPlugin extends AbstractProcessEnginePlugin {
  private volatile Consumer<Lane> worker = lane -> {};

  void tell(Consumer<Lane> listener) {
    this.worker = listener;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    List<BpmnParseListener> listeners = configuration.getCustomPreBPMNParseListeners();
    if (listeners == null) {
      listeners = new ArrayList<>();
      configuration.setCustomPreBPMNParseListeners(listeners);
    }
    listeners.add(new Tasks());
  }

  private final class Tasks extends AbstractBpmnParseListener {
    @Override
    public void parseServiceTask(Element task, ScopeImpl scope, ActivityImpl activity) {
      listen(task, activity);
    }

    @Override
    public void parseSendTask(Element task, ScopeImpl scope, ActivityImpl activity) {
      listen(task, activity);
    }

    @Override
    public void parseBusinessRuleTask(Element task, ScopeImpl scope, ActivityImpl activity) {
      listen(task, activity);
    }

    private void listen(Element task, ActivityImpl activity) {
      String topic = task.attributeNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "topic");
      if (topic == null) {
        return;
      }
      // Which lane an expression means is known only later: then all of them look.
      boolean expression = topic.contains("{");
      List<Lane> lanes =
          Arrays.stream(Lane.values())
              .filter(lane -> expression || lane.topic().equals(topic))
              .toList();
      if (!lanes.isEmpty()) {
        activity.addListener(
            ExecutionListener.EVENTNAME_START, (ExecutionListener) execution -> onCommit(lanes));
      }
    }

    private void onCommit(List<Lane> lanes) {
      Context.getCommandContext()
          .getTransactionContext()
          .addTransactionListener(
              TransactionState.COMMITTED,
              commandContext -> lanes.forEach(lane -> worker.accept(lane)));
    }
  }
}
