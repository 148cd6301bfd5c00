package io.defenderflow.sample.playbook;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.spin.SpinList;
import org.camunda.spin.json.SpinJsonNode;
import org.springframework.stereotype.Component;

/**
 * Reads the machine, the user and a list for people out of the alerts of an incident. Microsoft
 * promises no order of alerts and evidence, so a fixed position in the JSON would not do.
 *
 * <p>Takes the variable {@code incident}: an incident with its alerts. Sets {@code
 * machineReference}, {@code userName} and {@code evidence}.
 */
@Component("readEvidence")
public class ReadEvidence implements JavaDelegate {
  /** A text variable holds at most 4,000 characters. */
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

  /**
   * @throws BpmnError MACHINE_NOT_FOUND where no alert names a machine
   */
  @Override
  public void execute(DelegateExecution execution) {
    SpinJsonNode incident = (SpinJsonNode) execution.getVariable("incident");
    List<SpinJsonNode> evidence =
        elements(incident, "alerts").flatMap(alert -> elements(alert, "evidence")).toList();
    execution.setVariable(
        "userName",
        first(evidence, ReadEvidence::userOf).orElse("No alert of the incident names a user."));
    execution.setVariable("evidence", listed(evidence));
    execution.setVariable(
        "machineReference",
        first(evidence, ReadEvidence::machineOf)
            .orElseThrow(
                () ->
                    new BpmnError(
                        "MACHINE_NOT_FOUND", "No alert of the incident names a machine.")));
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
    if (!node.hasProp(name) || !node.prop(name).isArray()) {
      return Stream.empty();
    }
    SpinList<SpinJsonNode> list = node.prop(name).elements();
    return list.stream();
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
