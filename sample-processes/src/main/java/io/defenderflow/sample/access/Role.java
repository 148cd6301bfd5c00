package io.defenderflow.sample.access;

import static org.camunda.bpm.engine.authorization.Permissions.ACCESS;
import static org.camunda.bpm.engine.authorization.Permissions.ALL;
import static org.camunda.bpm.engine.authorization.Permissions.CREATE;
import static org.camunda.bpm.engine.authorization.Permissions.CREATE_INSTANCE;
import static org.camunda.bpm.engine.authorization.Permissions.READ;
import static org.camunda.bpm.engine.authorization.Permissions.READ_HISTORY;
import static org.camunda.bpm.engine.authorization.Permissions.READ_INSTANCE;
import static org.camunda.bpm.engine.authorization.Permissions.READ_TASK;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.SystemPermissions;

/** Who may do what. Each role is a group of the engine and has one demo user. */
enum Role {
  /** Reads playbooks, running and past instances and tasks; changes nothing. */
  ANALYST("analyst", "analysts", "Analysts", reading()),
  /**
   * Reads the same, and how the stop switch stands, and starts playbooks by hand. The right to
   * complete a task comes from the engine, which gives it to the candidate group that the playbook
   * names.
   */
  RESPONDER("responder", "responders", "Responders", starting()),
  /** Reads the same, and the audit; changes nothing and is candidate for no task. */
  AUDITOR("auditor", "auditors", "Auditors", readingSystem()),
  ADMINISTRATOR("administrator", Groups.CAMUNDA_ADMIN, "Administrators", everything());

  /** What a group may do with a resource; an id of {@code *} means all of its kind. */
  record Grant(Resource resource, String id, Permission... permissions) {}

  private final String userId;
  private final String groupId;
  private final String groupName;
  private final List<Grant> grants;

  Role(String userId, String groupId, String groupName, List<Grant> grants) {
    this.userId = userId;
    this.groupId = groupId;
    this.groupName = groupName;
    this.grants = grants;
  }

  String userId() {
    return userId;
  }

  String groupId() {
    return groupId;
  }

  String groupName() {
    return groupName;
  }

  List<Grant> grants() {
    return grants;
  }

  private static List<Grant> reading() {
    return Stream.concat(
            around().stream(),
            Stream.of(
                new Grant(
                    Resources.PROCESS_DEFINITION,
                    "*",
                    READ,
                    READ_INSTANCE,
                    READ_TASK,
                    READ_HISTORY)))
        .toList();
  }

  private static List<Grant> readingSystem() {
    return Stream.concat(reading().stream(), Stream.of(system())).toList();
  }

  private static List<Grant> starting() {
    return Stream.concat(
            around().stream(),
            Stream.of(
                system(),
                new Grant(
                    Resources.PROCESS_DEFINITION,
                    "*",
                    READ,
                    READ_INSTANCE,
                    READ_TASK,
                    READ_HISTORY,
                    CREATE_INSTANCE),
                new Grant(Resources.PROCESS_INSTANCE, "*", CREATE)))
        .toList();
  }

  /** What everybody may see besides the processes themselves. */
  private static List<Grant> around() {
    return List.of(
        new Grant(Resources.APPLICATION, "welcome", ACCESS),
        new Grant(Resources.APPLICATION, "cockpit", ACCESS),
        new Grant(Resources.APPLICATION, "tasklist", ACCESS),
        new Grant(Resources.FILTER, "*", READ),
        new Grant(Resources.DECISION_DEFINITION, "*", READ, READ_HISTORY),
        new Grant(Resources.DECISION_REQUIREMENTS_DEFINITION, "*", READ),
        new Grant(Resources.DEPLOYMENT, "*", READ));
  }

  /** The pages about the Defender steps in Cockpit ask for this right. */
  private static Grant system() {
    return new Grant(Resources.SYSTEM, "*", SystemPermissions.READ);
  }

  private static List<Grant> everything() {
    return Arrays.stream(Resources.values())
        .map(resource -> new Grant(resource, "*", ALL))
        .toList();
  }
}
