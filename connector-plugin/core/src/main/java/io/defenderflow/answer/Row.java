package io.defenderflow.answer;

import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Verdict;
import java.util.Optional;
import java.util.Set;

/**
 * One line of the {@link AnswerTable}.
 *
 * @param kinds the requests that it is for
 * @param phase how far they got
 * @param sign by what it is recognised
 * @param code how the step ends; empty where it has its result
 * @param verdict what follows
 * @param text what happened and what to do, in full sentences for a person; {@code {service}} and
 *     {@code {app}} stand for names
 */
public record Row(
    Set<Kind> kinds,
    Phase phase,
    Sign sign,
    Optional<ErrorCode> code,
    Verdict verdict,
    String text) {

  public Row {
    kinds = Set.copyOf(kinds);
  }

  /**
   * What happened and what to do, in full sentences for a person.
   *
   * @param service who was asked, for example "Microsoft Graph"
   * @param app who asked, for example "app 4711"
   */
  public String meaning(String service, String app) {
    return text.replace("{service}", service).replace("{app}", app);
  }

  boolean fits(Exchange seen) {
    return kinds.contains(seen.kind()) && phase == seen.phase() && sign.fits(seen);
  }
}
