package io.defenderflow.templates;

import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.ErrorCode.Ending;
import java.util.Arrays;

/** The page about all error codes. */
final class ErrorCodeReference {
  private ErrorCodeReference() {}

  static String page() {
    return Markdown.NOTE
        + """
        # Error codes

        Every way in which a step can end without a result has one of these codes. The list is
        closed: a released code keeps its name and its meaning.

        ## Business outcomes

        The step worked, and its outcome is one that a playbook can react to. Where the model
        catches the code (an error boundary event on the task, an event sub-process, or the same in
        a calling process), the worker throws a BPMN error with this code. Where nobody catches it,
        the task fails without retries and an incident shows in Cockpit, so that no playbook ends
        unseen.

        """
        + table(Ending.BUSINESS)
        + """

        ## Waiting for a person

        An administrator has stopped the step, or has to decide about it. Where the model catches
        the code, the worker throws a BPMN error with it. Where nobody catches it, the step waits
        without costing a retry and asks again every half minute; Cockpit shows the reason.

        """
        + table(Ending.PARKED)
        + """

        ## Permanent failures

        A repetition would end the same way. The task fails at once without retries, and an
        incident shows in Cockpit. After the cause is mended, raise the retries of the task in
        Cockpit to run it again.

        """
        + table(Ending.PERMANENT)
        + """

        ## Passing failures

        The step is repeated by itself as its field "Retries" says. When the retries are used up, an
        incident shows in Cockpit. Waiting for a throttled service costs no retry.

        """
        + table(Ending.TRANSIENT);
  }

  private static String table(Ending ending) {
    StringBuilder table =
        new StringBuilder(Markdown.heading("Code", "What happened", "What to do"));
    Arrays.stream(ErrorCode.values())
        .filter(code -> code.ending() == ending)
        .forEach(
            code ->
                table.append(
                    Markdown.row(Markdown.code(code.name()), code.meaning(), code.remedy())));
    return table.toString();
  }
}
