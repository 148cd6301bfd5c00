package io.defenderflow.lane;

import static io.defenderflow.simulator.SeedData.DOMAIN_CONTROLLER;
import static io.defenderflow.simulator.SeedData.FINANCE_LAPTOP;
import static io.defenderflow.simulator.SeedData.FINANCE_USER;
import static io.defenderflow.simulator.SeedData.HYPERVISOR;
import static io.defenderflow.simulator.SeedData.SALES_LAPTOP;
import static io.defenderflow.simulator.SeedData.UNMANAGED_PRINTER;
import static io.defenderflow.simulator.SeedData.WORKSTATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.defenderflow.audit.AuditFilter;
import io.defenderflow.audit.AuditRecord;
import io.defenderflow.audit.Decision;
import io.defenderflow.audit.Detail;
import io.defenderflow.audit.Page;
import io.defenderflow.catalogue.Lane;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.guard.ApprovalSettings;
import io.defenderflow.guard.ApprovalSettings.Required;
import io.defenderflow.guard.ApprovalTask;
import io.defenderflow.guard.CapSettings;
import io.defenderflow.guard.CapSettings.Cap;
import io.defenderflow.guard.CompletedApproval;
import io.defenderflow.guard.CompletedApproval.Written;
import io.defenderflow.guard.ProcessHistory;
import io.defenderflow.simulator.SeedData;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps that a second person has to approve. */
@Timeout(60)
class ApprovedStepsTest {
  private static final Duration HOURS = Duration.ofHours(4);

  private final SimulatedSteps steps = new SimulatedSteps();
  private final Recorded recorded = new Recorded();
  private ApprovalSettings settings;

  /** What an engine has recorded of the playbook. */
  private static final class Recorded implements ProcessHistory {
    final List<CompletedApproval> approvals = new ArrayList<>();
    Optional<String> requester = Optional.of("rita");
    Map<String, Set<String>> groups = new HashMap<>();
    boolean down;

    @Override
    public Optional<String> startedBy(String processInstanceId) {
      return requester;
    }

    @Override
    public List<CompletedApproval> approvals(String processInstanceId) {
      if (down) {
        throw Fault.of(ErrorCode.INTERNAL, "The engine's history could not be read.");
      }
      return approvals;
    }

    @Override
    public Set<String> groupsOf(String user) {
      return groups.getOrDefault(user, Set.of());
    }
  }

  /** An approval task as a person sees and completes it. */
  private final class Form {
    private final List<Written> written = new ArrayList<>();
    private Optional<String> by = Optional.of("anna");

    Form(String actions, Object targets, String parameters) {
      shown(ApprovalTask.ACTIONS, actions);
      shown(ApprovalTask.TARGETS, targets);
      shown(ApprovalTask.PARAMETERS, parameters);
      shown(ApprovalTask.DECISION, null);
      shown(ApprovalTask.REASON, null);
      shown(ApprovalTask.ONLY_TARGETS, null);
    }

    Form shown(String variable, Object value) {
      written.add(new Written(variable, value, false));
      return this;
    }

    Form entered(String variable, Object value) {
      written.add(new Written(variable, value, true));
      return this;
    }

    Form by(String user) {
      by = Optional.ofNullable(user);
      return this;
    }

    void approved() {
      entered(ApprovalTask.DECISION, "approve");
      entered(ApprovalTask.REASON, "The malware is confirmed.");
      completed();
    }

    void completed() {
      recorded.approvals.add(
          new CompletedApproval(
              "approval-" + recorded.approvals.size(), steps.clock.instant(), by, written));
    }
  }

  @BeforeEach
  void everyContainmentNeedsAnApproval() {
    require(new ApprovalSettings(Required.CONTAINMENT, null, null, null, null));
  }

  @AfterEach
  void stopTenant() {
    steps.close();
  }

  // --- what counts

  @Test
  void anApprovedIsolationIsSentAndTheAuditTellsWhoApprovedItWhenAndWhy() {
    form(FINANCE_LAPTOP).approved();
    Instant approved = steps.clock.instant();
    steps.clock.advance(Duration.ofMinutes(5));

    assertThat(attempt(isolation(FINANCE_LAPTOP))).isEqualTo("waiting");

    assertThat(posts()).isEqualTo(1);
    AuditRecord allowed = row(Decision.ALLOWED);
    assertThat(allowed.get(Detail.APPROVED_BY)).contains("anna");
    assertThat(allowed.get(Detail.APPROVED_AT)).contains(approved.toString());
    assertThat(allowed.get(Detail.APPROVED_WHY)).contains("The malware is confirmed.");
  }

