package io.defenderflow.camunda7;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetupTest;
import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Simulator;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** People are told of new tasks by webhook and mail. */
@Timeout(180)
@ExtendWith(OutputCaptureExtension.class)
class NotificationTest {
  private static final String SECRET = "canary-of-the-webhook-7f3a9c";
  private static final String HOSTILE =
      "Ransom\r\nBcc: evil@example.com\r\n\r\n<!channel> <https://evil.example|log in> [log"
          + " in](https://evil.example) {{DATE(2026-01-01T00:00:00Z,LONG)}} \u202egnp.exe";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Simulator simulator;
  private static WireMockServer webhook;
  private static GreenMail mail;
  private static Application app;
  private static Instant now = Instant.parse("2026-11-21T03:00:00Z");

  @BeforeAll
  static void start() {
    simulator = Application.tenant(Application.stoppedClock());
    webhook = new WireMockServer(options().dynamicPort().dynamicHttpsPort());
    webhook.start();
    mail = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
    mail.start();
    app =
        application(
            "defender.notify.webhook.url=" + url(),
            "defender.notify.also.groups=duty",
            "defender.notify.also.tasks=LookAtIt",
            "defender.notify.mail.from=defender@northwharf.example",
            "defender.notify.mail.to=soc@northwharf.example",
            "defender.notify.mail.groups.responders=responders@northwharf.example",
            "spring.mail.host=127.0.0.1",
            "spring.mail.port=" + mail.getSmtp().getPort());
  }

  @AfterAll
  static void stop() {
    app.close();
    mail.stop();
    webhook.stop();
    simulator.close();
  }

  @BeforeEach
  void theWebhookTakesEverything() throws Exception {
    // A channel that has failed in one test is not left in peace in the next one.
    now = now.plus(Duration.ofHours(3));
    ClockUtil.setCurrentTime(Date.from(now));
    answer(202);
    mail.purgeEmailFromAllMailboxes();
  }

  @AfterEach
  void clear() {
    ClockUtil.reset();
    app.clear();
  }

  @Test
  void aNewApprovalTaskIsToldByWebhookWithALinkToTheTaskAndWhatIsAsked() {
    var playbook = start(Map.of("title", "Ransomware on nw-fin-lt-014", "incidentId", "1042"));
    assertThat(posted()).as("Nothing leaves in the transaction of the task.").isEmpty();
    runJobs();

    assertThat(posted()).hasSize(1);
    LoggedRequest request = posted().get(0);
    JsonNode told = parsed(request);
    Task task = task();
    assertThat(request.getHeader("Idempotency-Key")).isEqualTo(task.getId() + ":created");
    assertThat(request.getHeader("Content-Type")).startsWith("application/json");
    assertThat(told.path("kind").asText()).isEqualTo("task-created");
    assertThat(told.path("idempotencyKey").asText()).isEqualTo(task.getId() + ":created");
    assertThat(told.path("trial").asBoolean(true)).isFalse();
    assertThat(told.path("taskId").asText()).isEqualTo(task.getId());
    assertThat(told.path("taskName").asText()).isEqualTo("Approve containment");
    assertThat(told.path("taskDefinitionKey").asText()).isEqualTo("Approve");
    assertThat(told.path("taskLink").asText())
        .isEqualTo(
            "https://camunda.northwharf.example/camunda/app/tasklist/default/#/?task="
                + task.getId());
    assertThat(told.path("playbook").asText()).isEqualTo("playbook");
    assertThat(told.path("processInstanceId").asText()).isEqualTo(playbook.getId());
    assertThat(told.path("businessKey").asText()).isEqualTo("incident:1042");
    assertThat(told.path("incidentId").asText()).isEqualTo("1042");
    assertThat(told.path("incident").asText()).isEqualTo("Ransomware on nw-fin-lt-014");
    assertThat(told.path("incidentLink").asText())
        .isEqualTo("https://security.microsoft.com/incidents/1042");
    assertThat(told.path("actions").path(0).asText()).isEqualTo("machine.isolate");
    assertThat(told.path("targets").path(0).asText()).isEqualTo(SeedData.FINANCE_LAPTOP);
    assertThat(told.path("parameters").path(0).asText()).isEqualTo("IsolationType=Full");
    assertThat(told.path("candidateGroups").path(0).asText()).isEqualTo("responders");
    assertThat(told.path("dueDate").asText()).isEqualTo("2026-11-21T04:00:00Z");
  }

