package io.defenderflow.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.connection.Connections;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "test-connection",
    description = {
      "Signs in to the tenant and tells which permissions the connection has. With --actions or"
          + " BPMN files it compares them with what is needed: present, missing, more than needed."
          + " It changes nothing.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Defenderflow.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The connection works and nothing is missing.",
      "1:A sign-in, a permission or a service is missing. The output says what to do.",
      "2:Used wrongly: an option or a setting."
    })
final class TestConnectionCommand implements Callable<Integer> {
  private static final String TEST = "connection.test";

  private final Terminal terminal;

  @Mixin private UsedActions used;
  @Mixin private ConnectionOptions connections;

  @Option(names = "--json", description = "Write JSON, for programs.")
  private boolean json;

  TestConnectionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Catalogue catalogue = Catalogue.load();
    List<String> needed = used.of(catalogue, terminal).stream().map(ActionEntry::id).toList();
    ActionEntry test = catalogue.find(TEST).orElseThrow();
    Map<String, ?> inputs = needed.isEmpty() ? Map.of() : Map.of("actions", needed);
    try (Connections opened = connections.open(terminal)) {
      JsonNode result =
          test.call(opened.get(connections.connection()).reading(), test.bind(inputs)).json();
      if (json) {
        terminal.out().println(Json.pretty(result));
      } else {
        tell(result);
      }
      return result.path("ok").asBoolean(true) ? ExitCode.DONE : ExitCode.NOT_AS_WISHED;
    }
  }

  private void tell(JsonNode result) {
    PrintStream out = terminal.out();
    boolean ok = result.path("ok").asBoolean(true);
    out.println(
        "The connection "
            + connections.connection()
            + (ok ? " works." : " does not do everything that is needed."));
    for (String registration : List.of("reader", "responder")) {
      if (result.path(registration).isObject()) {
        out.println();
        out.println("Permissions of the " + registration + ":");
        result
            .path(registration)
            .properties()
            .forEach(
                service -> out.println("  " + service.getKey() + ": " + names(service.getValue())));
      }
    }
    section("Missing", result.path("missing"));
    section("More than needed", result.path("moreThanNeeded"));
    section("Services", result.path("services"));
    section("What to do", result.path("problems"));
  }

  private void section(String title, JsonNode list) {
    if (list.isEmpty()) {
      return;
    }
    terminal.out().println();
    terminal.out().println(title + ":");
    list.forEach(item -> terminal.out().println("  " + line(item)));
  }

  /** A text as it is, an object as its values one after the other. */
  private static String line(JsonNode item) {
    return item.isObject()
        ? String.join(
            "  ",
            item.properties().stream()
                .map(field -> names(field.getValue()))
                .filter(text -> !text.isEmpty())
                .toList())
        : item.asText();
  }

  private static String names(JsonNode value) {
    if (!value.isArray()) {
      return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }
    return value.isEmpty()
        ? "none"
        : String.join(
            ", ", StreamSupport.stream(value.spliterator(), false).map(JsonNode::asText).toList());
  }
}