  @Test
  void anApprovalThatNobodyDemandedIsToldByTheAuditAndItsWantHoldsNothingUp() {
    require(new ApprovalSettings(Required.SERVERS, null, null, null, null));
    form(FINANCE_LAPTOP).approved();

    assertThat(attempt(isolation(FINANCE_LAPTOP))).isEqualTo("waiting");
    assertThat(row(Decision.ALLOWED).get(Detail.APPROVED_BY)).contains("anna");

    assertThat(attempt(isolation(SALES_LAPTOP))).isEqualTo("waiting");
    recorded.down = true;
    assertThat(attempt(isolation(WORKSTATION))).isEqualTo("waiting");
    assertThat(posts()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s\n%s", "%s, %s", "[%s, %s]", "[\"%s\",\"%s\"]", "  %s;%s  "})
  void oneApprovalCoversEachTargetOfItsListHoweverTheListIsWritten(String form) {
    form(form.formatted(FINANCE_LAPTOP, SALES_LAPTOP.toUpperCase(Locale.ROOT))).approved();

    assertThat(attempt(isolation(FINANCE_LAPTOP))).isEqualTo("waiting");
    assertThat(attempt(isolation(SALES_LAPTOP))).isEqualTo("waiting");
    assertThat(attempt(isolation(DOMAIN_CONTROLLER))).isEqualTo("APPROVAL_MISSING 0");
    assertThat(posts()).isEqualTo(2);
  }

  @Test
  void theListMayBeAJsonVariable() throws IOException {
    new Form(
            "machine.isolate",
            new ObjectMapper().readTree("[\"" + FINANCE_LAPTOP + "\"]"),
            "IsolationType=Full")
        .approved();

    assertThat(attempt(isolation(FINANCE_LAPTOP))).isEqualTo("waiting");
  }

  @Test
  void whoApprovesAnActionForManyMachinesApprovesEachOfThem() {
    new Form("machine.isolateMany", FINANCE_LAPTOP, "IsolationType=Full").approved();

    assertThat(attempt(many(FINANCE_LAPTOP, SALES_LAPTOP))).isEqualTo("waiting");
    steps.clock.advance(Duration.ofMinutes(20));
    assertThat(attempt(many(FINANCE_LAPTOP, SALES_LAPTOP))).isEqualTo("completed");

    assertThat(steps.result.at("/value/0/outcome").asText()).isEqualTo("succeeded");
    assertThat(steps.result.at("/value/1/error/code").asText()).isEqualTo("APPROVAL_MISSING");
    assertThat(posts()).isEqualTo(1);
  }

  @Test
  void whatTheFormSendsBackUnchangedIsNoChange() {
    form(FINANCE_LAPTOP)
        .entered(ApprovalTask.ACTIONS, "machine.isolate")
        .entered(ApprovalTask.TARGETS, FINANCE_LAPTOP)
        .entered(ApprovalTask.PARAMETERS, "IsolationType=Full")
        .approved();

    assertThat(attempt(isolation(FINANCE_LAPTOP))).isEqualTo("waiting");
  }

  @Test
  void anApprovalWithoutARequesterCountsSinceAnIncidentStartedThePlaybook() {
    recorded.requester = Optional.empty();
    form(FINANCE_LAPTOP).approved();

    assertThat(attempt(isolation(FINANCE_LAPTOP))).isEqualTo("waiting");
  }

  @Test
  void takingAContainmentBackNeedsNoApproval() {
    require(ApprovalSettings.NONE);
    assertThat(attempt(isolation(FINANCE_LAPTOP))).isEqualTo("waiting");
    steps.clock.advance(Duration.ofMinutes(20));
    assertThat(attempt(isolation(FINANCE_LAPTOP))).isEqualTo("completed");
    everyContainmentNeedsAnApproval();

    Map<String, Object> release = machine("machine.unisolate", FINANCE_LAPTOP);
    assertThat(attempt(release)).isEqualTo("waiting");
  }

  // --- what does not

  @Test
  void withoutAnApprovalTaskNothingIsSent() {
    assertMissing("NO_APPROVAL_TASK", isolation(FINANCE_LAPTOP));
    assertThat(steps.message).contains("Approve containment");
    assertThat(row(Decision.DENIED).get(Detail.CODE)).contains("APPROVAL_MISSING");
  }

  @Test
  void anApprovalForAnotherMachineDoesNotCount() {
    form(SALES_LAPTOP).approved();

    assertMissing("OTHER_TARGET", isolation(FINANCE_LAPTOP));
    assertThat(steps.message).contains("anna").contains(FINANCE_LAPTOP);
  }

  @Test
  void anApprovalForAnotherActionDoesNotCount() {
    form(FINANCE_LAPTOP).approved();

    assertMissing("OTHER_ACTION", machine("machine.offboard", FINANCE_LAPTOP));
  }

  @Test
  void anApprovalForAnotherTypeDoesNotCount() {
    new Form("machine.isolate", FINANCE_LAPTOP, "IsolationType=Selective").approved();

    assertMissing("OTHER_PARAMETER", isolation(FINANCE_LAPTOP));
    assertThat(steps.message).contains("IsolationType=Full");
  }

  @Test
  void anApprovalThatDoesNotNameTheTypeDoesNotCount() {
    new Form("machine.isolate", FINANCE_LAPTOP, "").approved();

    assertMissing("OTHER_PARAMETER", isolation(FINANCE_LAPTOP));
  }

  @Test
  void aParameterThatWasApprovedAndIsNotGivenDoesNotCount() {
    new Form("liveResponse.runScript", FINANCE_LAPTOP, "ScriptName=collect.ps1\nArgs=-Quick")
        .approved();
    Map<String, Object> script = machine("liveResponse.runScript", FINANCE_LAPTOP);
    script.put("ScriptName", "collect.ps1");
    script.put("defenderResult", "output");

    assertMissing("OTHER_PARAMETER", script);
    assertThat(steps.message).contains("no Args");
  }

  @Test
  void commandsAreApprovedAsTheyAre() {
    String commands =
        "[{\"type\": \"RunScript\", \"params\": [{\"key\": \"ScriptName\", \"value\":"
            + " \"a.ps1\"}]}]";
    new Form("machine.runLiveResponse", FINANCE_LAPTOP, "Commands=" + commands).approved();
    Map<String, Object> run = machine("machine.runLiveResponse", FINANCE_LAPTOP);
    run.put("Commands", commands.replace("a.ps1", "b.ps1"));
    assertMissing("OTHER_PARAMETER", run);

    run.put("Commands", commands.replace(" ", ""));
    assertThat(attempt(run)).isEqualTo("waiting");
  }

  @Test
  void listedTargetsOtherThanMachinesAreCheckedOneByOne() {
    new Form("riskyUser.confirmCompromised", FINANCE_USER, "").approved();
    Map<String, Object> confirm = new HashMap<>();
    confirm.put("defenderAction", "riskyUser.confirmCompromised");
    confirm.put("userIds", FINANCE_USER + "," + SeedData.SALES_USER);

    assertThat(attempt(confirm)).isEqualTo("APPROVAL_MISSING 0");
    assertThat(steps.message).contains("userIds");

    confirm.put("userIds", FINANCE_USER);
    assertThat(attempt(confirm)).isEqualTo("completed");
  }

  @Test
  void aRefusalDoesNotCountAndItsReasonIsTold() {
    form(FINANCE_LAPTOP)
        .entered(ApprovalTask.DECISION, "refuse")
        .entered(ApprovalTask.REASON, "The plant runs on it.")
        .completed();

    assertMissing("REFUSED", isolation(FINANCE_LAPTOP));
    assertThat(steps.message).contains("anna refused it").contains("The plant runs on it.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yes", "true", "APPROVE", "approved"})
  void anyOtherDecisionIsARefusal(String decision) {
    form(FINANCE_LAPTOP)
        .entered(ApprovalTask.DECISION, decision)
        .entered(ApprovalTask.REASON, "Clear enough.")
        .completed();

    assertMissing("REFUSED", isolation(FINANCE_LAPTOP));
  }

  @Test
  void aDecisionThatWasWrittenBeforeTheTaskWasCompletedIsNotTheApprovers() {
    form(FINANCE_LAPTOP)
        .shown(ApprovalTask.DECISION, "approve")
        .entered(ApprovalTask.REASON, "I only looked.")
        .completed();

    assertMissing("REFUSED", isolation(FINANCE_LAPTOP));
  }

  @Test
  void aLaterRefusalTakesAnApprovalBackAndALaterApprovalARefusal() {
    form(FINANCE_LAPTOP).approved();
    steps.clock.advance(Duration.ofMinutes(1));
    form(FINANCE_LAPTOP)
        .by("ben")
        .entered(ApprovalTask.DECISION, "refuse")
        .entered(ApprovalTask.REASON, "Wait.")
        .completed();
    assertMissing("REFUSED", isolation(FINANCE_LAPTOP));

    steps.clock.advance(Duration.ofMinutes(1));
    form(FINANCE_LAPTOP).approved();
    assertThat(attempt(isolation(FINANCE_LAPTOP))).isEqualTo("waiting");
  }

  @Test
  void anApprovalWithoutAReasonDoesNotCount() {
    form(FINANCE_LAPTOP).entered(ApprovalTask.DECISION, "approve").completed();

    assertMissing("NO_REASON", isolation(FINANCE_LAPTOP));
  }

  @Test
  void anApprovalCountsForFourHoursAndNotAMomentLonger() {
    form(FINANCE_LAPTOP).approved();
    form(SALES_LAPTOP).approved();
    steps.clock.advance(HOURS.minusSeconds(1));
    assertThat(attempt(isolation(SALES_LAPTOP))).isEqualTo("waiting");

    steps.clock.advance(Duration.ofSeconds(1));
    assertMissing("EXPIRED", isolation(FINANCE_LAPTOP), 1);
    assertThat(steps.message).contains("PT4H").contains("defender.approval.valid-for");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rita", "Rita"})
  void whoStartedThePlaybookCannotApproveIt(String approver) {
    form(FINANCE_LAPTOP).by(approver).approved();

    assertMissing("APPROVED_BY_THE_REQUESTER", isolation(FINANCE_LAPTOP));
  }

  @Test
  void whoIsInNoneOfTheGroupsCannotApprove() {
    require(new ApprovalSettings(Required.CONTAINMENT, null, null, null, List.of("leads", "duty")));
    recorded.groups.put("anna", Set.of("responders"));
    form(FINANCE_LAPTOP).approved();
    assertMissing("NOT_IN_THE_GROUP", isolation(FINANCE_LAPTOP));
    assertThat(steps.message).contains("leads, duty");

    recorded.groups.put("anna", Set.of("responders", "duty"));
    assertThat(attempt(isolation(FINANCE_LAPTOP))).isEqualTo("waiting");
  }

  @Test
  void anApprovalThatNobodyIsRecordedForDoesNotCount() {
    form(FINANCE_LAPTOP).by(null).approved();

    assertMissing("NOBODY_RECORDED", isolation(FINANCE_LAPTOP));
    assertThat(steps.message).contains("history level is full");
  }

  @ParameterizedTest
  @ValueSource(strings = {ApprovalTask.ACTIONS, ApprovalTask.TARGETS, ApprovalTask.PARAMETERS})
  void whatWasChangedAfterItWasShownDoesNotCountEvenWhereItWasChangedBack(String variable) {
    Form form = form(FINANCE_LAPTOP);
    Object before =
        form.written.stream()
            .filter(written -> written.variable().equals(variable))
            .findFirst()
            .orElseThrow()
            .value();
    form.shown(variable, "something else").shown(variable, before).approved();

    assertMissing("CHANGED_AFTER_IT_WAS_SHOWN", isolation(FINANCE_LAPTOP));
  }

  @Test
  void theApproverMayNarrowTheListAndNeverWidenIt() {
    form(FINANCE_LAPTOP + "\n" + SALES_LAPTOP)
        .entered(ApprovalTask.ONLY_TARGETS, FINANCE_LAPTOP + "\n" + DOMAIN_CONTROLLER)
        .approved();

    assertThat(attempt(isolation(FINANCE_LAPTOP))).isEqualTo("waiting");
    assertMissing("REFUSED", isolation(SALES_LAPTOP), 1);
    assertThat(steps.message).contains("left " + SALES_LAPTOP + " out");
    assertMissing("OTHER_TARGET", isolation(DOMAIN_CONTROLLER), 1);
  }

  @Test
  void whereTheHistoryCannotBeReadNothingIsSent() {
    form(FINANCE_LAPTOP).approved();
    recorded.down = true;

    assertThat(attempt(isolation(FINANCE_LAPTOP))).startsWith("INTERNAL");
    assertThat(posts()).isZero();
  }

  @Test
  void ofSeveralTasksTheMessageTellsTheOneThatCameClosest() {
    form(FINANCE_LAPTOP).by("rita").approved();
    steps.clock.advance(Duration.ofMinutes(1));
    form(SALES_LAPTOP).approved();

    assertMissing("APPROVED_BY_THE_REQUESTER", isolation(FINANCE_LAPTOP));
  }

  // --- what needs one

  @Test
  void byDefaultServersNeedAnApprovalAndClientsDoNot() {
    require(new ApprovalSettings(null, null, null, null, null));

    assertThat(attempt(isolation(FINANCE_LAPTOP))).isEqualTo("waiting");
    assertMissing("NO_APPROVAL_TASK", isolation(DOMAIN_CONTROLLER), 1);
    assertMissing("NO_APPROVAL_TASK", isolation(HYPERVISOR), 1);
    form(HYPERVISOR).approved();
    assertThat(attempt(isolation(HYPERVISOR))).isEqualTo("waiting");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"WindowsServer2019", "Linux", "Ubuntu", "Windows Server 2016", "Other", ""})
  void whatIsNotKnownToBeAClientCountsAsAServer(String system) {
    require(new ApprovalSettings(Required.SERVERS, null, null, null, null));
    steps.simulator.tenant().changeMachine(FINANCE_LAPTOP, json -> json.put("osPlatform", system));

    assertMissing("NO_APPROVAL_TASK", isolation(FINANCE_LAPTOP));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Windows10", "Windows11", "Windows 10", "Windows7", "macOS", "Windows10WVD"})
  void clientSystemsAreNoServers(String system) {
    require(new ApprovalSettings(Required.SERVERS, null, null, null, null));
    steps.simulator.tenant().changeMachine(FINANCE_LAPTOP, json -> json.put("osPlatform", system));

    assertThat(attempt(isolation(FINANCE_LAPTOP))).isEqualTo("waiting");
  }

  @Test
  void aHypervisorWithAClientSystemIsKnownByItsTag() {
    require(new ApprovalSettings(Required.SERVERS, null, null, null, null));
    steps
        .simulator
        .tenant()
        .changeMachine(FINANCE_LAPTOP, json -> json.putArray("machineTags").add("Hyper-V-Host"));

    assertMissing("NO_APPROVAL_TASK", isolation(FINANCE_LAPTOP));
  }

  @Test
  void whereAMachineCannotBeReadNothingIsSent() {
    require(new ApprovalSettings(Required.SERVERS, null, null, null, null));
    steps.simulator.faults().on("GET", ".*/machines/.*").status(500);

    assertThat(attempt(isolation(FINANCE_LAPTOP))).startsWith("SERVICE_UNAVAILABLE");
    assertThat(posts()).isZero();
  }

  @Test
  void aRequestByPathIsNoWayAroundTheApproval() {
    require(new ApprovalSettings(Required.SERVERS, null, null, null, null));
    String path = "/api/machines/" + DOMAIN_CONTROLLER + "/isolate";
    String body = "{\"Comment\":\"Now.\",\"IsolationType\":\"Full\"}";
    Map<String, Object> request = new HashMap<>();
    request.put("defenderAction", "endpoint.request");
    request.put("method", "POST");
    request.put("path", path);
    request.put("body", body);
    assertMissing("NO_APPROVAL_TASK", request);

    new Form("endpoint.request", "", "method=POST\npath=" + path + "\nbody=" + body).approved();
    assertThat(attempt(request)).isEqualTo("completed");
  }

  @Test
  void listedActionsNeedAnApprovalWhateverTheyAreDoneTo() {
    require(new ApprovalSettings(Required.NEVER, List.of("machine.isolateMany"), null, null, null));

    assertMissing("NO_APPROVAL_TASK", isolation(FINANCE_LAPTOP));
    assertThat(attempt(machine("machine.restrictCodeExecution", FINANCE_LAPTOP)))
        .isEqualTo("waiting");
  }

  @ParameterizedTest
  @ValueSource(strings = {"machine.isloate", "machine.get", "machine.unisolate"})
  void aListedActionThatCannotNeedAnApprovalIsRefusedAtTheStart(String action) {
    assertThatThrownBy(
            () -> require(new ApprovalSettings(Required.NEVER, List.of(action), null, null, null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("defender.approval.actions")
        .hasMessageContaining(action);
  }

  @Test
  void aDryRunTellsThatTheApprovalIsMissingAndWhoGaveOne() {
    Map<String, Object> dry = isolation(FINANCE_LAPTOP);
    dry.put("defenderDryRun", "true");
    assertMissing("NO_APPROVAL_TASK", dry);

    form(FINANCE_LAPTOP).approved();
    assertThat(attempt(dry)).isEqualTo("completed");
    assertThat(row(Decision.SIMULATED).get(Detail.APPROVED_BY)).contains("anna");
  }

  @Test
  void whatLacksAnApprovalDoesNotCountForTheCap() {
    steps.approve(settings, new CapSettings(new Cap(1, Duration.ofHours(1))), recorded);
    assertMissing("NO_APPROVAL_TASK", isolation(SALES_LAPTOP));
    form(FINANCE_LAPTOP).approved();

    assertThat(attempt(isolation(FINANCE_LAPTOP))).isEqualTo("waiting");
  }

  @Test
  void aSecretIsNeitherShownToTheApproverNorAskedFor() {
    new Form("user.setPassword", FINANCE_USER, "").approved();
    Map<String, Object> reset = new HashMap<>();
    reset.put("defenderAction", "user.setPassword");
    reset.put("userId", FINANCE_USER);
    reset.put("password", "canary-Passw0rd-93");

    assertThat(attempt(reset)).isEqualTo("completed");
  }

  @Test
  void anUnmanagedDeviceIsContainedWithTheApprovalForIt() {
    new Form("machine.isolate", UNMANAGED_PRINTER, "IsolationType=UnManagedDevice").approved();
    Map<String, Object> contain = isolation(UNMANAGED_PRINTER);
    contain.put("IsolationType", "UnManagedDevice");

    assertThat(attempt(contain)).isEqualTo("waiting");
  }

  @Test
  void anApprovalTaskIsFoundByItsTemplateAlone() {
    String model =
        """
        <b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL"
            xmlns:c="http://camunda.org/schema/1.0/bpmn">
          <b:process id="P">
            <b:subProcess id="S">
              <b:userTask id="Ours" c:modelerTemplate="io.defenderflow.containment.approve"/>
            </b:subProcess>
            <b:userTask id="Named" name="Approve containment"/>
            <b:userTask id="Other" c:modelerTemplate="com.example.approve"/>
            <b:serviceTask id="NoPerson" c:modelerTemplate="io.defenderflow.containment.approve"/>
          </b:process>
        </b:definitions>
        """;

    assertThat(ApprovalTask.in(model)).containsExactly("Ours");
  }

  // --- the parts

  private void require(ApprovalSettings required) {
    settings = required;
    steps.approve(required, CapSettings.NONE, recorded);
  }

  private Form form(String targets) {
    return new Form("machine.isolate", targets, "IsolationType=Full");
  }

  private void assertMissing(String condition, Map<String, Object> inputs) {
    assertMissing(condition, inputs, 0);
  }

  private void assertMissing(String condition, Map<String, Object> inputs, int sentBefore) {
    assertThat(attempt(inputs)).isEqualTo("APPROVAL_MISSING 0");
    assertThat(steps.details).contains("\"missing\" : \"" + condition + "\"");
    assertThat(posts()).isEqualTo(sentBefore);
  }

  private String attempt(Map<String, Object> inputs) {
    // Attempts at the same are made by the same task.
    steps.engine.taskId = "task-" + inputs.hashCode();
    return steps.attempt(Lane.CONTAIN, OptionalInt.empty(), inputs);
  }

  private AuditRecord row(Decision decision) {
    return steps.audit.find(AuditFilter.ALL.decision(decision), new Page(0, 1)).get(0);
  }

  private long posts() {
    return steps.simulator.requests().count("POST", ".*/api/machines/.*");
  }

  private static Map<String, Object> isolation(String machine) {
    Map<String, Object> inputs = machine("machine.isolate", machine);
    inputs.put("IsolationType", "Full");
    return inputs;
  }

  private static Map<String, Object> many(String... machines) {
    Map<String, Object> inputs = new HashMap<>();
    inputs.put("defenderAction", "machine.isolateMany");
    inputs.put("machineIds", String.join(",", machines));
    inputs.put("Comment", "Incident 1042.");
    inputs.put("IsolationType", "Full");
    return inputs;
  }

  private static Map<String, Object> machine(String action, String machine) {
    Map<String, Object> inputs = new HashMap<>();
    inputs.put("defenderAction", action);
    inputs.put("machineId", machine);
    inputs.put("Comment", "Incident 1042.");
    return inputs;
  }
}
