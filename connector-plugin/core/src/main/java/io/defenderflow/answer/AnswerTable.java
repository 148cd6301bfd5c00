package io.defenderflow.answer;

import static io.defenderflow.answer.Kind.CALLS;
import static io.defenderflow.answer.Kind.DOWNLOAD;
import static io.defenderflow.answer.Kind.HUNT;
import static io.defenderflow.answer.Kind.READS;
import static io.defenderflow.answer.Kind.TOKEN;
import static io.defenderflow.answer.Kind.WRITE;
import static io.defenderflow.answer.Phase.ANSWERED;
import static io.defenderflow.answer.Phase.CONNECTING;
import static io.defenderflow.answer.Phase.READING;
import static io.defenderflow.answer.Phase.WAITING;
import static io.defenderflow.answer.Sign.anyStatus;
import static io.defenderflow.answer.Sign.between;
import static io.defenderflow.answer.Sign.from;
import static io.defenderflow.answer.Sign.silence;
import static io.defenderflow.answer.Sign.statuses;
import static io.defenderflow.answer.Sign.unusableBody;
import static io.defenderflow.fault.Verdict.BUSINESS_ERROR;
import static io.defenderflow.fault.Verdict.DONE;
import static io.defenderflow.fault.Verdict.DONE_IN_PART;
import static io.defenderflow.fault.Verdict.FRESH_TOKEN;
import static io.defenderflow.fault.Verdict.OUTCOME_UNKNOWN;
import static io.defenderflow.fault.Verdict.PERMANENT;
import static io.defenderflow.fault.Verdict.RETRY_LATER;
import static io.defenderflow.fault.Verdict.RETRY_NOW;

import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an answer, or its absence, means: the first row that fits counts. Nothing outside of this
 * table looks at a status.
 *
 * <p>Three rules are behind its rows. A write whose answer is lost, unreadable or a server error
 * may have been done, so its effect is read back before anything is sent again. An unknown refusal
 * (4xx) is permanent. An unknown failure of the service (5xx) passes by itself.
 */
