package io.defenderflow.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.cli.lint.Finding;
import io.defenderflow.cli.lint.Finding.Severity;
import io.defenderflow.cli.lint.Linter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "lint",
    description = {
      "Checks playbooks before they are deployed, without a tenant: unknown-action, wrong-topic,"
          + " missing-input, unknown-input, invalid-value, long-literal (over 4,000 characters),"
          + " no-approval (a contain step that a path reaches without a user task),"
          + " error-never-raised, variable-never-set.",
      "",
      "Each finding is a line FILE:ELEMENT: severity: what is wrong and what to do. Files are"
          + " looked at together, since one may call a process of another. A call activity counts"
          + " as an approval where \"approv\" stands in its name, its id or the called process, or"
          + " where the called process is among the files and cannot end without a user task.",
      "",
      "To accept a finding, give the element the extension property defenderLintIgnore with the"
          + " value \"RULE: your reason\".",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Defenderflow.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:No errors. There may be warnings.",
      "1:At least one error.",
      "2:A file cannot be read, or an option is wrong."
    })
final class LintCommand implements Callable<Integer> {
  /** With these an incident starts a playbook. */
  private static final List<String> OF_INTAKE =
      List.of("incidentId", "incidentTitle", "incidentSeverity", "alertId");

  private final Terminal terminal;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "BPMN files.")
  private List<Path> files;

  @Option(
      names = "--variables",
      split = ",",
      paramLabel = "NAME",
      description = {
        "Variables with which the playbooks are started, besides incidentId, incidentTitle,",
        "incidentSeverity and alertId."
      })
  private List<String> variables = List.of();

  @Option(
      names = "--json",
      description = "Write an array of {file, elementId, severity, rule, message}.")
  private boolean json;

  LintCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<String> known = new ArrayList<>(OF_INTAKE);
    known.addAll(variables);
    List<Finding> findings;
    try {
      findings = new Linter(Catalogue.load(), known).lint(files);
    } catch (IOException e) {
      throw new Refusal(
          Refusal.FILE_UNUSABLE,
          "A file cannot be read: " + e.getMessage() + ". Check its path and rights.");
    }
    if (json) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      findings.forEach(
          finding ->
              array
                  .addObject()
                  .put("file", finding.file())
                  .put("elementId", finding.elementId())
                  .put("severity", ActionJson.lower(finding.severity()))
                  .put("rule", finding.rule().id())
                  .put("message", finding.message()));
      terminal.out().println(Json.pretty(array));
    } else {
      findings.forEach(
          finding ->
              terminal
                  .out()
                  .println(
                      finding.file()
                          + ":"
                          + finding.elementId()
                          + ": "
                          + ActionJson.lower(finding.severity())
                          + ": "
                          + finding.message()
                          + " ["
                          + finding.rule().id()
                          + "]"));
    }
    return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)
        ? ExitCode.NOT_AS_WISHED
        : ExitCode.DONE;
  }
}
