package io.defenderflow.camunda7.intake;

import io.defenderflow.audit.Audit;
import io.defenderflow.audit.AuditRecord;
import io.defenderflow.audit.Decision;
import io.defenderflow.audit.Detail;
import io.defenderflow.camunda7.intake.Trial.Tried;
import io.defenderflow.catalogue.Page;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.guard.Tenants;
import io.defenderflow.guard.TrialMark;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts playbooks for incidents and alerts that have been, to see what they would do. The mark
 * that they carry makes the guard hold back every step that would change something. What is
 * remembered of the items is not looked at and not changed, so that no live playbook notices.
 */
final class Trials {
  private static final Logger LOG = LoggerFactory.getLogger(Trials.class);

  static final String KEY = "trial:";
  static final Duration LONGEST = Duration.ofDays(30);
  static final int MOST = 500;

  private static final int MOST_PAGES = 500;
  private static final String NOTHING = " Nothing was started.";

  private final ProcessEngine engine;
  private final RuntimeService runtime;
  private final EngineWork work;
  private final StartVariables variables;
  private final Collection<Source> live;
  private final Tenants tenants;
  private final Clock clock;

  /**
   * @param live all sources that are configured
   */
  Trials(ProcessEngine engine, Collection<Source> live, Tenants tenants, Clock clock) {
    this.engine = engine;
    this.runtime = engine.getRuntimeService();
    this.work = new EngineWork(engine);
    this.variables = new StartVariables(configuration(engine));
    this.live = live;
    this.tenants = tenants;
    this.clock = clock;
  }

  /**
   * What is tried.
   *
   * @param by who wants it
   * @param why for the audit
   */
  record Order(Source source, String processDefinitionId, String by, String why) {}

