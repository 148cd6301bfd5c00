package io.defenderflow.camunda7.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.MessageEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on the jobs that tell people of a task. What fails is told again by a new job at growing
 * intervals for the better part of an hour, since the engine would use up its retries within
 * moments; the last one fails for good, and Cockpit shows an incident.
 */
final class TellHandler implements JobHandler<TellJob> {
  static final String TYPE = "defender-tell-of-task";

  private static final Logger LOG = LoggerFactory.getLogger(TellHandler.class);

  /** The pauses after the first attempt, the second one and so on. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(15),
          Duration.ofMinutes(15));

  private static final int LAST = PAUSES.size() + 1;

  /**
   * How long a channel that does not work is left in peace. Otherwise a thousand tasks at once
   * would hold the threads that playbooks need.
   */
  private static final Duration REST = Duration.ofSeconds(10);

  private final Supplier<Newsroom> newsroom;
  private final Map<String, Instant> failed = new ConcurrentHashMap<>();

  TellHandler(Supplier<Newsroom> newsroom) {
    this.newsroom = newsroom;
  }

  @Override
  public String getType() {
    return TYPE;
  }

  /** Adds a job to the transaction that the engine is in. */
  static void add(CommandContext context, TaskEntity task, TellJob what, Duration pause) {
    MessageEntity job = new MessageEntity();
    ExecutionEntity execution = task.getExecution();
    job.setExecution(execution);
    job.setProcessDefinitionId(execution.getProcessDefinitionId());
    job.setProcessDefinitionKey(execution.getProcessDefinition().getKey());
    job.setDeploymentId(execution.getProcessDefinition().getDeploymentId());
    job.setTenantId(execution.getTenantId());
    job.setJobHandlerType(TYPE);
    job.setJobHandlerConfiguration(what);
    // Other jobs of the playbook need not wait for it.
    job.setExclusive(false);
    if (!pause.isZero()) {
      job.setDuedate(Date.from(now().plus(pause)));
    }
    if (isLast(what)) {
      job.setRetries(1);
    }
    context.getJobManager().send(job);
  }

  @Override
  public void execute(
      TellJob what, ExecutionEntity execution, CommandContext context, String tenantId) {
    TaskEntity task = context.getTaskManager().findTaskById(what.task());
    if (task == null) {
      LOG.debug("The task {} is no longer open: nobody is told.", what.task());
    } else if (isResting(what.channel()) && !isLast(what)) {
      LOG.debug("The task {} is told later: {} has just failed.", what.task(), what.channel());
      add(context, task, what.next(), PAUSES.get(what.attempt() - 1));
    } else {
      tell(what, task, context);
    }
  }

  private void tell(TellJob what, TaskEntity task, CommandContext context) {
    try {
      newsroom.get().tell(task, what.channel(), what.receiver());
      failed.remove(what.channel());
    } catch (NotTold e) {
      if (e.mayPass()) {
        failed.put(what.channel(), now());
      }
      if (isLast(what)) {
        throw e;
      }
      again(what, task, context, e);
    }
  }

  private static void again(TellJob what, TaskEntity task, CommandContext context, NotTold why) {
    LOG.warn(
        "Nobody was told of the task {} by {}, attempt {}: {}",
        what.task(),
        what.channel(),
        what.attempt(),
        why.getMessage());
    if (why.mayPass()) {
      add(context, task, what.next(), PAUSES.get(what.attempt() - 1));
    } else {
      add(context, task, what.attempt(LAST), PAUSES.get(0));
    }
  }

  private boolean isResting(String channel) {
    Instant at = failed.getOrDefault(channel, Instant.EPOCH);
    return !now().isBefore(at) && now().isBefore(at.plus(REST));
  }

  private static Instant now() {
    return ClockUtil.getCurrentTime().toInstant();
  }

  private static boolean isLast(TellJob what) {
    return what.attempt() >= LAST;
  }

  @Override
  public TellJob newConfiguration(String json) {
    return TellJob.parse(json);
  }

  @Override
  public void onDelete(TellJob what, JobEntity job) {
    // Nothing is kept outside of the job.
  }
}
