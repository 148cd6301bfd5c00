package io.defenderflow.fault;

import static io.defenderflow.fault.ErrorCode.Ending.BUSINESS;
import static io.defenderflow.fault.ErrorCode.Ending.PARKED;
import static io.defenderflow.fault.ErrorCode.Ending.PERMANENT;
import static io.defenderflow.fault.ErrorCode.Ending.TRANSIENT;

/**
 * The closed list of ways in which a step can end without a result. Playbook authors catch these
 * codes in boundary events, so a released code is never renamed or removed.
 */
public enum ErrorCode {
  NOT_FOUND(
      BUSINESS,
      "Defender does not know the item that the step names.",
      "Check the id. The item may have been deleted, or it may belong to another tenant."),
  MACHINE_NOT_FOUND(
      BUSINESS,
      "Defender does not know this machine.",
      "Check the machine id or name. Use the step \"Resolve machine\" to turn a name or an address"
          + " into a machine id."),
  MACHINE_AMBIGUOUS(
      BUSINESS,
      "More than one machine matches the given name or address.",
      "Choose one of the machines listed in the error details and pass its machine id."),
  ALREADY_IN_PROGRESS(
      BUSINESS,
      "Defender refused the step because another action of this kind is running on the machine, and"
          + " that action could not be found again.",
      "Open the machine in the Defender portal, look at the action center, and repeat the step when"
          + " the running action has ended."),
  OS_NOT_SUPPORTED(
      BUSINESS,
      "The operating system of the machine does not support this action.",
      "Handle this machine by hand, or choose an action that its operating system supports."),
  CLIENT_VERSION_NOT_SUPPORTED(
      BUSINESS,
      "The Defender sensor on the machine is too old for this action.",
      "Update the sensor on the machine and repeat the step."),
  FEATURE_DISABLED(
      BUSINESS,
      "The tenant has switched this Defender feature off.",
      "Ask a Defender administrator to switch the feature on in the portal settings."),
  DISALLOWED(
      BUSINESS,
      "Defender does not allow this operation here.",
      "Read Microsoft's message in the details. Often a device group or a licence is the reason."),
  CONFLICT(
      BUSINESS,
      "The item was changed by somebody else at the same time, or its state does not allow the"
          + " step.",
      "Read the item again and decide with its present state."),
  HUNT_QUERY_INVALID(
      BUSINESS,
      "Advanced hunting could not understand the query.",
      "Read Microsoft's message, run the query in the portal, and mend it in the playbook."),
  RESULT_TOO_LARGE(
      BUSINESS,
      "The answer is larger than the service or this plugin accepts.",
      "Narrow the query or the filter, or ask for fewer items."),
  ACTION_FAILED(
      BUSINESS,
      "Defender started what the step asked for, and it failed.",
      "Read the status and the error in the details, then decide whether to repeat the step."),
  ACTION_CANCELLED(
      BUSINESS,
      "Somebody cancelled the action before it was done.",
      "The details name who cancelled it and why. Ask that person before you repeat the step."),
  ACTION_TIMED_OUT(
      BUSINESS,
      "Defender gave the action up because the machine did not answer in time.",
      "The machine is probably offline. Repeat the step when it is online again."),
  WAIT_TIMED_OUT(
      BUSINESS,
      "The action was still running when the waiting time of the step was over.",
      "The work goes on at Microsoft. Follow it with the action that the message names, or give the"
          + " step more time."),
  PROTECTED_ASSET(
      BUSINESS,
      "The step would contain a machine, a device, a person or an application that an administrator"
          + " protects, or block what the organization itself needs. Nothing was sent.",
      "Handle it by hand. Where the protection is wrong, an administrator changes the settings"
          + " defender.protection; no playbook can lift it."),
  CONFLICTING_ACTION(
      BUSINESS,
      "An action that works against this one is running on the machine. Nothing was sent.",
      "Wait for the action that the details name, or cancel it with \"Cancel machine action\", and"
          + " repeat the step."),
  MACHINE_NOT_ONBOARDED(
      BUSINESS,
      "The machine has no Defender sensor that could carry out the action. Nothing was sent.",
      "Onboard the machine. Where all other machines shall block it instead, use \"Isolate"
          + " machine\" with the isolation type UnManagedDevice."),
  HELD_BY_PLAYBOOK(
      BUSINESS,
      "Another running playbook has contained this machine and has not released it. Nothing was"
          + " sent.",
      "Ask the people who handle the process instance that the message names. The machine can be"
          + " released when that playbook has released it or has ended."),
  APPROVAL_MISSING(
      BUSINESS,
      "The step needs the approval of a second person, and none counts for it. Nothing was sent.",
      "The message names the condition that is not met. Let another person complete a user task"
          + " made from the template \"Approve containment\" that names this action and target, and"
          + " retry."),
  CONTAINMENT_REFUSED(
      BUSINESS,
      "An administrator refused this containment. Nothing was sent.",
      "The message names the administrator and the reason. Handle the case by hand."),

