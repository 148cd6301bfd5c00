package io.defenderflow.templates;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.guard.ApprovalTask;

/**
 * The Camunda 7 element template of the user task in which a second person approves containment.
 * What the author fills in becomes variables of the task itself: that is what the form shows, and
 * what the guard compares with the step.
 */
final class ApprovalTemplate {
  static final String NAME = "Approve containment";

  private static final String VARIABLE = "(?!defender)[A-Za-z_][A-Za-z0-9_]*";
  private static final String VARIABLE_EXPECTED =
      "A variable name has letters, digits and _, no digit in front, and does not start with"
          + " defender.";
  private static final String TIME =
      "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9:]+)?|P[0-9TDHMStdhms.]+";
  private static final String TIME_EXPECTED =
      "Write an ISO 8601 time, a duration such as PT30M, or an expression.";

  private final ArrayNode properties = JsonNodeFactory.instance.arrayNode();

  private ApprovalTemplate() {}

  static ObjectNode of(int version) {
    return new ApprovalTemplate().json(version);
  }

  private ObjectNode json(int version) {
    ObjectNode template = JsonNodeFactory.instance.objectNode();
    template.put("$schema", Template.SCHEMA);
    template.put("name", NAME);
    template.put("id", ApprovalTask.TEMPLATE);
    template.put("version", version);
    template.put(
        "description",
        "Lets a second person approve or refuse actions on a list of targets. Steps that need an"
            + " approval run only where this task was completed with one.");
    template.put(
        "documentationRef",
        "https://docs.camunda.org/manual/7.24/reference/bpmn20/tasks/user-task/");
    template.putArray("keywords").add("defender").add("approval").add("four eyes").add("user task");
    template
        .putObject("category")
        .put("id", Template.ID_PREFIX + "approval")
        .put("name", "Defender: approval");
    template.putArray("appliesTo").add("bpmn:Task").add("bpmn:UserTask");
    template.putObject("elementType").put("value", "bpmn:UserTask");
    addForm();
    addWork();
    addExplanation();
    addPeople();
    addResult();
    ArrayNode groups = template.putArray("groups");
    addGroup(groups, "action", "What is approved");
    addGroup(groups, "shown", "What the approver reads");
    addGroup(groups, "people", "Who and until when");
    addGroup(groups, "result", "Result");
    template.set("properties", properties);
    return template;
  }

  private void addForm() {
    add(Field.hiddenProperty("camunda:formRef", ApprovalTask.FORM));
    add(Field.hiddenProperty("camunda:formRefBinding", "latest"));
    // What was approved stands, even where the next step fails.
    add(Field.hiddenProperty("camunda:asyncAfter", "true"));
    // They are there from the start, so that the form writes them into the task.
    add(Field.hiddenInput(ApprovalTask.DECISION, ""));
    add(Field.hiddenInput(ApprovalTask.REASON, ""));
    add(Field.hiddenInput(ApprovalTask.ONLY_TARGETS, ""));
  }

  private void addWork() {
    add(
        Field.text(ApprovalTask.ACTIONS, "Actions")
            .describedBy(
                "The ids of the actions that the steps behind this task do, separated by commas.")
            .showing("machine.isolate")
            .matching(
                "[A-Za-z0-9.]+(?:\\s*,\\s*[A-Za-z0-9.]+)*",
                "Write ids of actions such as machine.isolate, or an expression.")
            .required()
            .inGroup("action"));
    add(
        Field.lines(ApprovalTask.TARGETS, "Targets")
            .describedBy(
                "What the actions may be done to, one a line or separated by commas: the same ids"
                    + " as the steps have. A list in a variable becomes a text with"
                    + " ${machineIds.toString()}.")
            .showing("${machineId}")
            .noLongerThan(Field.LONGEST_LITERAL)
            .inGroup("action"));
    add(
        Field.lines(ApprovalTask.PARAMETERS, "Only with")
            .describedBy(
                "What else the steps are given, one name=value a line, with the names of their"
                    + " fields. Everything but the reason has to stand here or among the targets.")
            .showing("IsolationType=Full")
            .noLongerThan(Field.LONGEST_LITERAL)
            .inGroup("action"));
  }

