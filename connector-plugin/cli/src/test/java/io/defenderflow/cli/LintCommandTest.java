package io.defenderflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in playbooks. Each one here has a single flaw. */
class LintCommandTest {
  private static final String ISOLATE_INPUTS =
      input("machineId", "${machineId}") + input("Comment", "Why") + input("IsolationType", "Full");

  @TempDir private Path folder;

  private final Shell shell = new Shell();

  @Test
  void aSoundPlaybookHasNoFindings() throws Exception {
    Shell.Result result =
        lint(
            """
            <bpmn:startEvent id="Start"/>
            <bpmn:userTask id="Approve"/>
            """
                + isolate(ISOLATE_INPUTS)
                + flows("Start", "Approve", "Isolate"));

    assertThat(result.out()).isEmpty();
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void theSamplePlaybooksHaveNoFindings() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("../../sample-processes/src/main/resources"))) {
      List<String> arguments = new ArrayList<>(List.of("lint"));
      files
          .filter(file -> file.toString().endsWith(".bpmn"))
          .forEach(file -> arguments.add(file.toString()));

      Shell.Result result = shell.run(arguments.toArray(String[]::new));

      assertThat(arguments).hasSizeGreaterThan(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.exitCode()).isZero();
    }
  }

  @Test
  void anUnknownActionIsNamedWithWhatIsMeant() throws Exception {
    Shell.Result result = lint(step("Read", "defender-read", "machine.gett", ""));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .contains("playbook.bpmn:Read: error: ", "machine.gett", "machine.get", "unknown-action");
  }

  @Test
  void aMissingInputAMisspeltOneAndAWrongChoiceAreErrors() throws Exception {
    assertFinding("missing-input", "Read", lint(step("Read", "defender-read", "machine.get", "")));
    assertFinding(
        "unknown-input",
        "Read",
        lint(
            step(
                "Read",
                "defender-read",
                "machine.get",
                input("machineId", "${machineId}") + input("machinId", "x"))));
    assertFinding(
        "invalid-value",
        "Isolate",
        lint(
            "<bpmn:startEvent id='Start'/><bpmn:userTask id='Approve'/>"
                + isolate(ISOLATE_INPUTS.replace("Full", "Half"))
                + flows("Start", "Approve", "Isolate")));
  }

  @Test
  void aStepOnTheTopicOfAnotherLaneIsAnError() throws Exception {
    assertFinding(
        "wrong-topic",
        "Read",
        lint(step("Read", "defender-contain", "machine.get", input("machineId", "a".repeat(40)))));
  }

  @Test
  void aContainStepNeedsAUserTaskOnEveryPath() throws Exception {
    assertFinding(
        "no-approval",
        "Isolate",
        lint(
            "<bpmn:startEvent id='Start'/>" + isolate(ISOLATE_INPUTS) + flows("Start", "Isolate")));
    assertFinding(
        "no-approval",
        "Isolate",
        lint(
            """
            <bpmn:startEvent id="Start"/>
            <bpmn:userTask id="Approve"/>
            <bpmn:boundaryEvent id="Late" attachedToRef="Approve"/>
            """
                + isolate(ISOLATE_INPUTS)
                + flows("Start", "Approve", "Isolate")
                + flows("Late", "Isolate")));
    assertFinding(
        "no-approval",
        "Isolate",
        lint(
            """
            <bpmn:startEvent id="Start"/>
            <bpmn:exclusiveGateway id="Severe"/>
            <bpmn:subProcess id="Ask">
              <bpmn:startEvent id="InnerStart"/><bpmn:userTask id="Approve"/>
            """
                + flows("InnerStart", "Approve")
                + "</bpmn:subProcess>"
                + isolate(ISOLATE_INPUTS)
                + flows("Start", "Severe", "Ask", "Isolate")
                + flows("Severe", "Isolate")));
  }

  @Test
  void anApprovalInASubProcessInAParallelBranchOrInACalledProcessCounts() throws Exception {
    assertThat(
            lint("""
            <bpmn:startEvent id="Start"/>
            <bpmn:subProcess id="Ask">
              <bpmn:startEvent id="InnerStart"/><bpmn:userTask id="Approve"/>
              <bpmn:endEvent id="InnerEnd"/>
            """
                    + flows("InnerStart", "Approve", "InnerEnd")
                    + "</bpmn:subProcess>"
                    + isolate(ISOLATE_INPUTS)
                    + flows("Start", "Ask", "Isolate"))
                .out())
        .isEmpty();
    assertThat(
            lint("""
            <bpmn:startEvent id="Start"/><bpmn:parallelGateway id="Fork"/>
            <bpmn:task id="Prepare"/><bpmn:userTask id="Approve"/>
            <bpmn:parallelGateway id="Join"/>
            """
                    + isolate(ISOLATE_INPUTS)
                    + flows("Start", "Fork", "Prepare", "Join", "Isolate")
                    + flows("Fork", "Approve", "Join"))
                .out())
        .isEmpty();
    assertThat(
            lint("<bpmn:startEvent id='Start'/>"
                    + "<bpmn:callActivity id='Ask' calledElement='approve-containment'/>"
                    + isolate(ISOLATE_INPUTS)
                    + flows("Start", "Ask", "Isolate"))
                .out())
        .isEmpty();
  }

  @Test
  void aFindingIsAcceptedWithAReasonOnly() throws Exception {
    String step = isolate(ISOLATE_INPUTS);
    String property =
        "<camunda:properties><camunda:property name='defenderLintIgnore' value='%s'/>"
            + "</camunda:properties>";
    String start = "<bpmn:startEvent id='Start'/>" + flows("Start", "Isolate");

    assertThat(
            lint(start + accepted(step, property.formatted("no-approval: The policy decides.")))
                .out())
        .isEmpty();
    assertFinding(
        "no-approval", "Isolate", lint(start + accepted(step, property.formatted("no-approval"))));
  }

  @Test
  void aCodeThatTheActionNeverRaisesIsAnError() throws Exception {
    String read = step("Read", "defender-read", "machine.get", input("machineId", "a".repeat(40)));

    assertThat(lint(read + caught("MACHINE_NOT_FOUND")).out()).isEmpty();
    assertFinding("error-never-raised", "Caught", lint(read + caught("HUNT_QUERY_INVALID")));
    assertFinding("error-never-raised", "Caught", lint(read + caught("MACHINE_NOTFOUND")));
    assertThat(lint(read + caught("THROTTLED")).out()).contains("repeated by itself");
  }

  @Test
  void aVariableThatNobodySetsIsAnErrorInACondition() throws Exception {
    String playbook =
        """
        <bpmn:startEvent id="Start"/><bpmn:exclusiveGateway id="Which"/><bpmn:endEvent id="End"/>
        <bpmn:sequenceFlow id="ToEnd" sourceRef="Which" targetRef="End">
          <bpmn:conditionExpression>${%s == 'High' and 'not.this' != null}</bpmn:conditionExpression>
        </bpmn:sequenceFlow>
        """
            + step(
                "Read",
                "defender-read",
                "machine.get",
                input("machineId", "${machineId}")
                    + input("defenderResult", "machine")
                    + input("defenderPick", "machineRisk=/riskScore"))
            + flows("Start", "Read", "Which");

    assertThat(lint(playbook.formatted("machineRisk")).out()).isEmpty();
    assertThat(lint(playbook.formatted("machine.prop('riskScore').stringValue()")).out()).isEmpty();
    assertFinding("variable-never-set", "ToEnd", lint(playbook.formatted("exposure")));
    assertThat(lint(playbook.formatted("machineRsik")).out()).contains("Did you mean machineRisk?");
    assertThat(lint(playbook.formatted("exposure"), "--variables", "exposure").out()).isEmpty();
  }

  @Test
  void whatACallActivityHandsOverIsSetInTheProcessThatItCalls() throws Exception {
    String reads =
        """
        <bpmn:startEvent id="Start"/>
        """
            + step(
                "Read", "defender-read", "machine.get", input("machineId", "${machineReference}"))
            + step(
                "Comment",
                "defender-change",
                "incident.comment.add",
                input("incidentId", "1042") + input("comment", "${closingWords}"))
            + flows("Start", "Read", "Comment");
    Path caller = folder.resolve("caller.bpmn");
    Files.writeString(
        caller,
        """
        <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
            xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
        <bpmn:process id="caller"><bpmn:callActivity id="Call" calledElement="playbook">
          <bpmn:extensionElements>
            <camunda:in sourceExpression="It is over." target="closingWords"/>
          </bpmn:extensionElements>
        </bpmn:callActivity></bpmn:process></bpmn:definitions>
        """);

    assertThat(lint(reads, caller.toString()).out()).isEmpty();
    assertThat(lint(reads).out()).contains(":Comment: warning: ", "closingWords");
  }

  @Test
  void aLiteralOverFourThousandCharactersIsAnError() throws Exception {
    String query = "DeviceInfo | where DeviceName == 'a' // " + "x".repeat(4_000);

    assertFinding(
        "long-literal",
        "Hunt",
        lint(step("Hunt", "defender-hunt", "hunting.run", input("Query", query))));
  }

  @Test
  void programsReadJson() throws Exception {
    JsonNode findings =
        Json.read(lint(step("Read", "defender-read", "machine.gett", ""), "--json").out());

    assertThat(findings.get(0).get("elementId").asText()).isEqualTo("Read");
    assertThat(findings.get(0).get("severity").asText()).isEqualTo("error");
    assertThat(findings.get(0).get("rule").asText()).isEqualTo("unknown-action");
  }

  @Test
  void aFileThatIsNoBpmnIsAFindingAndAMissingFileIsMisuse() throws Exception {
    Path file = folder.resolve("no.bpmn");
    Files.writeString(file, "hello");

    assertThat(shell.run("lint", file.toString()).exitCode()).isEqualTo(1);
    assertThat(shell.run("lint", folder.resolve("absent.bpmn").toString()).exitCode()).isEqualTo(2);
    assertThat(shell.run("lint").exitCode()).isEqualTo(2);
  }

  private static void assertFinding(String rule, String element, Shell.Result result) {
    assertThat(result.out()).contains(":" + element + ": error: ").contains("[" + rule + "]");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  private Shell.Result lint(String process, String... options) throws IOException {
    Path file = folder.resolve("playbook.bpmn");
    Files.writeString(
        file,
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
            xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
        <bpmn:process id="playbook" isExecutable="true">
        """
            + process
            + "</bpmn:process></bpmn:definitions>");
    String[] arguments = new String[options.length + 2];
    arguments[0] = "lint";
    arguments[1] = file.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return shell.run(arguments);
  }

  private static String isolate(String inputs) {
    return step("Isolate", "defender-contain", "machine.isolate", inputs);
  }

  private static String step(String id, String topic, String action, String inputs) {
    return "<bpmn:serviceTask id='%s' camunda:type='external' camunda:topic='%s'>"
            .formatted(id, topic)
        + "<bpmn:extensionElements><camunda:inputOutput>"
        + input("defenderAction", action)
        + inputs
        + "</camunda:inputOutput></bpmn:extensionElements></bpmn:serviceTask>";
  }

  private static String accepted(String step, String property) {
    return step.replace("<camunda:inputOutput>", property + "<camunda:inputOutput>");
  }

  private static String input(String name, String value) {
    return "<camunda:inputParameter name='" + name + "'>" + value + "</camunda:inputParameter>";
  }

  private static String caught(String code) {
    return """
    <bpmn:boundaryEvent id="Caught" attachedToRef="Read">
      <bpmn:errorEventDefinition errorRef="%s"/>
    </bpmn:boundaryEvent>
    """
        .formatted(code);
  }

  private static String flows(String... nodes) {
    StringBuilder flows = new StringBuilder();
    for (int i = 1; i < nodes.length; i++) {
      flows.append(
          "<bpmn:sequenceFlow id='%1$sTo%2$s' sourceRef='%1$s' targetRef='%2$s'/>"
              .formatted(nodes[i - 1], nodes[i]));
    }
    return flows.toString();
  }
}
