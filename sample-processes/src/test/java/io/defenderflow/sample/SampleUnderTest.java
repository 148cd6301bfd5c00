package io.defenderflow.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.awaitility.core.ThrowingRunnable;

/**
 * The application and the simulated tenant that it works with, as the people around a playbook use
 * them: incidents arrive, tasks wait, timers end, somebody closes an incident in the portal.
 */
public final class SampleUnderTest implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Simulator simulator;
  private final RunningSample sample;

  private SampleUnderTest(Simulator simulator, RunningSample sample) {
    this.simulator = simulator;
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
                .withActionPending(Duration.ofMillis(300))
                .withActionInProgress(Duration.ofMillis(300)));
    List<String> all = new ArrayList<>(RunningSample.tenant(simulator));
    all.add("DEMO_PASSWORD=" + RunningSample.PASSWORD);
    all.add("spring.datasource.url=" + databaseUrl);
    all.add("defender.intake.incidents.poll-interval=1s");
    // Microsoft's budgets are enough for people, but not for playbooks one after the other.
    all.add("defender.limits.families.all=unlimited");
    all.add("defender.worker.first-poll=200ms");
    all.add("defender.worker.longest-poll=1s");
    all.addAll(List.of(settings));
    return new SampleUnderTest(simulator, RunningSample.start(all));
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
    // The intake must not see the incident before it is as the test wants it.
    synchronized (tenant) {
      Incident raised = tenant.addIncident(title, severity, machineId, userId);
      tenant.changeIncident(raised.id(), incident);
      tenant.changeAlert(tenant.alertsOf(raised.id()).get(0).path("id").asText(), alert);
      return raised;
    }
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
    return await().atMost(PATIENCE).until(value::get, Optional::isPresent).orElseThrow();
  }

  /** Waits until the assertions hold. */
  public static void eventually(ThrowingRunnable assertions) {
    await().atMost(PATIENCE).untilAsserted(assertions);
  }

  @Override
  public void close() {
    sample.close();
    simulator.close();
  }
}