  @Test
  void theGroupThatIsAskedIsToldByMail() throws MessagingException {
    start(Map.of("title", "Ransomware on nw-fin-lt-014"));
    runJobs();

    MimeMessage told = onlyMail();
    assertThat(told.getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("responders@northwharf.example");
    assertThat(told.getSubject()).isEqualTo("Approve containment: Ransomware on nw-fin-lt-014");
    assertThat(text(told))
        .contains("/tasklist/default/#/?task=" + task().getId())
        .contains("https://security.microsoft.com/incidents/1042")
        .contains("Actions: Isolate machine")
        .contains("Targets: " + SeedData.FINANCE_LAPTOP);
  }

  @Test
  void aTransactionThatIsRolledBackTellsNobody() {
    Playbook fails =
        new Playbook(
            "fails",
            Playbook.start()
                + "<bpmn:parallelGateway id='Fork'/>"
                + approval("responders")
                + "<bpmn:serviceTask id='Fails' camunda:expression='${nothing.here}'/>"
                + Playbook.flow("Start", "Fork")
                + Playbook.flow("Fork", "Approve")
                + Playbook.flow("Fork", "Fails"),
            "");

    assertThatThrownBy(() -> app.start(variables(Map.of()), fails))
        .isInstanceOf(ProcessEngineException.class);
    runJobs();

    assertThat(posted()).isEmpty();
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void whatIsDecidedBeforeAnybodyWasToldIsToldNobody() {
    start(Map.of());
    app.engine().getTaskService().complete(task().getId());
    runJobs();

    assertThat(posted()).isEmpty();
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void aWebhookThatFailsIsToldAgainAtGrowingIntervalsAndEndsAsAnIncidentWithoutItsAddress(
      CapturedOutput output) {
    answer(503);
    start(Map.of());
    runJobsForTwoHours();

    assertThat(posted()).hasSize(9);
    assertThat(app.incidents()).hasSize(1);
    assertThat(app.incidents().get(0).getActivityId()).isEqualTo("Approve");
    assertThat(app.incidents().get(0).getIncidentMessage())
        .contains("The webhook answered with HTTP 503.");
    assertThat(ClockUtil.getCurrentTime().toInstant())
        .isBetween(now.plusSeconds(2_700), now.plusSeconds(3_600));
    Job failed = job();
    assertThat(management().getJobExceptionStacktrace(failed.getId()))
        .contains("HTTP 503")
        .doesNotContain(SECRET);
    assertThat(app.database()).doesNotContain(SECRET);
    assertThat(output.getAll()).contains("HTTP 503").doesNotContain(SECRET);
    assertThat(task().getName()).as("The playbook goes on.").isEqualTo("Approve containment");

    answer(202);
    webhook.resetRequests();
    management().setJobRetries(failed.getId(), 1);
    runJobs();
    assertThat(posted()).hasSize(1);
    assertThat(app.incidents()).isEmpty();
    app.engine().getTaskService().complete(task().getId());
  }

  @Test
  void theSameTaskHasTheSameKeyEachTimeThatItIsTold() {
    answer(503);
    start(Map.of());
    runJobsForTwoHours();

    assertThat(posted())
        .extracting(request -> request.getHeader("Idempotency-Key"))
        .containsOnly(task().getId() + ":created");
  }

  @Test
  void aWebhookThatRefusesTheMessageIsAnIncidentAtOnceAndNoRedirectIsFollowed() {
    for (int status : List.of(302, 404)) {
      webhook.resetAll();
      webhook.stubFor(
          post(anyUrl())
              .willReturn(
                  aResponse()
                      .withStatus(status)
                      .withHeader("Location", "http://127.0.0.1:" + webhook.port() + "/other")));
      start(Map.of());
      runJobsForTwoHours();

      assertThat(posted()).hasSize(2);
      assertThat(posted()).noneMatch(request -> request.getUrl().equals("/other"));
      assertThat(app.incidents()).hasSize(1);
      assertThat(app.incidents().get(0).getIncidentMessage()).contains("HTTP " + status);
      app.clear();
    }
  }

  @Test
  void aWebhookThatDoesNotAnswerHoldsAThreadForTenSecondsOnly() {
    webhook.resetAll();
    webhook.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(200).withFixedDelay(60_000)));
    start(Map.of());
    long before = System.nanoTime();
    runJobs();

    assertThat((System.nanoTime() - before) / 1_000_000_000).isBetween(9L, 20L);
    assertThat(management().createJobQuery().list())
        .extracting(Job::getDuedate)
        .doesNotContainNull();
  }

  /** The certificate is one that the server has signed itself. */
  @Test
  void aWebhookWhoseCertificateIsNotTrustedIsToldNothingAndTheIncidentSaysWhatToDo(
      CapturedOutput output) {
    try (Application distrusting =
        application(
            "defender.notify.webhook.url=https://localhost:"
                + webhook.httpsPort()
                + "/hook/"
                + SECRET
                + "?sig="
                + SECRET)) {
      start(distrusting, Map.of());
      runJobs(distrusting);

      Job again = distrusting.engine().getManagementService().createJobQuery().singleResult();
      assertThat(again.getDuedate()).as("It is tried again.").isAfter(Date.from(now));
      assertThat(distrusting.incidents()).isEmpty();
      runJobsForTwoHours(distrusting);

      assertThat(distrusting.incidents()).hasSize(1);
      assertThat(distrusting.incidents().get(0).getActivityId()).isEqualTo("Approve");
      assertThat(distrusting.incidents().get(0).getIncidentMessage())
          .contains("TLS certificate", "host localhost is not trusted", "retry this job");
      assertThat(posted()).isEmpty();
      assertThat(distrusting.database()).doesNotContain(SECRET);
      assertThat(output.getAll()).contains("host localhost is not trusted").doesNotContain(SECRET);
      assertThat(task(distrusting).getName()).isEqualTo("Approve containment");
    }
  }

  @Test
  void aMailServerThatFailsIsToldAgain() {
    try (Application mailOnly =
        application(
            "defender.notify.mail.from=defender@northwharf.example",
            "defender.notify.mail.to=soc@northwharf.example",
            "spring.mail.host=127.0.0.1",
            "spring.mail.port=1")) {
      start(mailOnly, Map.of());
      runJobs(mailOnly);

      Job again = mailOnly.engine().getManagementService().createJobQuery().singleResult();
      assertThat(again.getDuedate()).isAfter(Date.from(now));
      assertThat(again.getRetries()).isPositive();
    }
  }

  @Test
  void anAttackerWhoChoosesTheTitleChangesNoHeaderAndAddsNoLineToAMail() throws MessagingException {
    start(Map.of("title", HOSTILE));
    runJobs();

    MimeMessage told = onlyMail();
    assertThat(told.getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("responders@northwharf.example");
    assertThat(told.getHeader("Bcc")).isNull();
    assertThat(told.getSubject()).contains("Ransom Bcc: evil@example.com");
    assertThat(text(told))
        .contains("\nIncident: Ransom Bcc:", "[U+202E]")
        .doesNotContain("\nBcc:", "\u202e");
    assertThat(mail.getReceivedMessages()).hasSize(1);
  }

  @Test
  void inTeamsTheTitleIsTextWithoutMarkdown() {
    try (Application teams = application(webhookOnly("teams"))) {
      start(teams, Map.of("title", HOSTILE));
      runJobs(teams);

      JsonNode message = parsed(posted().get(0));
      JsonNode attachment = message.path("attachments").path(0);
      assertThat(message.path("type").asText()).isEqualTo("message");
      assertThat(attachment.path("contentType").asText())
          .isEqualTo("application/vnd.microsoft.card.adaptive");
      JsonNode card = attachment.path("content");
      assertThat(card.path("type").asText()).isEqualTo("AdaptiveCard");
      assertThat(card.path("body").findValuesAsText("type"))
          .containsOnly("RichTextBlock", "TextRun");
      assertThat(card.path("body").toString())
          .contains("[log in](https://evil.example)", "[U+202E]")
          .doesNotContain("{{", "\\n");
      assertThat(card.path("actions").findValuesAsText("url"))
          .containsExactly(
              "https://camunda.northwharf.example/camunda/app/tasklist/default/#/?task="
                  + task(teams).getId(),
              "https://security.microsoft.com/incidents/1042");
    }
  }

  @Test
  void inSlackTheTitleIsTextWithoutMarkupAndMentionsNobody() {
    try (Application slack = application(webhookOnly("slack"))) {
      start(slack, Map.of("title", HOSTILE));
      runJobs(slack);

      JsonNode message = parsed(posted().get(0));
      assertThat(message.path("text").asText()).isEqualTo("Approve containment");
      JsonNode blocks = message.path("blocks");
      assertThat(blocks.path(0).path("type").asText()).isEqualTo("header");
      assertThat(blocks.path(0).path("text").path("text").asText().length())
          .isLessThanOrEqualTo(150);
      assertThat(blocks.findValuesAsText("type"))
          .contains("plain_text", "section", "actions", "button")
          .doesNotContain("mrkdwn");
      assertThat(blocks.findValuesAsText("url")).hasSize(2).noneMatch(url -> url.contains("evil"));
    }
  }

  @Test
  void aTrialSaysThatItIsOne() throws MessagingException {
    start(Map.of("title", "Ransomware", "defenderTrial", true));
    runJobs();

    assertThat(onlyMail().getSubject()).isEqualTo("[Trial] Approve containment: Ransomware");
    assertThat(text(onlyMail())).contains("nothing is changed at Microsoft");
    assertThat(parsed(posted().get(0)).path("trial").asBoolean()).isTrue();
  }

  @Test
  void aLinkThatIsNoneOfTheWebIsLeftOut() {
    start(Map.of("link", "javascript:alert(1)"));
    runJobs();

    assertThat(parsed(posted().get(0)).path("incidentLink").isNull()).isTrue();
  }

  @Test
  void otherTasksAreToldWhereTheSettingsNameThem() throws MessagingException {
    startTask("<bpmn:userTask id='Ask' name='Second look' camunda:candidateGroups='duty'/>");
    runJobs();
    assertThat(parsed(posted().get(0)).path("taskName").asText()).isEqualTo("Second look");
    assertThat(onlyMail().getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("soc@northwharf.example");

    webhook.resetRequests();
    startTask("<bpmn:userTask id='LookAtIt' name='Look at it'/>");
    runJobs();
    assertThat(parsed(posted().get(0)).path("taskName").asText()).isEqualTo("Look at it");

    webhook.resetRequests();
    startTask("<bpmn:userTask id='Other' name='Other' camunda:candidateGroups='others'/>");
    runJobs();
    assertThat(posted()).isEmpty();
  }

  @Test
  void wrongSettingsStopTheStartAndNoAddressIsShown() {
    assertThatThrownBy(
            () ->
                application(
                    "defender.notify.tasklist-url=tasklist",
                    "defender.notify.webhook.url=http://hooks.example/" + SECRET,
                    "defender.notify.webhook.format=xml",
                    "defender.notify.mail.from=nobody",
                    "defender.notify.mail.groups.responders=a@b\nBcc: c@d"))
        .rootCause()
        .hasMessageContaining("defender.notify.tasklist-url")
        .hasMessageContaining("defender.notify.webhook.url")
        .hasMessageContaining("defender.notify.webhook.format")
        .hasMessageContaining("defender.notify.mail.from")
        .hasMessageContaining("defender.notify.mail.groups.responders")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET));
    assertThatThrownBy(() -> application("defender.notify.mail.from=a@example.com"))
        .rootCause()
        .hasMessageContaining("defender.notify.mail.to");
    assertThatThrownBy(
            () ->
                application(
                    "defender.notify.mail.from=a@example.com",
                    "defender.notify.mail.to=b@example.com"))
        .rootCause()
        .hasMessageContaining("spring.mail.host");
    assertThatThrownBy(
            () ->
                application(
                    "spring.mail.host=mail.example.com",
                    "defender.notify.mail.from=a@example.com",
                    "defender.notify.mail.to=b@example.com"))
        .rootCause()
        .hasMessageContaining("starttls.required");
    assertThatThrownBy(() -> application("defender.notify.also.groups=duty"))
        .rootCause()
        .hasMessageContaining("defender.notify.also");
  }

  // --- what the tests need

  private static Application application(String... settings) {
    return new Application(
        simulator,
        Application.stoppedClock(),
        Stream.concat(
                Stream.of(
                    "defender.worker.enabled=false",
                    "defender.notify.tasklist-url="
                        + "https://camunda.northwharf.example/camunda/app/tasklist/default"),
                Arrays.stream(settings))
            .toArray(String[]::new));
  }

  private static String[] webhookOnly(String format) {
    return new String[] {
      "defender.notify.webhook.url=" + url(), "defender.notify.webhook.format=" + format
    };
  }

  private static String url() {
    return "http://127.0.0.1:" + webhook.port() + "/hook/" + SECRET;
  }

  private static void answer(int status) {
    webhook.resetAll();
    webhook.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(status)));
  }

  private static List<LoggedRequest> posted() {
    return webhook.findAll(anyRequestedFor(anyUrl()));
  }

  private static JsonNode parsed(LoggedRequest request) {
    try {
      return JSON.readTree(request.getBodyAsString());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MimeMessage onlyMail() {
    MimeMessage[] received = mail.getReceivedMessages();
    assertThat(received).hasSize(1);
    return received[0];
  }

  private static String text(MimeMessage message) {
    return GreenMailUtil.getBody(message).replace("\r\n", "\n").replace("=\n", "");
  }

  private static ProcessInstance start(Map<String, Object> given) {
    return start(app, given);
  }

  private static ProcessInstance start(Application application, Map<String, Object> given) {
    Playbook playbook =
        new Playbook(
            "playbook",
            Playbook.start()
                + approval("responders")
                + "<bpmn:endEvent id='Done'/>"
                + Playbook.flow("Start", "Approve")
                + Playbook.flow("Approve", "Done"),
            "");
    application
        .engine()
        .getRepositoryService()
        .createDeployment()
        .addString("playbook.bpmn", playbook.xml())
        .deploy();
    return application
        .engine()
        .getRuntimeService()
        .startProcessInstanceByKey("playbook", "incident:1042", variables(given));
  }

  private static void startTask(String task) {
    String id = task.replaceAll(".* id='(\\w+)'.*", "$1");
    app.start(
        new Playbook("other_" + id, Playbook.start() + task + Playbook.flow("Start", id), ""));
  }

  private static Map<String, Object> variables(Map<String, Object> given) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("title", "Ransomware");
    variables.put("link", "https://security.microsoft.com/incidents/1042");
    variables.put("machineId", SeedData.FINANCE_LAPTOP);
    variables.putAll(given);
    return variables;
  }

  /** The task as the template writes it. */
  private static String approval(String group) {
    StringBuilder inputs = new StringBuilder();
    Map.of(
            "defenderApprovalActions", "machine.isolate",
            "defenderApprovalTargets", "${machineId}",
            "defenderApprovalParameters", "IsolationType=Full",
            "defenderApprovalIncident", "${title}",
            "defenderApprovalLink", "${link}",
            "defenderApprovalWhy", "The policy asks for it.")
        .forEach(
            (name, value) ->
                inputs.append(
                    "<camunda:inputParameter name='%s'>%s</camunda:inputParameter>"
                        .formatted(name, value)));
    return "<bpmn:userTask id='Approve' name='Approve containment'"
        + " camunda:modelerTemplate='io.defenderflow.containment.approve'"
        + " camunda:asyncAfter='true' camunda:dueDate='2026-11-21T04:00:00Z'"
        + " camunda:candidateGroups='"
        + group
        + "'><bpmn:extensionElements><camunda:inputOutput>"
        + inputs
        + "</camunda:inputOutput></bpmn:extensionElements></bpmn:userTask>";
  }

  private static Task task() {
    return task(app);
  }

  private static Task task(Application application) {
    return application.engine().getTaskService().createTaskQuery().singleResult();
  }

  private static Job job() {
    return management().createJobQuery().singleResult();
  }

  private static ManagementService management() {
    return app.engine().getManagementService();
  }

  private static void runJobs() {
    runJobs(app);
  }

  /** What the job executor does once, whether or not the jobs are due. */
  private static void runJobs(Application application) {
    ManagementService management = application.engine().getManagementService();
    for (Job job : management.createJobQuery().withRetriesLeft().list()) {
      try {
        management.executeJob(job.getId());
      } catch (RuntimeException e) {
        // The engine keeps it with the job.
        assertThat(management.createJobQuery().jobId(job.getId()).withException().count()).isOne();
      }
    }
  }

  private static void runJobsForTwoHours() {
    runJobsForTwoHours(app);
  }

  /**
   * What the job executor does while two hours pass, job by job in the order of their due dates.
   */
  private static void runJobsForTwoHours(Application application) {
    Date end = Date.from(now.plusSeconds(7_200));
    while (true) {
      List<Job> jobs =
          application
              .engine()
              .getManagementService()
              .createJobQuery()
              .withRetriesLeft()
              .orderByJobDuedate()
              .asc()
              .list();
      if (jobs.isEmpty()) {
        return;
      }
      Date due = jobs.get(0).getDuedate();
      if (due != null) {
        assertThat(due).isBefore(end);
        ClockUtil.setCurrentTime(due);
      }
      runJobs(application);
    }
  }
}