  /** The items that were last changed in a stretch of time and match the filter. */
  Trial run(Order order, Instant from, Instant to, int most) {
    if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw refused(
          "The time from "
              + from
              + " to "
              + to
              + " cannot be tried: it has to end after it"
              + " starts and to have at most "
              + LONGEST.toDays()
              + " days.");
    }
    if (most < 1 || most > MOST) {
      throw refused("A trial starts between 1 and " + MOST + " playbooks, not " + most + ".");
    }
    ProcessDefinition playbook = playbook(order);
    Source source = order.source().forTrials();
    Feed feed = new Feed(source, tenants);
    Map<String, Item> found = new LinkedHashMap<>();
    Optional<String> more = Optional.empty();
    Set<URI> followed = new HashSet<>();
    Page page = feed.page(new Window(from, Optional.of(to)), true);
    while (true) {
      for (Item item : matching(source, feed, page)) {
        found.putIfAbsent(item.id(), item);
      }
      if (page.partial()) {
        more = Optional.of("Microsoft answered only in part, so that some may be missing.");
      }
      if (found.size() > most) {
        more = Optional.of("Only the first " + most + " were tried; there are more.");
        break;
      }
      if (page.nextLink().isEmpty()) {
        break;
      }
      if (!followed.add(page.nextLink().get()) || followed.size() > MOST_PAGES) {
        throw Fault.of(
            ErrorCode.PROTOCOL,
            "Microsoft's list does not come to an end, so that nothing was started. Try a shorter"
                + " time.");
      }
      page = feed.next(page.nextLink().get());
    }
    List<Tried> tried = new ArrayList<>();
    found.values().stream().limit(most).forEach(item -> tried.add(start(order, playbook, item)));
    return told(order, playbook, new Trial(tried, more));
  }

  private static List<Item> matching(Source source, Feed feed, Page page) {
    return page.value().stream()
        .flatMap(json -> Item.of(source.kind(), json).stream())
        .filter(item -> item.mergedInto().isEmpty() && source.filter().passes(item.json()))
        .map(feed::withAlerts)
        .filter(item -> source.filter().passesWithAlerts(item.json()))
        .toList();
  }

  /** Items by their ids, whether or not they match the filter. */
  Trial run(Order order, List<String> ids) {
    Source source = order.source();
    Set<String> different = new LinkedHashSet<>(ids);
    if (different.isEmpty() || different.size() > MOST) {
      throw refused("A trial needs between 1 and " + MOST + " ids, not " + different.size() + ".");
    }
    for (String id : different) {
      if (!Item.isId(id)) {
        throw refused(
            "\"" + Intake.oneLine(id) + "\" is not the id of an " + source.kind().word() + ".");
      }
    }
    ProcessDefinition playbook = playbook(order);
    Feed feed = new Feed(source, tenants);
    Map<String, Optional<Item>> found = new LinkedHashMap<>();
    for (String id : different) {
      found.put(id, read(feed, source, id));
    }
    List<Tried> tried = new ArrayList<>();
    found.forEach(
        (id, item) ->
            tried.add(
                item.isPresent()
                    ? start(order, playbook, item.get())
                    : notStarted(source, id, "", "Defender does not know it.")));
    return told(order, playbook, new Trial(tried, Optional.empty()));
  }

  private static Optional<Item> read(Feed feed, Source source, String id) {
    try {
      return Item.of(source.kind(), feed.get(id)).map(feed::withAlerts);
    } catch (Fault fault) {
      if (fault.code() == ErrorCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw fault;
    }
  }

  // --- what may be tried

  private ProcessDefinition playbook(Order order) {
    HistoryLevel level = configuration(engine).getHistoryLevel();
    if (!level.isHistoryEventProduced(HistoryEventTypes.VARIABLE_INSTANCE_UPDATE_DETAIL, null)) {
      throw refused(
          "The history level of the engine is "
              + level.getName()
              + ". With it a playbook could take back that it is a trial, and change something. Set"
              + " camunda.bpm.history-level to full.");
    }
    ProcessDefinition playbook =
        engine
            .getRepositoryService()
            .createProcessDefinitionQuery()
            .processDefinitionId(order.processDefinitionId())
            .list()
            .stream()
            .findFirst()
            .orElseThrow(
                () ->
                    refused(
                        "No playbook has the definition id "
                            + Intake.oneLine(order.processDefinitionId())
                            + ". It stands in Cockpit at the playbook, for example"
                            + " compromised-device-trial:1:1f0e."));
    Optional<String> tenant = order.source().engineTenant();
    if (!Optional.ofNullable(playbook.getTenantId()).equals(tenant)) {
      throw refused(
          "The playbook "
              + playbook.getKey()
              + " belongs to "
              + named(Optional.ofNullable(playbook.getTenantId()))
              + ", but the intake "
              + order.source().name()
              + " starts playbooks of "
              + named(tenant)
              + ". Deploy it there for the trial.");
    }
    if (playbook.isSuspended()) {
      throw refused("The playbook " + playbook.getKey() + " is suspended. Activate it first.");
    }
    startMessages(playbook.getId()).forEach(message -> notLive(playbook, message));
    return playbook;
  }

  private static String named(Optional<String> tenant) {
    return tenant.map(id -> "the engine's tenant " + id).orElse("no tenant of the engine");
  }

  /** The messages that start the process; those of event sub-processes do not. */
  private List<String> startMessages(String processDefinitionId) {
    return engine
        .getRepositoryService()
        .getBpmnModelInstance(processDefinitionId)
        .getModelElementsByType(StartEvent.class)
        .stream()
        .filter(start -> start.getParentElement() instanceof Process)
        .flatMap(start -> start.getEventDefinitions().stream())
        .filter(MessageEventDefinition.class::isInstance)
        .map(definition -> ((MessageEventDefinition) definition).getMessage())
        .map(message -> Optional.ofNullable(message).map(Message::getName).orElse(""))
        .toList();
  }

  /** Microsoft's next incident must not start what somebody deployed for a trial. */
  private void notLive(ProcessDefinition playbook, String message) {
    for (Source source : live) {
      boolean named = source.message().equals(Optional.of(message));
      if (named || source.decision().isPresent()) {
        throw refused(
            "The playbook "
                + playbook.getKey()
                + " (version "
                + playbook.getVersion()
                + ") starts with the message "
                + Intake.oneLine(message)
                + (named
                    ? ", by which the intake " + source.name() + " starts playbooks"
                    : ", and the decision of the intake " + source.name() + " may pick any message")
                + ". Deployed like this it takes over live incidents. For a trial, deploy a copy"
                + " with another process id and a start event without a message.");
      }
    }
  }

  // --- starting

  private Tried start(Order order, ProcessDefinition playbook, Item item) {
    Source source = order.source();
    if (item.mergedInto().isPresent()) {
      return notStarted(
          source, item.id(), item.title(), "It was merged into " + item.mergedInto().get() + ".");
    }
    try {
      String instance =
          work.inOneTransaction(
              connection -> {
                String started =
                    runtime
                        .createProcessInstanceById(playbook.getId())
                        .businessKey(KEY + item.businessKey())
                        .setVariables(marked(variables.of(source, item)))
                        .execute()
                        .getId();
                Audit.add(row(order, playbook, item, started), connection);
                return started;
              });
      return new Tried(
          item.id(),
          item.title(),
          KEY + item.businessKey(),
          Optional.of(instance),
          Optional.empty());
    } catch (RuntimeException e) {
      LOG.warn("No trial was started for {}: {}", item, Admission.reason(e));
      return notStarted(source, item.id(), item.title(), Admission.reason(e));
    }
  }

  private static VariableMap marked(VariableMap variables) {
    return variables.putValue(TrialMark.VARIABLE, true);
  }

  private static Tried notStarted(Source source, String id, String title, String problem) {
    return new Tried(
        id, title, KEY + source.kind().businessKey(id), Optional.empty(), Optional.of(problem));
  }

  private AuditRecord row(Order order, ProcessDefinition playbook, Item item, String instance) {
    return AuditRecord.of(clock.instant(), Decision.TRIAL_STARTED)
        .inDryRun(true)
        .with(Detail.DECIDED_BY, order.by())
        .with(
            Detail.WHY,
            "Trial of "
                + playbook.getKey()
                + " version "
                + playbook.getVersion()
                + " for "
                + item
                + ": "
                + order.why())
        .with(Detail.TARGET, "intake " + order.source().name())
        .with(Detail.CONNECTION_NAME, order.source().connection())
        .with(Detail.PROCESS_INSTANCE_ID, instance)
        .with(Detail.PROCESS_DEFINITION_ID, playbook.getId())
        .with(Detail.BUSINESS_KEY, KEY + item.businessKey())
        .with(Detail.TENANT_ID, order.source().engineTenant());
  }

  private static Trial told(Order order, ProcessDefinition playbook, Trial trial) {
    LOG.warn(
        "{} let {} of {} {}s run through the playbook {} (version {}) as a trial of the intake {}:"
            + " {} Its Defender steps change nothing.",
        Intake.oneLine(order.by()),
        trial.started(),
        trial.items().size(),
        order.source().kind().word(),
        playbook.getKey(),
        playbook.getVersion(),
        order.source().name(),
        Intake.oneLine(order.why()));
    return trial;
  }

  private static IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(why + NOTHING);
  }

  private static ProcessEngineConfigurationImpl configuration(ProcessEngine engine) {
    return (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
  }
}
