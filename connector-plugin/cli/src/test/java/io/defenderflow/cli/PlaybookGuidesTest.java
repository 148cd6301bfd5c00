package io.defenderflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each sample playbook has a page with its picture and exactly the permissions that it needs. */
class PlaybookGuidesTest {
  private static final Path PROCESSES = Path.of("../../sample-processes/src/main/resources");
  private static final Path GUIDES = Path.of("../../docs/playbooks");

  private static final Pattern HEADING = Pattern.compile("(?m)^## .*[Pp]ermissions.*$");

  /** Microsoft's name, at the beginning of a row of the page's table of permissions. */
  private static final Pattern IN_GUIDE = Pattern.compile("(?m)^\\| `([A-Za-z.-]+)` ");

  /** Microsoft's name, at the beginning of a row that the command prints. */
  private static final Pattern PRINTED =
      Pattern.compile("(?m)^([A-Za-z.-]+) +Microsoft (Graph|Defender)");

  private static final Pattern CALLED = Pattern.compile("calledElement=\"([^\"]+)\"");

  private final Shell shell = new Shell();

  @TestFactory
  Stream<DynamicTest> everyPlaybookHasItsPage() throws IOException {
    Map<String, Path> processes = processes();
    return processes.entrySet().stream()
        .filter(process -> process.getValue().getParent().endsWith(process.getKey()))
        .map(
            process ->
                DynamicTest.dynamicTest(
                    process.getKey(), () -> check(process.getKey(), processes)));
  }

  private void check(String playbook, Map<String, Path> processes) throws IOException {
    Path guide = GUIDES.resolve(playbook + ".md");
    assertThat(guide).exists();
    String text = Files.readString(guide);
    assertThat(text).contains("../images/playbooks/" + playbook + ".png");
    assertThat(GUIDES.resolve("../images/playbooks/" + playbook + ".png")).exists();
    assertThat(Files.readString(GUIDES.resolve("README.md"))).contains("(" + playbook + ".md)");
    Matcher heading = HEADING.matcher(text);
    assertThat(heading.find()).as("a heading \"Permissions\" in " + guide).isTrue();
    assertThat(names(IN_GUIDE, text.substring(heading.end())))
        .as("The permissions in " + guide + ". The command \"permissions\" prints them.")
        .isEqualTo(permissions(playbook, processes));
  }

  private Set<String> permissions(String playbook, Map<String, Path> processes) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("permissions"));
    for (String process : withCalled(playbook, processes, new LinkedHashSet<>())) {
      arguments.add(processes.get(process).toString());
    }
    Shell.Result result = shell.run(arguments.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.toString()).isZero();
    return names(PRINTED, result.out());
  }

  /** The process and all that it calls, directly or through another. */
  private static Set<String> withCalled(
      String process, Map<String, Path> processes, Set<String> found) throws IOException {
    if (found.add(process)) {
      for (String called : names(CALLED, Files.readString(processes.get(process)))) {
        withCalled(called, processes, found);
      }
    }
    return found;
  }

  private static Set<String> names(Pattern pattern, String text) {
    Set<String> names = new TreeSet<>();
    pattern.matcher(text).results().forEach(found -> names.add(found.group(1)));
    return names;
  }

  /** The files of the processes by their ids, which are the names of the files. */
  private static Map<String, Path> processes() throws IOException {
    Map<String, Path> processes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(PROCESSES)) {
      files
          .filter(file -> file.toString().endsWith(".bpmn"))
          .forEach(file -> processes.put(file.getFileName().toString().replace(".bpmn", ""), file));
    }
    assertThat(processes).isNotEmpty();
    return processes;
  }
}
