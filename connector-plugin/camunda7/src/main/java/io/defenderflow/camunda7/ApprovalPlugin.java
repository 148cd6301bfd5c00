package io.defenderflow.camunda7;

import io.defenderflow.audit.Audit;
import io.defenderflow.audit.AuditRecord;
import io.defenderflow.audit.Decision;
import io.defenderflow.audit.Detail;
import io.defenderflow.guard.ApprovalTask;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Writes a row of the audit when somebody completes an approval task, whether a step follows or
 * not. The row is written in the transaction that completes the task: either both stand or neither.
 */
public final class ApprovalPlugin extends AbstractProcessEnginePlugin {
  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    List<BpmnParseListener> listeners = configuration.getCustomPreBPMNParseListeners();
    if (listeners == null) {
      listeners = new ArrayList<>();
      configuration.setCustomPreBPMNParseListeners(listeners);
    }
    listeners.add(new Tasks());
  }

  private static final class Tasks extends AbstractBpmnParseListener {
    @Override
    public void parseUserTask(Element task, ScopeImpl scope, ActivityImpl activity) {
      String template = task.attributeNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "modelerTemplate");
      if (ApprovalTask.TEMPLATE.equals(template)) {
        ((UserTaskActivityBehavior) activity.getActivityBehavior())
            .getTaskDefinition()
            .addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, Tasks::record);
      }
    }

    private static void record(DelegateTask task) {
      CommandContext context = Context.getCommandContext();
      try {
        Audit.add(
            row(task, Optional.ofNullable(context.getAuthenticatedUserId())),
            context.getDbSqlSession().getSqlSession().getConnection());
      } catch (SQLException e) {
        throw new ProcessEngineException(
            "The approval task was not completed, because the table DEFENDERFLOW_AUDIT cannot be"
                + " written. Check the database, and complete the task again.",
            e);
      }
    }

    private static AuditRecord row(DelegateTask task, Optional<String> user) {
      boolean approved = text(task, ApprovalTask.DECISION).equals(ApprovalTask.APPROVE);
      return AuditRecord.of(
              ClockUtil.getCurrentTime().toInstant(),
              approved ? Decision.APPROVED : Decision.REFUSED_APPROVAL)
          .with(Detail.DECIDED_BY, user)
          .with(Detail.WHY, text(task, ApprovalTask.REASON))
          .with(Detail.ACTION_ID, text(task, ApprovalTask.ACTIONS))
          .with(Detail.TARGET, targets(task))
          .with(Detail.TASK_ID, task.getId())
          .with(Detail.ACTIVITY_ID, task.getTaskDefinitionKey())
          .with(Detail.PROCESS_INSTANCE_ID, task.getProcessInstanceId())
          .with(Detail.PROCESS_DEFINITION_ID, task.getProcessDefinitionId())
          .with(
              Detail.BUSINESS_KEY, Optional.ofNullable(task.getExecution().getProcessBusinessKey()))
          .with(Detail.TENANT_ID, Optional.ofNullable(task.getTenantId()));
    }

    private static String targets(DelegateTask task) {
      String left = text(task, ApprovalTask.ONLY_TARGETS);
      return left.isBlank() ? text(task, ApprovalTask.TARGETS) : left;
    }

    private static String text(DelegateTask task, String variable) {
      Object value = EngineValues.input(task.getVariableTyped(variable, false));
      return value == null ? "" : value.toString();
    }
  }
}
