package io.defenderflow.templates;

import io.defenderflow.answer.AnswerTable;
import io.defenderflow.answer.Kind;
import io.defenderflow.answer.Phase;
import io.defenderflow.answer.Row;
import io.defenderflow.answer.Sends;
import io.defenderflow.catalogue.LostAnswer;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Verdict;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The page about what every answer of Microsoft means. */
final class AnswerReference {
  /** What a step does that names no retry schedule. */
  private static final int ATTEMPTS = 3;

  private AnswerReference() {}

  static String page() {
    return Markdown.NOTE
        + """
        # What an answer of Microsoft means

        You are here because a step of a playbook did not end the way it should, and you want to
        know what Defenderflow made of Microsoft's answer. This page is made from the one table that
        decides it; nothing else in the program looks at an HTTP status.

        1. Look at the message of the step in Cockpit. It begins with a code and ends with the HTTP
           status, Microsoft's own code and the request id.
        2. Find the status below. **Where several rows fit, the first one counts.**
        3. The column "What happens" says what the step does by itself. What to do about each code
           is in [error codes](error-codes.md).

        A *read* only looks. A *hunt* is a query of advanced hunting. A *write* changes something or
        starts work. Three rules are behind all rows:

        - A write whose answer is lost, unreadable or a failure of the service **may have been
          done**. Nothing is sent again before Defender was asked.
        - A refusal (4xx) that nobody foresaw is final: the same request would be refused again.
        - A failure of the service (5xx) that nobody foresaw passes by itself.

        ## What happens

        """
        + verdicts()
        + """

        ## Microsoft answered

        """
        + table(row -> isCall(row) && row.phase() == Phase.ANSWERED)
        + """

        A failure of the service (503) can carry a code such as `Forbidden` in its body, which
        Microsoft does when it is short of memory. The step treats it as a failure that passes, and
        the message keeps the inner code.

        ## No answer, or one that cannot be read

        """
        + table(row -> isCall(row) && row.phase() != Phase.ANSWERED)
        + """

        ## Requests for a token

        A token is asked for before a call, so that nothing was sent to Defender when that fails,
        whatever the step does.

        """
        + table(row -> row.kinds().contains(Kind.TOKEN))
        + """

        ## Downloads by a signed link

        """
        + table(row -> row.kinds().contains(Kind.DOWNLOAD))
        + sends();
  }

  private static boolean isCall(Row row) {
    return !row.kinds().contains(Kind.TOKEN) && !row.kinds().contains(Kind.DOWNLOAD);
  }

  private static String verdicts() {
    StringBuilder table = new StringBuilder(Markdown.heading("What happens", "In words"));
    Arrays.stream(Verdict.values())
        .forEach(verdict -> table.append(Markdown.row(verdict.label(), verdict.consequence())));
    return table.toString();
  }

  private static String table(Predicate<Row> which) {
    StringBuilder table =
        new StringBuilder(
            Markdown.heading("What was seen", "Of", "Code", "What happens", "What it means"));
    AnswerTable.rows().stream()
        .filter(which)
        .forEach(
            row ->
                table.append(
                    Markdown.row(
                        seen(row),
                        kinds(row.kinds()),
                        row.code().map(ErrorCode::name).map(Markdown::code).orElse(""),
                        row.verdict().label(),
                        row.meaning(service(row), "the app"))));
    return table.toString();
  }

  private static String service(Row row) {
    return row.kinds().contains(Kind.TOKEN) ? "Microsoft Entra ID" : "Microsoft";
  }

  private static String seen(Row row) {
    return row.phase() == Phase.ANSWERED
        ? row.sign().words()
        : row.phase().label() + ": " + row.sign().words();
  }

  private static String kinds(Set<Kind> kinds) {
    return Arrays.stream(Kind.values())
        .filter(kinds::contains)
        .map(Kind::label)
        .collect(Collectors.joining(", "));
  }

  private static String sends() {
    return String.format(
            """

            ## How often a request is sent in the worst case

            Requests are repeated at two places only. *Within one call* there are at most %d tries,
            whose pauses take %d seconds together at most; besides these a request is sent once more
            with a fresh token after the old one was refused. *By the step* a call is made once in
            each attempt of the field "Retries", which is %d where it is empty. The HTTP client, the
            token library and the proxy repeat nothing. So a call makes **%d requests in one attempt
            and %d in %d attempts** at most. A list makes one call for each page.

            Of the requests of a write only those count that may have been carried out: a refused,
            throttled or unsent one changed nothing. Of these there is at most one in each attempt,
            and as many in all before a person is asked:

            """,
            Sends.TRIES,
            Sends.SECONDS,
            ATTEMPTS,
            Sends.ofOneCall(),
            Sends.ofAllAttempts(ATTEMPTS),
            ATTEMPTS)
        + lostAnswers()
        + String.format(
            """

            The reference page of an action says which of these it is. When the person retries, the
            request is sent once more.

            **Throttling** costs no attempt and is therefore without an end of its own: the step
            waits as long as Microsoft asks for it. It sends nothing before the named time, and after
            it %d requests in one call at most; where Microsoft names less than %d seconds the call
            waits itself. Steps of the same kind wait at one gate, so that they do not all ask again.

            **Tokens** are kept and shared. A step that gets none asks once in each attempt, and once
            more where the old one was refused: %d requests in %d attempts at most.

            **A service that keeps failing** is left in peace: after 10 failures in a row nothing of
            the kind is sent for half a minute, then a single request tries. Each time that fails,
            the pause doubles up to five minutes. So the real numbers are mostly smaller.
            """,
            Sends.TRIES, Sends.SECONDS, Sends.ofTokens(ATTEMPTS), ATTEMPTS);
  }

  private static String lostAnswers() {
    StringBuilder table =
        new StringBuilder(
            Markdown.heading(
                "After a lost answer", "Requests in " + ATTEMPTS + " attempts at most"));
    for (LostAnswer lost : LostAnswer.values()) {
      table.append(Markdown.row(words(lost), lost.mostSends(ATTEMPTS)));
    }
    return table.toString();
  }

  private static String words(LostAnswer lost) {
    return switch (lost) {
      case REPEAT ->
          "Changes that end in the same state however often they are sent: sent again in each"
              + " attempt, at least once.";
      case FIND_MACHINE_ACTION ->
          "Isolate, restrict, scan, collect and what takes them back: the machine actions are read"
              + " back, and only a clean \"nothing there\" allows one more.";
      case FIND_COMMENT ->
          "Comments: the comments are read back, and only an absent one is sent again.";
      case GONE_IS_DONE -> "Deletions: sent again; what is gone counts as deleted.";
      case FIND_OR_ASK ->
          "Offboard, quarantine, live response: the machine actions are read back, and a person"
              + " decides where nothing is found.";
      case ASK -> "What cannot be read back at all: a person looks and decides.";
    };
  }
}
