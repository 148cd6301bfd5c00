package io.defenderflow.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.camunda7.intake.Intake;
import io.defenderflow.simulator.Canaries;
import io.defenderflow.simulator.Incident;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.simulator.SimulatorSettings;
import io.defenderflow.simulator.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/**
 * The application and the simulated tenant that it works with, as the people around a playbook use
 * them: incidents arrive, tasks wait, timers end, somebody closes an incident in the portal.
 */
public final class SampleUnderTest implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Defender has this long to list an action whose answer was lost. */
  private static final Duration SETTLING = Duration.ofSeconds(30);

  private final Simulator simulator;
  private final MovableClock clock;
  private final RunningSample sample;

  private SampleUnderTest(Simulator simulator, MovableClock clock, RunningSample sample) {
    this.simulator = simulator;
    this.clock = clock;
    this.sample = sample;
  }

  /**
   * @param databaseUrl a JDBC URL, with the user in it where one is needed
   * @param settings further ones, for example {@code defender.approval.required=never}
   */
  static SampleUnderTest start(String databaseUrl, String... settings) {
    Simulator simulator =
        Simulator.start(
            SimulatorSettings.defaults()
                .withClientSecret(Canaries.CLIENT_SECRET)
                .withActionPending(Duration.ofMillis(50))
                .withActionInProgress(Duration.ofMillis(50)));
    List<String> all = new ArrayList<>(RunningSample.tenant(simulator));
    all.add("DEMO_PASSWORD=" + RunningSample.PASSWORD);
    all.add("spring.datasource.url=" + databaseUrl);
    all.add("defender.intake.incidents.poll-interval=1s");
    // Microsoft's budgets are enough for people, but not for playbooks one after the other.
    all.add("defender.limits.families.all=unlimited");
    all.add("defender.worker.first-poll=100ms");
    all.add("defender.worker.longest-poll=500ms");
    // A node alone hears of its own tasks and jobs at once, but not of those it just passed over.
    all.add("defender.worker.poll-interval=500ms");
    all.add("camunda.bpm.job-execution.wait-time-in-millis=100");
    all.add("camunda.bpm.job-execution.max-wait=200");
    all.addAll(List.of(settings));
    MovableClock clock = new MovableClock();
    return new SampleUnderTest(simulator, clock, RunningSample.start(all, clock));
  }

  public Simulator simulator() {
    return simulator;
  }

  public Tenant tenant() {
    return simulator.tenant();
  }

  // --- incidents

  /**
   * Raises an incident, and lets the test change its alerts and itself before anybody reads it.
   *
   * @param change is given the incident and then its alert
   */
  public Incident raise(
      String title,
      String severity,
      String machineId,
      String userId,
      Consumer<ObjectNode> incident,
      Consumer<ObjectNode> alert) {
    Tenant tenant = tenant();
    Incident raised;
    // The intake must not see the incident before it is as the test wants it.
    synchronized (tenant) {
      raised = tenant.addIncident(title, severity, machineId, userId);
      tenant.changeIncident(raised.id(), incident);
      tenant.changeAlert(tenant.alertsOf(raised.id()).get(0).path("id").asText(), alert);
    }
    pollNow();
    return raised;
  }

  /** Lets the intake look at once, as the button in Cockpit does, instead of within a second. */
  public void pollNow() {
    sample.bean(Intake.class).pollNow("incidents", "the test", "It does not wait for the next.");
  }

  /** The business key of an incident's playbook. */
  public static String keyOf(Incident incident) {
    return "incident:" + incident.id();
  }

  /** What a person does in the portal; Defender shows it with the time of the change. */
  public void changeInPortal(String incidentId, Consumer<ObjectNode> change) {
    tenant()
        .changeIncident(
            incidentId,
            incident -> {
              change.accept(incident);
              incident.put("lastUpdateDateTime", simulator.settings().clock().instant().toString());
              incident.put("lastModifiedBy", "analyst@northwharf.example");
            });
    pollNow();
  }

  /** A person resolves the incident in the portal. */
  public void closeInPortal(String incidentId, String classification) {
    changeInPortal(
        incidentId,
        incident -> incident.put("status", "resolved").put("classification", classification));
  }

  // --- playbooks

  /**
   * Starts a playbook by hand, as the administrator, with the form of its start event.
   *
   * @return the id of the process instance
   */
  public String startByHand(String playbook, Map<String, String> form) {
    ObjectNode body = new ObjectMapper().createObjectNode();
    form.forEach(
        (name, value) -> body.withObject("/variables").putObject(name).put("value", value));
    var answer =
        sample.post(
            "administrator",
            "/process-definition/key/" + playbook + "/submit-form",
            body.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return RunningSample.json(answer.body()).path("id").asText();
  }

  /** The open task with the name in the playbook, or in one that it has called. */
  public JsonNode task(String businessKey, String name) {
    return eventually(() -> openTask(businessKey, name));
  }

  public JsonNode task(Incident incident, String name) {
    return task(keyOf(incident), name);
  }

  /** The open task, if it is there already. */
  public Optional<JsonNode> openTask(String businessKey, String name) {
    return sample.task(businessKey, name);
  }

  /** What the form of a task shows, by the names of its fields. */
  public Map<String, String> formOf(JsonNode task) {
    Map<String, String> form = new TreeMap<>();
    sample
        .read("responder", "/task/" + task.path("id").asText() + "/form-variables")
        .properties()
        .forEach(entry -> form.put(entry.getKey(), entry.getValue().path("value").asText()));
    return form;
  }

  /** The responder completes the task. */
  public void complete(JsonNode task, Map<String, String> form) {
    completeAs("responder", task, form);
  }

  public void completeAs(String user, JsonNode task, Map<String, String> form) {
    var answer = sample.complete(user, task, form);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
  }

  /** An administrator changes a text variable of a task behind the back of its form. */
  public void changeVariable(JsonNode task, String name, String value) {
    ObjectNode body =
        new ObjectMapper().createObjectNode().put("value", value).put("type", "String");
    var answer =
        sample.put(
            "administrator",
            "/task/" + task.path("id").asText() + "/variables/" + name,
            body.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
  }

  /** The responder approves what the task asks for. */
  public void approve(JsonNode task) {
    complete(
        task,
        Map.of(
            "defenderApprovalDecision",
            "approve",
            "defenderApprovalReason",
            "Isolation is right."));
  }

  /** The responder refuses what the task asks for. */
  public void refuse(JsonNode task, String reason) {
    complete(task, Map.of("defenderApprovalDecision", "refuse", "defenderApprovalReason", reason));
  }

  /**
   * Lets the time of a timer event be over, as soon as it runs.
   *
   * @param activityId of the timer event in the playbook, or in one that it has called
   */
  public void endTimer(String businessKey, String activityId) {
    eventually(
            () ->
                instances(businessKey).stream()
                    .flatMap(instance -> sample.timer(activityId, instance).stream())
                    .findFirst())
        .run();
  }

  /**
   * Lets the pause before the next attempt of a step be over, as soon as an attempt has failed.
   *
   * @param activityId of the step in the playbook, or in one that it has called
   */
  public void endPause(String businessKey, String activityId) {
    Runnable attempt =
        eventually(
            () ->
                instances(businessKey).stream()
                    .flatMap(instance -> sample.failedStep(activityId, instance).stream())
                    .findFirst());
    clock.advance(SETTLING);
    attempt.run();
  }

  /**
   * Lets the time of a timer event be over, in an instance without a business key of its own.
   *
   * @param instance the id of the process instance
   */
  public void endTimerOf(String instance, String activityId) {
    eventually(() -> sample.timer(activityId, instance)).run();
  }

  /**
   * Starts a playbook with documents as variables, as a call activity does.
   *
   * @return the id of the process instance
   */
  public String startCalled(
      String playbook, String businessKey, Map<String, ? extends JsonNode> documents) {
    ObjectNode body = new ObjectMapper().createObjectNode().put("businessKey", businessKey);
    documents.forEach(
        (name, document) ->
            body.withObject("/variables")
                .putObject(name)
                .put("type", "Json")
                .put("value", document.toString()));
    var answer =
        sample.post(
            "administrator", "/process-definition/key/" + playbook + "/start", body.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return RunningSample.json(answer.body()).path("id").asText();
  }

  /** Lets the time of a playbook's timer start event come. */
  public void startAtTimer(String playbook) {
    String timer =
        sample
            .read("administrator", "/job?timers=true&processDefinitionKey=" + playbook)
            .path(0)
            .path("id")
            .asText();
    var answer = sample.post("administrator", "/job/" + timer + "/execute", "{}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
  }

  /**
   * What would begin at the activity waits from now on in every instance, until {@link #endTimerOf}
   * lets one go on.
   */
  public void hold(String playbook, String activityId) {
    suspend(jobDefinition(playbook, activityId), true);
  }

  /** New instances are no longer held at the activity. */
  public void letGo(String playbook, String activityId) {
    suspend(jobDefinition(playbook, activityId), false);
  }

  private String jobDefinition(String playbook, String activityId) {
    return sample
        .read(
            "administrator",
            "/job-definition?processDefinitionKey=" + playbook + "&activityIdIn=" + activityId)
        .path(0)
        .path("id")
        .asText();
  }

  private void suspend(String jobDefinition, boolean suspended) {
    var answer =
        sample.put(
            "administrator",
            "/job-definition/" + jobDefinition + "/suspended",
            "{\"suspended\":" + suspended + ",\"includeJobs\":false}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
  }

  private List<String> instances(String businessKey) {
    return sample
        .read("administrator", "/process-instance?businessKey=" + businessKey)
        .findValuesAsText("id");
  }

  /** The name of the end event that the playbook reached last, as soon as it has ended. */
  public String end(String businessKey) {
    return eventually(() -> sample.end(businessKey));
  }

  public String end(Incident incident) {
    return end(keyOf(incident));
  }

  /** Whether any instance of the playbook, or of one that it has called, still runs. */
  public boolean runs(String businessKey) {
    return !instances(businessKey).isEmpty();
  }

  /** The REST API of the engine and whatever else the application offers. */
  RunningSample application() {
    return sample;
  }

  /** What an administrator reads from the engine, for example {@code /incident}. */
  public JsonNode read(String path) {
    return sample.read("administrator", path);
  }

  // --- waiting

  /** Waits until there is a value. */
  public static <T> T eventually(Supplier<Optional<T>> value) {
    return patiently().until(value::get, Optional::isPresent).orElseThrow();
  }

  /** Waits until the assertions hold. */
  public static void eventually(ThrowingRunnable assertions) {
    patiently().untilAsserted(assertions);
  }

  private static ConditionFactory patiently() {
    return await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(50));
  }

  @Override
  public void close() {
    sample.close();
    simulator.close();
  }
}
