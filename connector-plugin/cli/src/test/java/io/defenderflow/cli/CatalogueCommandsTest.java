package io.defenderflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line tells of the catalogue, without a tenant. */
class CatalogueCommandsTest {
  private final Shell shell = new Shell();

  @Test
  void theCatalogueComesAsJsonWithEveryPromisedField() throws Exception {
    JsonNode actions = Json.read(shell.run("actions", "--json").out());
    JsonNode isolate = find(actions, "machine.isolate");

    assertThat(isolate.get("lane").asText()).isEqualTo("defender-contain");
    assertThat(isolate.get("effect").asText()).isEqualTo("contain");
    assertThat(isolate.get("service").asText()).isEqualTo("endpoint");
    assertThat(isolate.get("verb").asText()).isEqualTo("POST");
    assertThat(isolate.get("path").asText()).isEqualTo("/api/machines/{machineId}/isolate");
    assertThat(isolate.get("permissions")).extracting(JsonNode::asText).contains("Machine.Isolate");
    assertThat(isolate.get("longRunning").asBoolean()).isTrue();
    assertThat(isolate.get("undo").asText()).isEqualTo("machine.unisolate");
    JsonNode type = find(isolate.get("inputs"), "IsolationType");
    assertThat(type.get("type").asText()).isEqualTo("choice");
    assertThat(type.get("required").asBoolean()).isTrue();
    assertThat(type.get("values")).extracting(JsonNode::asText).contains("Full", "Selective");
    assertThat(find(isolate.get("inputs"), "machineId").get("shape").asText())
        .isEqualTo("machine_id");
    for (JsonNode action : actions) {
      for (String field :
          new String[] {
            "id",
            "label",
            "summary",
            "area",
            "lane",
            "effect",
            "service",
            "verb",
            "path",
            "permissions",
            "longRunning",
            "undo",
            "inputs"
          }) {
        assertThat(action.has(field)).as(action.get("id") + " has " + field).isTrue();
      }
    }
  }

  @Test
  void aCompositeHasNoVerbAndNoPathButNamesWhatItUses() throws Exception {
    JsonNode resolve = find(Json.read(shell.run("actions", "--json").out()), "machine.resolve");

    assertThat(resolve.get("verb").isNull()).isTrue();
    assertThat(resolve.get("path").isNull()).isTrue();
    assertThat(resolve.get("uses")).isNotEmpty();
  }

  @Test
  void anAreaNarrowsTheCatalogueByNameOrFolder() throws Exception {
    JsonNode machines = Json.read(shell.run("actions", "--json", "--area", "machines").out());

    assertThat(machines).isNotEmpty();
    assertThat(machines).allMatch(action -> action.get("area").asText().equals("Machines"));
    Shell.Result unknown = shell.run("actions", "--area", "Submarines");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).startsWith("INPUT_INVALID: ").contains("Submarines", "Machines");
  }

  @Test
  void peopleReadAListByArea() {
    assertThat(shell.run("actions").out())
        .containsPattern("(?m)^Machines$")
        .containsPattern("(?m)^  machine\\.isolate +contain  Isolate machine$");
  }

  @Test
  void anActionIsDescribedWithAnExampleThatPassesItsOwnChecks() {
    Shell.Result described = shell.run("describe", "machine.isolate");

    assertThat(described.out())
        .contains("Machine.Isolate", "machine.unisolate", "--wait", "machineId (required)")
        .contains("defenderflow run machine.isolate machineId=");
    Shell.Result mistyped = shell.run("describe", "machine.isolat");
    assertThat(mistyped.exitCode()).isEqualTo(2);
    assertThat(mistyped.err()).startsWith("UNKNOWN_ACTION: ").contains("machine.isolate");
  }

  @Test
  void templatesOfAnAreaAreWrittenWithIndexAndBundle(@TempDir Path folder) throws Exception {
    Path out = folder.resolve("modeler");
    Shell.Result written = shell.run("templates", "--out", out.toString(), "--area", "Machines");

    assertThat(written.exitCode()).isZero();
    Path template = out.resolve("templates/machines/machine.isolate.json");
    assertThat(Json.read(Files.readString(template)).get("id").asText())
        .isEqualTo("io.defenderflow.machine.isolate");
    JsonNode index = Json.read(Files.readString(out.resolve("index.json")));
    assertThat(index).allMatch(entry -> Files.exists(out.resolve(entry.get("file").asText())));
    assertThat(Json.read(Files.readString(out.resolve("defenderflow-templates.json"))))
        .hasSameSizeAs(index);
    assertThat(out.resolve("templates/incidents")).doesNotExist();
  }

  @Test
  void templatesOfAFormerRunAreTold(@TempDir Path folder) {
    shell.run("templates", "--out", folder.toString(), "--area", "Machines");

    assertThat(shell.run("templates", "--out", folder.toString(), "--area", "Incidents").err())
        .contains("machine.");
  }

  @Test
  void permissionsOfActionsComeInThreeForms() throws Exception {
    String[] actions = {"permissions", "--actions", "machine.isolate,incident.get"};

    assertThat(shell.run(actions).out()).contains("Machine.Isolate", "SecurityIncident.Read.All");
    JsonNode manifest =
        Json.read(
            shell.run("permissions", "--actions", "machine.isolate", "--format", "manifest").out());
    assertThat(manifest.findValuesAsText("resourceAppId"))
        .contains("fc780465-2017-40d4-a0c5-307022471b92");
    assertThat(shell.run("permissions", "--actions", "machine.isolate", "--format", "az").out())
        .contains("az ad app");
    assertThat(
            shell.run("permissions", "--actions", "machine.isolate,machine.get", "--split").out())
        .contains("reader", "responder");
    assertThat(shell.run("permissions").exitCode()).isEqualTo(2);
  }

  @Test
  void everyCommandHasHelpAndTheVersionIsTold() {
    for (String command :
        new String[] {
          "actions",
          "describe",
          "run",
          "test-connection",
          "permissions",
          "templates",
          "simulate",
          "lint",
          "generate-completion"
        }) {
      Shell.Result help = shell.run(command, "--help");
      assertThat(help.exitCode()).as(command).isZero();
      assertThat(help.out()).as(command).contains("Usage: defenderflow " + command);
    }
    assertThat(shell.run("--version").out()).startsWith("defenderflow ");
    assertThat(shell.run("--help").out()).contains("DEFENDER_TENANT_ID", "Exit codes");
    assertThat(shell.run().exitCode()).isEqualTo(2);
  }

  @Test
  void completionKnowsCommandsAndActionIds() {
    assertThat(shell.run("generate-completion").out())
        .contains("complete -F", "test-connection", "machine.isolate");
  }

  private static JsonNode find(JsonNode list, String name) {
    for (JsonNode item : list) {
      if (name.equals(item.path("id").asText()) || name.equals(item.path("name").asText())) {
        return item;
      }
    }
    throw new AssertionError("There is no " + name + " in the list.");
  }
}
