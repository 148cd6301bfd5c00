package io.defenderflow.sample.playbook;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.spin.json.SpinJsonNode;

/**
 * What the alerts of an incident say. Microsoft promises no order of alerts and evidence, so a
 * fixed position in the JSON would not do.
 *
 * @param machine the machine id or DNS name of the first machine
 * @param user the user principal name of the first user
 * @param text one line for each piece of evidence, for people; 4,000 characters at most
 */
record IncidentEvidence(Optional<String> machine, Optional<String> user, String text) {
  /** The engine stores no longer text. */
  private static final int LONGEST_TEXT = 4_000;

  private static final String KIND_PREFIX = "#microsoft.graph.security.";

  /** Where evidence of one kind or another has the value by which a person recognises it. */
  private static final List<Function<SpinJsonNode, Optional<String>>> RECOGNISED_BY =
      List.of(
          item -> text(item, "deviceDnsName"),
          item -> text(item, "processCommandLine"),
          item -> object(item, "fileDetails").flatMap(file -> text(file, "fileName")),
          item -> object(item, "userAccount").flatMap(user -> text(user, "userPrincipalName")),
          item -> text(item, "ipAddress"),
          item -> text(item, "url"));

  /** Reads an incident as Microsoft Graph returns it with its alerts. */
  static IncidentEvidence of(SpinJsonNode incident) {
    List<SpinJsonNode> evidence =
        elements(incident, "alerts").flatMap(alert -> elements(alert, "evidence")).toList();
    return new IncidentEvidence(
        first(evidence, IncidentEvidence::machineOf),
        first(evidence, IncidentEvidence::userOf),
        listed(evidence));
  }

  private static Optional<String> first(
      List<SpinJsonNode> evidence, Function<SpinJsonNode, Optional<String>> value) {
    return evidence.stream().flatMap(item -> value.apply(item).stream()).findFirst();
  }

  private static Optional<String> machineOf(SpinJsonNode item) {
    return kindOf(item).equals("deviceEvidence")
        ? text(item, "mdeDeviceId").or(() -> text(item, "deviceDnsName"))
        : Optional.empty();
  }

  private static Optional<String> userOf(SpinJsonNode item) {
    return kindOf(item).equals("userEvidence")
        ? object(item, "userAccount").flatMap(account -> text(account, "userPrincipalName"))
        : Optional.empty();
  }

  private static String listed(List<SpinJsonNode> evidence) {
    String lines =
        evidence.stream()
            .map(item -> kindOf(item).replace("Evidence", "") + ": " + described(item))
            .distinct()
            .collect(Collectors.joining("\n"));
    return lines.length() <= LONGEST_TEXT ? lines : lines.substring(0, LONGEST_TEXT - 1) + "…";
  }

  private static String described(SpinJsonNode item) {
    return RECOGNISED_BY.stream()
        .flatMap(value -> value.apply(item).stream())
        .findFirst()
        .orElse("see the incident in the Defender portal");
  }

  private static String kindOf(SpinJsonNode item) {
    return text(item, "@odata.type").orElse("").replace(KIND_PREFIX, "");
  }

  private static Stream<SpinJsonNode> elements(SpinJsonNode node, String name) {
    return node.hasProp(name) && node.prop(name).isArray()
        ? node.prop(name).elements().stream()
        : Stream.empty();
  }

  private static Optional<SpinJsonNode> object(SpinJsonNode node, String name) {
    return Optional.of(node)
        .filter(owner -> owner.hasProp(name) && owner.prop(name).isObject())
        .map(owner -> owner.prop(name));
  }

  private static Optional<String> text(SpinJsonNode node, String name) {
    return Optional.of(node)
        .filter(owner -> owner.hasProp(name) && owner.prop(name).isString())
        .map(owner -> owner.prop(name).stringValue())
        .filter(value -> !value.isBlank());
  }
}