  private void addExplanation() {
    add(
        Field.text("defenderApprovalSubject", "What it is about")
            .describedBy(
                "The machines, persons or items by the names that the approver knows. It decides"
                    + " nothing.")
            .showing("${machineName}")
            .noLongerThan(Field.LONGEST_LITERAL)
            .inGroup("shown"));
    add(
        Field.text("defenderApprovalIncident", "Incident")
            .describedBy("The title of the incident, and how severe it is.")
            .showing("${incidentTitle} (${incidentSeverity})")
            .noLongerThan(Field.LONGEST_LITERAL)
            .inGroup("shown"));
    add(
        Field.text("defenderApprovalLink", "Link to the incident")
            .describedBy("The address of the incident in the Microsoft portal.")
            .showing("${incidentWebUrl}")
            .noLongerThan(Field.LONGEST_LITERAL)
            .inGroup("shown"));
    add(
        Field.lines("defenderApprovalWhy", "Why it is asked")
            .describedBy("Why a person has to decide, in a sentence.")
            .showing("The severity is high.")
            .noLongerThan(Field.LONGEST_LITERAL)
            .inGroup("shown"));
    add(
        Field.lines("defenderApprovalEvidence", "Evidence")
            .describedBy("What was found, as text.")
            .showing("${evidence}")
            .noLongerThan(Field.LONGEST_LITERAL)
            .inGroup("shown"));
  }

  private void addPeople() {
    add(
        Field.property("camunda:candidateGroups", "Candidate groups")
            .describedBy(
                "The ids of the groups whose members are asked, separated by commas. Whose approval"
                    + " counts is what the setting defender.approval.groups says.")
            .showing("responders")
            .matching(
                "[A-Za-z0-9_.@ -]+(?:\\s*,\\s*[A-Za-z0-9_.@ -]+)*",
                "Write ids of groups, or an expression.")
            .inGroup("people"));
    add(
        Field.property("camunda:dueDate", "Due date")
            .describedBy("Until when somebody should have decided. Nothing happens by itself then.")
            .value("PT30M")
            .showing("PT30M")
            .matching(TIME, TIME_EXPECTED)
            // The engine creates no task with an empty date.
            .required()
            .inGroup("people"));
    add(
        Field.property("camunda:followUpDate", "Follow-up date")
            .describedBy("From when the task is shown as one to follow up. PT0S is at once.")
            .value("PT0S")
            .showing("PT0S")
            .matching(TIME, TIME_EXPECTED)
            .required()
            .inGroup("people"));
  }

  private void addResult() {
    add(
        Field.output("${" + ApprovalTask.DECISION + "}", "Decision variable")
            .describedBy(
                "The process variable for the gateway behind the task. It is \""
                    + ApprovalTask.APPROVE
                    + "\" where it was approved; treat everything else as a refusal.")
            .value("approval")
            .matching(VARIABLE, VARIABLE_EXPECTED)
            .required()
            .inGroup("result"));
    add(
        Field.output("${" + ApprovalTask.REASON + "}", "Reason variable")
            .describedBy("The process variable for the reason, for comments.")
            .value("approvalReason")
            .matching(VARIABLE, VARIABLE_EXPECTED)
            .required()
            .inGroup("result"));
    add(
        Field.output("${currentUser()}", "Approver variable")
            .describedBy(
                "The process variable for the user who completed the task, for comments. The guard"
                    + " does not read it.")
            .value("approver")
            .matching(VARIABLE, VARIABLE_EXPECTED)
            .required()
            .inGroup("result"));
  }

  private void add(Field field) {
    properties.add(field.json());
  }

  private static void addGroup(ArrayNode groups, String id, String label) {
    groups.addObject().put("id", id).put("label", label);
  }
}
