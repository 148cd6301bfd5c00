package io.defenderflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.simulator.AdjustableClock;
import io.defenderflow.simulator.Machine;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.simulator.SimulatorSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs actions against a simulated tenant. */
class RunCommandTest {
  private static final String ISOLATE = ".*/isolate";

  private final AdjustableClock clock = new AdjustableClock(Instant.now());
  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(clock));
  private final Shell shell = Shell.of(simulator);
  private final Machine machine = simulator.tenant().machines().get(0);

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void aResultIsJsonOnStandardOutputAndNothingElse() throws Exception {
    Shell.Result result = shell.run("run", "machine.get", "machineId=" + machine.id());

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(Json.read(result.out()).get("id").asText()).isEqualTo(machine.id());
  }

  @Test
  void aBusinessOutcomeIsOneLineOnStandardErrorAndExitCodeOne() {
    Shell.Result result = shell.run("run", "machine.get", "machineId=" + "0".repeat(40));

    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("MACHINE_NOT_FOUND: ").hasLineCount(1);
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void wrongInputsSendNothingAndSayWhichOnes() {
    Shell.Result result =
        shell.run("run", "machine.isolate", "machineId=" + machine.id(), "IsolationTyp=Full");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("INPUT_INVALID: ")
        .contains("IsolationTyp", "Comment", "Nothing was sent.");
    assertThat(simulator.requests().list()).isEmpty();
  }

  @Test
  void aWriteWhoseAnswerIsLostIsSentOnceAndEndsInOutcomeUnknown() {
    simulator.faults().on("POST", ISOLATE).loseAnswer();

    Shell.Result result = isolate();

    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(result.err()).startsWith("OUTCOME_UNKNOWN: ").contains("machineAction.list");
    assertThat(simulator.requests().count("POST", ISOLATE)).isEqualTo(1);
  }

  @Test
  void aMissingPermissionIsPermanentAndAServiceThatIsDownIsNot() {
    simulator.faults().on("GET", ".*/machines/.*").status(503);
    assertThat(shell.run("run", "machine.get", "machineId=" + machine.id()).exitCode())
        .isEqualTo(4);
    simulator.faults().reset();
    simulator.tenant().setRoles(simulator.settings().clientId(), Set.of(), Set.of());
    simulator.tenant().forgetTokens();

    Shell.Result result = shell.run("run", "machine.get", "machineId=" + machine.id());

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).startsWith("PERMISSION_MISSING: ");
  }

  @Test
  void waitingReturnsHowTheWorkEnded() throws Exception {
    shell.betweenPolls(() -> clock.advance(Duration.ofSeconds(4)));

    Shell.Result result = isolate("--wait");

    assertThat(result.err()).as("no progress where nobody looks").isEmpty();
    assertThat(Json.read(result.out()).get("status").asText()).isEqualTo("Succeeded");
    assertThat(simulator.requests().count("POST", ISOLATE)).isEqualTo(1);
  }

  @Test
  void workIsFollowedUnderTheInputsOfItsStart() throws Exception {
    String caseId = created("ediscovery.case.create", "displayName=Incident 29");
    String searchId =
        created(
            "ediscovery.search.create",
            "caseId=" + caseId,
            "displayName=Mails",
            "contentQuery=subject:x",
            "dataSourceScopes=allTenantMailboxes");
    shell.betweenPolls(() -> clock.advance(Duration.ofSeconds(20)));

    Shell.Result result =
        shell.run(
            "run",
            "ediscovery.search.estimate",
            "caseId=" + caseId,
            "searchId=" + searchId,
            "--wait");

    assertThat(result.err()).isEmpty();
    assertThat(Json.read(result.out()).get("status").asText()).isEqualTo("succeeded");
  }

  @Test
  void anActionThatPromisesWhatTheWorkBringsWaitsUnasked() throws Exception {
    shell.betweenPolls(() -> clock.advance(Duration.ofSeconds(20)));

    Shell.Result result =
        shell.run(
            "run",
            "liveResponse.runScript",
            "machineId=" + machine.id(),
            "Comment=Incident 29",
            "ScriptName=collect-logs.ps1");

    assertThat(result.err()).isEmpty();
    assertThat(Json.read(result.out()).has("requestor")).as("No machine action").isFalse();
    assertThat(simulator.requests().count("GET", ".*GetLiveResponseResultDownloadLink.*"))
        .isPositive();
  }

  @Test
  void everyTargetOfManyIsFollowed() throws Exception {
    shell.betweenPolls(() -> clock.advance(Duration.ofSeconds(4)));
    String other = simulator.tenant().addMachine("nw-second").id();
    String missing = "0".repeat(40);

    Shell.Result result =
        shell.run(
            "run",
            "machine.isolateMany",
            "machineIds=" + machine.id() + "," + missing + "," + other,
            "Comment=Incident 29",
            "IsolationType=Full",
            "--wait");

    assertThat(result.err()).isEmpty();
    JsonNode outcomes = Json.read(result.out());
    assertThat(outcomes.findValuesAsText("machineId"))
        .containsSubsequence(machine.id(), missing, other);
    assertThat(outcomes.get("succeeded").asInt()).isEqualTo(2);
    assertThat(outcomes.at("/value/1/error/code").asText()).isEqualTo("MACHINE_NOT_FOUND");
    assertThat(outcomes.at("/value/2/result/status").asText()).isEqualTo("Succeeded");
  }

  @Test
  void progressShowsAtATerminal() {
    shell.betweenPolls(() -> clock.advance(Duration.ofSeconds(4))).atTerminal();

    assertThat(isolate("--wait", "--yes").err()).contains("machine.isolate", "Pending");
  }

  @Test
  void waitingEndsAtItsLimitWhileTheWorkGoesOn() {
    Shell.Result result = isolate("--wait", "--wait-timeout", "PT3M");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).startsWith("WAIT_TIMED_OUT: ").contains("machineAction.get");
  }

  @Test
  void workThatFailsIsAnError() {
    simulator.tenant().failNextAction("Isolate");
    shell.betweenPolls(() -> clock.advance(Duration.ofSeconds(4)));

    assertThat(isolate("--wait").err()).startsWith("ACTION_FAILED: ");
  }

  @Test
  void aDryRunNeedsNoSettingsAndSendsNothing() throws Exception {
    Shell.Result result =
        new Shell()
            .run(
                "run",
                "machine.isolate",
                "machineId=" + machine.id(),
                "Comment=Übung",
                "IsolationType=full",
                "--dry-run");

    JsonNode simulated = Json.read(result.out());
    assertThat(simulated.get("simulated").asBoolean()).isTrue();
    assertThat(simulated.at("/inputs/IsolationType").asText()).isEqualTo("Full");
    assertThat(simulated.at("/inputs/Comment").asText()).isEqualTo("Übung");
    assertThat(simulator.requests().list()).isEmpty();
  }

  @Test
  void aPersonConfirmsAContainmentByTypingTheTarget() {
    shell.atTerminal().typing("nw-fin\n");
    Shell.Result refused = isolate();
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("NOT_CONFIRMED: ", machine.id());
    assertThat(simulator.requests().count("POST", ISOLATE)).isZero();

    shell.typing(machine.id() + "\n");
    assertThat(isolate().exitCode()).isZero();
    assertThat(simulator.requests().count("POST", ISOLATE)).isEqualTo(1);
  }

  @Test
  void inputsComeFromFilesAndArgumentsGoFirst(@TempDir Path folder) throws Exception {
    Path inputs = folder.resolve("inputs.json");
    Files.writeString(
        inputs,
        "{\"machineId\": \"%s\", \"Comment\": \"from the file\", \"IsolationType\": \"Full\"}"
            .formatted(machine.id()));
    Path comment = folder.resolve("comment.txt");
    Files.writeString(comment, "Größe: 北京");
    Path output = folder.resolve("result.json");

    Shell.Result result =
        shell.run(
            "run",
            "machine.isolate",
            "--inputs",
            inputs.toString(),
            "Comment=@" + comment,
            "--output",
            output.toString());

    assertThat(result.out()).isEmpty();
    assertThat(Json.read(Files.readString(output)).get("requestorComment").asText())
        .isEqualTo("Größe: 北京");
    assertThat(simulator.tenant().actions(machine.id())).hasSize(1);
  }

  @Test
  void anOutputThatCannotBeWrittenIsToldBeforeAnythingIsSent(@TempDir Path folder) {
    Shell.Result result = isolate("--output", folder.resolve("no/such/folder.json").toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(simulator.requests().list()).isEmpty();
  }

  @Test
  void aBatchAnswersEveryLineInOrderWithOneSignIn() throws Exception {
    String lines =
        IntStream.range(0, 200)
            .mapToObj(
                i ->
                    "{\"action\":\"machine.get\",\"inputs\":{\"machineId\":\""
                        + machine.id()
                        + "\"}}")
            .collect(Collectors.joining("\n"));
    shell.typing(
        lines
            + "\n{broken\n\n"
            + "{\"action\":\"no.such\"}\n"
            + "{\"action\":\"machine.get\",\"inputs\":{\"machineId\":\""
            + "0".repeat(40)
            + "\"}}\n");

    Shell.Result result = shell.run("run", "--batch");

    List<String> answers = result.out().lines().toList();
    assertThat(answers).hasSize(203);
    assertThat(Json.read(answers.get(199)).at("/result/id").asText()).isEqualTo(machine.id());
    assertThat(Json.read(answers.get(200)).at("/error/code").asText()).isEqualTo("INPUT_INVALID");
    assertThat(Json.read(answers.get(200)).at("/error/message").asText()).contains("Line 201");
    assertThat(Json.read(answers.get(201)).at("/error/code").asText()).isEqualTo("UNKNOWN_ACTION");
    assertThat(Json.read(answers.get(202)).get("action").asText()).isEqualTo("machine.get");
    assertThat(Json.read(answers.get(202)).at("/error/code").asText())
        .isEqualTo("MACHINE_NOT_FOUND");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(simulator.requests().count("POST", ".*/token")).isLessThanOrEqualTo(1);
  }

  @Test
  void aBatchThatAllWentWellEndsWithZeroAndNothingIsNull() throws Exception {
    String indicator =
        Json.read(
                shell
                    .run(
                        "run",
                        "indicator.submit",
                        "indicatorValue=198.51.100.7",
                        "indicatorType=IpAddress",
                        "action=Block",
                        "title=Test",
                        "description=Test",
                        "severity=High")
                    .out())
            .get("id")
            .asText();
    shell.typing(
        "{\"action\":\"indicator.delete\",\"inputs\":{\"indicatorId\":" + indicator + "}}\n");

    Shell.Result result = shell.run("run", "--batch");

    assertThat(result.out().strip()).isEqualTo("{\"action\":\"indicator.delete\",\"result\":null}");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void theConnectionIsTested() throws Exception {
    Shell.Result result = shell.run("test-connection", "--actions", "machine.isolate");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("Machine.Isolate");
    assertThat(Json.read(shell.run("test-connection", "--json").out()).has("reader")).isTrue();
  }

  private String created(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("run"));
    command.addAll(List.of(arguments));
    Shell.Result result = shell.run(command.toArray(String[]::new));
    assertThat(result.err()).isEmpty();
    return Json.read(result.out()).get("id").asText();
  }

  private Shell.Result isolate(String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "machine.isolate",
                "machineId=" + machine.id(),
                "Comment=Incident 29",
                "IsolationType=Full"));
    arguments.addAll(List.of(options));
    return shell.run(arguments.toArray(String[]::new));
  }
}
