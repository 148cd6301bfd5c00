package io.defenderflow.guard;

import io.defenderflow.playbook.BpmnXml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The user task "Approve containment". Its input parameters become variables of the task itself,
 * and they say what is approved.
 */
public final class ApprovalTask {
  /** The element template that makes a user task an approval. */
  public static final String TEMPLATE = "io.defenderflow.containment.approve";

  /** The id of the form that shows the task and asks for the decision. */
  public static final String FORM = "defenderflow-approve-containment";

  /** The ids of the actions. */
  public static final String ACTIONS = "defenderApprovalActions";

  /** What the actions may be done to, for example machine ids. */
  public static final String TARGETS = "defenderApprovalTargets";

  /** What else the step is given, one {@code name=value} a line. */
  public static final String PARAMETERS = "defenderApprovalParameters";

  /** What the approver decided: {@link #APPROVE}, or anything else for a refusal. */
  public static final String DECISION = "defenderApprovalDecision";

  /** Why, in the words of the approver. */
  public static final String REASON = "defenderApprovalReason";

  /** The targets that the approver left; blank for all of them. */
  public static final String ONLY_TARGETS = "defenderApprovalOnlyTargets";

  /** The decision that lets an action pass. */
  public static final String APPROVE = "approve";

  /** The decision that lets nothing pass. */
  public static final String REFUSE = "refuse";

  /** The variables that the guard reads. */
  public static final List<String> VARIABLES =
      List.of(ACTIONS, TARGETS, PARAMETERS, DECISION, REASON, ONLY_TARGETS);

  private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
  private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

  private ApprovalTask() {}

  /** The form {@link #FORM} in the JSON of Camunda Forms. */
  public static String form() {
    try (InputStream form = ApprovalTask.class.getResourceAsStream("approve-containment.form")) {
      return new String(form.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The form of the approval task cannot be read.", e);
    }
  }

  /**
   * The ids of the approval tasks in a deployed model.
   *
   * @throws IllegalArgumentException where it is not well-formed XML or has a document type
   */
  public static Set<String> in(String bpmnXml) {
    Set<String> ids = new LinkedHashSet<>();
    NodeList tasks = BpmnXml.parse(bpmnXml).getElementsByTagNameNS(BPMN, "userTask");
    for (int i = 0; i < tasks.getLength(); i++) {
      Element task = (Element) tasks.item(i);
      if (task.getAttributeNS(CAMUNDA, "modelerTemplate").equals(TEMPLATE)) {
        ids.add(task.getAttribute("id"));
      }
    }
    return ids;
  }
}