  STOPPED(
      PARKED,
      "An administrator has stopped containment, or everything that changes something. Nothing was"
          + " sent.",
      "Nothing. The step waits and goes on by itself when the stop is lifted. The message names who"
          + " stopped it and why."),
  CAP_REACHED(
      PARKED,
      "More containments were started than the cap allows. Nothing was sent for this one.",
      "The step waits until an administrator releases or refuses it."),

  INPUT_INVALID(
      PERMANENT,
      "An input of the step is missing or has a value that cannot be used. Nothing was sent.",
      "Correct the named field in the playbook or the variable behind it, then retry."),
  UNKNOWN_ACTION(
      PERMANENT,
      "The step names an action that this version does not have.",
      "Check the field defenderAction, or update the worker to the version of the templates."),
  WRONG_LANE(
      PERMANENT,
      "The step was sent to the topic of another lane. Nothing was sent to Defender.",
      "Use the topic that the action's template sets, and do not change it by hand."),
  UNKNOWN_CONNECTION(
      PERMANENT,
      "The step names a connection that is not configured, or that it may not use. Nothing was"
          + " sent.",
      "Check the field defenderConnection, and the settings of the connection."),
  AUTH_FAILED(
      PERMANENT,
      "Microsoft Entra ID refused to issue a token.",
      "Check tenant id, client id and credential of the connection. The message names the reason."),
  PERMISSION_MISSING(
      PERMANENT,
      "The app registration lacks a permission that this action needs.",
      "Add the named application permission to the app registration, grant admin consent, and"
          + " retry."),
  NOT_LICENSED(
      PERMANENT,
      "The tenant has no licence for what the step asks for.",
      "Look at the licences of the tenant, and at Microsoft's page about the action, which names"
          + " the licence that it needs."),
  REQUEST_REFUSED(
      PERMANENT,
      "Microsoft refused the request.",
      "Read Microsoft's message in the details and correct the inputs."),
  PROTOCOL(
      PERMANENT,
      "The answer is not what the Microsoft service documents.",
      "Check whether a proxy or a firewall changes the traffic. Then retry."),
  EGRESS_REFUSED(
      PERMANENT,
      "The call would have left for a host that the connection does not allow. Nothing was sent"
          + " there.",
      "Check the endpoint settings of the connection. Report it if they are right."),
  RESULT_REFUSED(
      PERMANENT,
      "The step was done, but the engine does not accept its result. The action is not repeated.",
      "Mend the reason in the message, for example a failing next step, and retry: only the result"
          + " is delivered again."),
  OUTCOME_UNKNOWN(
      PERMANENT,
      "The request left, the answer was lost, and Defender could not tell afterwards whether the"
          + " action was created.",
      "Look in the Defender portal whether it was done before you retry. The message says where."),

  THROTTLED(
      TRANSIENT,
      "The request has to wait: Microsoft asked for it, its documented budget is used up, or the"
          + " service keeps failing and is left in peace for a while.",
      "Nothing. The step is repeated by itself at the time that the message names, and that costs"
          + " no retry."),
  SERVICE_UNAVAILABLE(
      TRANSIENT,
      "The Microsoft service is not available at the moment.",
      "Nothing at first. The step is repeated by itself. If it goes on, look at the service health"
          + " page."),
  NETWORK(
      TRANSIENT,
      "The Microsoft service could not be reached.",
      "Check name resolution, firewall and proxy between the worker and the named host."),
  TIMEOUT(
      TRANSIENT,
      "The Microsoft service did not answer in time.",
      "Nothing at first. The step is repeated by itself."),
  LOST_ANSWER(
      TRANSIENT,
      "The request left, but its answer was lost.",
      "Nothing. The next attempt looks first whether Defender did what was asked."),
  INTERNAL(
      TRANSIENT,
      "Something went wrong inside the plugin.",
      "Retry. If it happens again, report it with the details of this message.");

  /** How the engine learns of it. */
  public enum Ending {
    /** A BPMN error where the model catches it, otherwise an incident without retries. */
    BUSINESS,
    /**
     * A BPMN error where the model catches it; otherwise the step waits, without costing a retry.
     */
    PARKED,
    /** An incident at once, since a repetition would end the same way. */
    PERMANENT,
    /** A repetition by the step's retry schedule, then an incident. */
    TRANSIENT
  }

  private final Ending ending;
  private final String meaning;
  private final String remedy;

  ErrorCode(Ending ending, String meaning, String remedy) {
    this.ending = ending;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  public Ending ending() {
    return ending;
  }

  /** What happened, in full sentences for a person. */
  public String meaning() {
    return meaning;
  }

  /** What to do now, in full sentences for a person. */
  public String remedy() {
    return remedy;
  }
}