public final class AnswerTable {
  private static final Pattern MACHINE =
      Pattern.compile(".*/api/(v1\\.0/)?machines/[^/]+(/.*)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern RUNNING =
      Pattern.compile("already in progress", Pattern.CASE_INSENSITIVE);
  private static final Pattern RESULT_LIMIT =
      Pattern.compile(
          "result.{0,40}(too large|exceed|size limit)|exceed.{0,40}result"
              + "|response size|too many results",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final String CLAIMS = "insufficient_claims";

  private static final String READ_BACK =
      " It may or may not have been done. Nothing needs to be done now: before anything is sent"
          + " again, Defender is asked whether it did what the step wanted.";
  private static final String PROXY_LOGIN =
      "The proxy asks for other credentials, so that the service never saw the request. Check the"
          + " proxy settings of the connection.";
  private static final String REDIRECT =
      "{service} answered with a redirect, which is never followed, so that neither token nor"
          + " request gets to another place. Check the endpoint settings and the proxy of the"
          + " connection.";
  private static final String UNREACHABLE =
      "{service} could not be reached, and nothing was sent. Check name resolution, firewall and"
          + " proxy between the worker and the host that the message names.";
  private static final String SHUT =
      "No way to {service} was opened, and nothing was sent. Check the trust store, the proxy and,"
          + " where sockets were used up, whether calls hang.";
  private static final String NO_ANSWER_IN_TIME =
      "{service} did not answer in time. Nothing was changed. The step is repeated by itself.";
  private static final String UNREADABLE =
      "The answer is not what {service} documents. Often a proxy or a firewall changed it. Check"
          + " that, then retry.";

  private static final List<Row> ROWS =
      List.of(
          row(
              CALLS,
              ANSWERED,
              statuses(206),
              Optional.empty(),
              DONE_IN_PART,
              "{service} answered, but one of its sources did not respond. The result may lack"
                  + " items, and nothing in it says so. Repeat the step later if it"
                  + " matters."),
          row(CALLS, ANSWERED, between(200, 299), "{service} did what was asked."),

          // Codes of Microsoft that say more than the status they come with.
          row(
              CALLS,
              ANSWERED,
              between(400, 499).withCode("OsPlatformNotSupported"),
              ErrorCode.OS_NOT_SUPPORTED,
              BUSINESS_ERROR),
          row(
              CALLS,
              ANSWERED,
              between(400, 499).withCode("ClientVersionNotSupported"),
              ErrorCode.CLIENT_VERSION_NOT_SUPPORTED,
              BUSINESS_ERROR),
          row(
              CALLS,
              ANSWERED,
              between(400, 499).withCode("DisabledFeature"),
              ErrorCode.FEATURE_DISABLED,
              BUSINESS_ERROR),
          row(
              CALLS,
              ANSWERED,
              between(400, 499).withCode("DisallowedOperation"),
              ErrorCode.DISALLOWED,
              BUSINESS_ERROR),
          row(
              CALLS,
              ANSWERED,
              between(400, 499).withCode("ActiveRequestAlreadyExists"),
              ErrorCode.ALREADY_IN_PROGRESS,
              BUSINESS_ERROR),
          row(
              CALLS,
              ANSWERED,
              between(400, 499).withCode("AF10001"),
              ErrorCode.PERMISSION_MISSING,
              PERMANENT),

          // Refusals: the service answered and did nothing.
          row(
              CALLS,
              ANSWERED,
              statuses(400).saying("\"already in progress\"", RUNNING),
              ErrorCode.ALREADY_IN_PROGRESS,
              BUSINESS_ERROR),
          row(
              Set.of(HUNT),
              ANSWERED,
              statuses(400).saying("that the result is too large", RESULT_LIMIT),
              ErrorCode.RESULT_TOO_LARGE,
              BUSINESS_ERROR),
          row(Set.of(HUNT), ANSWERED, statuses(400), ErrorCode.HUNT_QUERY_INVALID, BUSINESS_ERROR),
          row(
              CALLS,
              ANSWERED,
              statuses(401, 403)
                  .and("that asks for `" + CLAIMS + "`", AnswerTable::asksForStrongerSignIn),
              ErrorCode.AUTH_FAILED,
              PERMANENT,
              "{service} asks for a stronger sign-in ("
                  + CLAIMS
                  + "), which an app without a user"
                  + " cannot give. Exclude {app} from the Conditional Access policy."),
          row(
              CALLS,
              ANSWERED,
              statuses(401),
              ErrorCode.AUTH_FAILED,
              FRESH_TOKEN,
              "{service} refused the token of {app}, also a fresh one. Check that cloud, tenant and"
                  + " endpoint-scope of the connection belong together."),
          row(CALLS, ANSWERED, statuses(402), ErrorCode.NOT_LICENSED, PERMANENT),
          row(CALLS, ANSWERED, statuses(403), ErrorCode.PERMISSION_MISSING, PERMANENT),
          row(
              CALLS,
              ANSWERED,
              statuses(404).ofPath("for a machine", MACHINE),
              ErrorCode.MACHINE_NOT_FOUND,
              BUSINESS_ERROR),
          row(CALLS, ANSWERED, statuses(404), ErrorCode.NOT_FOUND, BUSINESS_ERROR),
          row(CALLS, ANSWERED, statuses(407), ErrorCode.NETWORK, RETRY_LATER, PROXY_LOGIN),
          row(READS, ANSWERED, statuses(408), ErrorCode.TIMEOUT, RETRY_LATER, NO_ANSWER_IN_TIME),
          row(
              Set.of(WRITE),
              ANSWERED,
              statuses(408),
              ErrorCode.LOST_ANSWER,
              OUTCOME_UNKNOWN,
              "{service} gave the request up half-way." + READ_BACK),
          row(CALLS, ANSWERED, statuses(409, 412), ErrorCode.CONFLICT, BUSINESS_ERROR),
          row(
              CALLS,
              ANSWERED,
              statuses(410),
              ErrorCode.REQUEST_REFUSED,
              PERMANENT,
              "{service} no longer has what was asked for, or has retired this address for good."
                  + " Read the item anew; if it is a retired address, use the action that took its"
                  + " place."),
          row(
              CALLS,
              ANSWERED,
              statuses(429),
              ErrorCode.THROTTLED,
              RETRY_NOW,
              "{service} asks to wait because too many requests were sent. It did nothing. The step"
                  + " is repeated by itself and loses no retry."),
          row(CALLS, ANSWERED, between(400, 499), ErrorCode.REQUEST_REFUSED, PERMANENT),

          // Failures of the service.
          row(
              READS,
              ANSWERED,
              statuses(509),
              ErrorCode.THROTTLED,
              RETRY_NOW,
              "{service} asks to wait because too much was read. The step is repeated by itself and"
                  + " loses no retry."),
          row(
              READS,
              ANSWERED,
              from(500),
              ErrorCode.SERVICE_UNAVAILABLE,
              RETRY_NOW,
              "{service} is not available at the moment. Nothing needs to be done at first: the"
                  + " step is repeated by itself. If it goes on, look at the service health page."),
          row(
              Set.of(WRITE),
              ANSWERED,
              from(500),
              ErrorCode.LOST_ANSWER,
              OUTCOME_UNKNOWN,
              "{service} failed after the request had left." + READ_BACK),

          // What no service of Microsoft answers.
          row(
              Set.of(WRITE),
              ANSWERED,
              statuses(301, 302, 307, 308),
              ErrorCode.PROTOCOL,
              PERMANENT,
              REDIRECT),
          row(
              Set.of(WRITE),
              ANSWERED,
              anyStatus(),
              ErrorCode.LOST_ANSWER,
              OUTCOME_UNKNOWN,
              "{service} answered with a status that says neither yes nor no." + READ_BACK),
          row(READS, ANSWERED, between(300, 399), ErrorCode.PROTOCOL, PERMANENT, REDIRECT),
          row(READS, ANSWERED, anyStatus(), ErrorCode.PROTOCOL, PERMANENT, UNREADABLE),

          // Nothing was sent, so that every request may be tried again.
          row(
              CALLS,
              CONNECTING,
              silence(Silence.UNKNOWN_HOST, Silence.REFUSED, Silence.CONNECT_TIMEOUT),
              ErrorCode.NETWORK,
              RETRY_NOW,
              UNREACHABLE),
          row(
              CALLS,
              CONNECTING,
              silence(Silence.TLS, Silence.PROXY, Silence.BUSY),
              ErrorCode.NETWORK,
              RETRY_LATER,
              SHUT),

          // The request left, and only a read can be sent again without harm.
          row(
              Set.of(WRITE),
              WAITING,
              silence(Silence.TIMEOUT, Silence.LOST, Silence.MALFORMED, Silence.TOO_LARGE),
              ErrorCode.LOST_ANSWER,
              OUTCOME_UNKNOWN,
              "The request left, and its answer was lost." + READ_BACK),
          row(
              READS,
              WAITING,
              silence(Silence.TIMEOUT),
              ErrorCode.TIMEOUT,
              RETRY_LATER,
              NO_ANSWER_IN_TIME),
          row(
              READS,
              WAITING,
              silence(Silence.LOST),
              ErrorCode.NETWORK,
              RETRY_NOW,
              "The connection to {service} broke. Nothing was changed. The step is repeated by"
                  + " itself."),
          row(
              READS,
              WAITING,
              silence(Silence.MALFORMED),
              ErrorCode.PROTOCOL,
              PERMANENT,
              UNREADABLE),
          row(
              READS,
              WAITING,
              silence(Silence.TOO_LARGE),
              ErrorCode.RESULT_TOO_LARGE,
              BUSINESS_ERROR),
          row(
              Set.of(WRITE),
              READING,
              unusableBody(),
              ErrorCode.LOST_ANSWER,
              OUTCOME_UNKNOWN,
              "{service} answered what cannot be read." + READ_BACK),
          row(READS, READING, unusableBody(), ErrorCode.PROTOCOL, PERMANENT, UNREADABLE),

          // Tokens. A request for one changes nothing and is sent once for each attempt.
          row(Set.of(TOKEN), ANSWERED, between(200, 299), "{service} issued a token."),
          row(
              Set.of(TOKEN),
              ANSWERED,
              statuses(429),
              ErrorCode.THROTTLED,
              RETRY_LATER,
              "{service} asks to wait because too many tokens were asked for. Nothing was sent to"
                  + " Defender. The step is repeated by itself and loses no retry."),
          row(
              Set.of(TOKEN),
              ANSWERED,
              from(500).or(between(100, 499).withCode("temporarily_unavailable")),
              ErrorCode.SERVICE_UNAVAILABLE,
              RETRY_LATER,
              "{service} issues no token at the moment. Nothing was sent to Defender. The step is"
                  + " repeated by itself. If it goes on, look at the service health page."),
          row(Set.of(TOKEN), ANSWERED, statuses(407), ErrorCode.NETWORK, RETRY_LATER, PROXY_LOGIN),
          row(
              Set.of(TOKEN),
              ANSWERED,
              between(400, 499),
              ErrorCode.AUTH_FAILED,
              PERMANENT,
              "{service} issued no token. The message says why, for example that the secret has"
                  + " expired. Nothing was sent to Defender."),
          row(Set.of(TOKEN), ANSWERED, anyStatus(), ErrorCode.PROTOCOL, PERMANENT, REDIRECT),
          row(
              Set.of(TOKEN),
              CONNECTING,
              silence(
                  Silence.UNKNOWN_HOST,
                  Silence.REFUSED,
                  Silence.CONNECT_TIMEOUT,
                  Silence.TLS,
                  Silence.PROXY,
                  Silence.BUSY),
              ErrorCode.NETWORK,
              RETRY_LATER,
              UNREACHABLE),
          row(
              Set.of(TOKEN),
              WAITING,
              silence(Silence.TIMEOUT),
              ErrorCode.TIMEOUT,
              RETRY_LATER,
              NO_ANSWER_IN_TIME),
          row(
              Set.of(TOKEN),
              WAITING,
              silence(Silence.LOST),
              ErrorCode.NETWORK,
              RETRY_LATER,
              "The connection to {service} broke. Nothing was sent to Defender. The step is"
                  + " repeated by itself."),
          row(
              Set.of(TOKEN),
              WAITING,
              silence(Silence.MALFORMED, Silence.TOO_LARGE),
              ErrorCode.PROTOCOL,
              PERMANENT,
              UNREADABLE),
          row(
              Set.of(TOKEN),
              READING,
              unusableBody(),
              ErrorCode.PROTOCOL,
              PERMANENT,
              "{service} answered without a token. Often a proxy or a sign-in page stands between."
                  + " Check login-url and the proxy of the connection."),

          // Files by a signed link.
          row(Set.of(DOWNLOAD), ANSWERED, statuses(200), "The file has arrived."),
          row(
              Set.of(DOWNLOAD),
              ANSWERED,
              statuses(401, 403),
              ErrorCode.SERVICE_UNAVAILABLE,
              RETRY_LATER,
              "The storage did not accept the download link, most often because it has expired. The"
                  + " step is repeated by itself and asks for a new link. If it goes on, check the"
                  + " clock of this machine, and whether a proxy or a firewall blocks the host."),
          row(
              Set.of(DOWNLOAD),
              ANSWERED,
              statuses(404, 410),
              ErrorCode.NOT_FOUND,
              BUSINESS_ERROR,
              "The storage no longer has the file. Collect it anew with the step that made it."),
          row(
              Set.of(DOWNLOAD),
              ANSWERED,
              statuses(407),
              ErrorCode.NETWORK,
              RETRY_LATER,
              PROXY_LOGIN),
          row(
              Set.of(DOWNLOAD),
              ANSWERED,
              statuses(429).or(from(500)),
              ErrorCode.SERVICE_UNAVAILABLE,
              RETRY_LATER,
              "The storage is busy or out of order at the moment. The step is repeated by itself."),
          row(
              Set.of(DOWNLOAD),
              ANSWERED,
              anyStatus(),
              ErrorCode.PROTOCOL,
              PERMANENT,
              "The storage answered without the file. A redirect is never followed. Check whether a"
                  + " proxy or a firewall changes the traffic, then retry."),
          row(
              Set.of(DOWNLOAD),
              CONNECTING,
              silence(
                  Silence.UNKNOWN_HOST,
                  Silence.REFUSED,
                  Silence.CONNECT_TIMEOUT,
                  Silence.TLS,
                  Silence.PROXY,
                  Silence.BUSY),
              ErrorCode.NETWORK,
              RETRY_LATER,
              UNREACHABLE),
          row(
              Set.of(DOWNLOAD),
              WAITING,
              silence(Silence.TIMEOUT),
              ErrorCode.TIMEOUT,
              RETRY_LATER,
              "The file did not arrive in time, and what had arrived was deleted. The step is"
                  + " repeated by itself. If it goes on, raise timeouts.download of the"
                  + " connection."),
          row(
              Set.of(DOWNLOAD),
              WAITING,
              silence(Silence.LOST, Silence.MALFORMED),
              ErrorCode.NETWORK,
              RETRY_LATER,
              "Only a part of the file arrived, so it was deleted. The step is repeated by itself"
                  + " and asks for a new link."),
          row(
              Set.of(DOWNLOAD),
              WAITING,
              silence(Silence.TOO_LARGE),
              ErrorCode.RESULT_TOO_LARGE,
              BUSINESS_ERROR,
              "The file is larger than the connection accepts, so it was not kept. Raise"
                  + " largest-download of the connection if the file is wanted, and make sure that"
                  + " the disk has room for it."));

  private AnswerTable() {}

  /** All rows in the order in which they are tried. */
  public static List<Row> rows() {
    return ROWS;
  }

  /** The row that says what it means. */
  public static Row row(Exchange seen) {
    return ROWS.stream().filter(row -> row.fits(seen)).findFirst().orElseThrow();
  }

  /** Whether the body of an answer is a result, not an error. */
  public static boolean bringsResult(Kind kind, int status) {
    return row(Exchange.answered(kind, "", status, "", "", "")).verdict().isDone();
  }

  /** Whether it counts as a failure of the service, after many of which it is left in peace. */
  public static boolean saysServiceFails(ErrorCode code) {
    return switch (code) {
      case SERVICE_UNAVAILABLE, LOST_ANSWER, TIMEOUT, NETWORK -> true;
      default -> false;
    };
  }

  /** Whether a token of an app can never be enough, however fresh it is. */
  private static boolean asksForStrongerSignIn(Exchange seen) {
    return seen.code().equalsIgnoreCase(CLAIMS)
        || seen.message().contains(CLAIMS)
        || (seen.status() == 401 && seen.challenge().contains(CLAIMS));
  }

  private static Row row(Set<Kind> kinds, Phase phase, Sign sign, String text) {
    return row(kinds, phase, sign, Optional.empty(), DONE, text);
  }

  private static Row row(Set<Kind> kinds, Phase phase, Sign sign, ErrorCode code, Verdict verdict) {
    return row(kinds, phase, sign, code, verdict, code.meaning() + " " + code.remedy());
  }

  private static Row row(
      Set<Kind> kinds, Phase phase, Sign sign, ErrorCode code, Verdict verdict, String text) {
    return row(kinds, phase, sign, Optional.of(code), verdict, text);
  }

  private static Row row(
      Set<Kind> kinds,
      Phase phase,
      Sign sign,
      Optional<ErrorCode> code,
      Verdict verdict,
      String text) {
    return new Row(kinds, phase, sign, code, verdict, text);
  }
}
