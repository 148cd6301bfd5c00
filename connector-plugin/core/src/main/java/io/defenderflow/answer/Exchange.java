package io.defenderflow.answer;

import java.util.Optional;

/**
 * What was seen of one request.
 *
 * @param phase how far it got
 * @param status of the answer; 0 where there is none
 * @param silence why there is no answer; empty where there is one
 * @param path of the request, in the service's own form
 * @param code Microsoft's error code, the most specific one; empty where there is none
 * @param message Microsoft's words; empty where there are none
 * @param challenge the header WWW-Authenticate; empty where there is none
 */
public record Exchange(
    Kind kind,
    Phase phase,
    int status,
    Optional<Silence> silence,
    String path,
    String code,
    String message,
    String challenge) {

  /** A complete answer. */
  public static Exchange answered(
      Kind kind, String path, int status, String code, String message, String challenge) {
    return new Exchange(
        kind, Phase.ANSWERED, status, Optional.empty(), path, code, message, challenge);
  }

  /** No usable answer. */
  public static Exchange silent(Kind kind, Silence silence) {
    return new Exchange(kind, silence.phase(), 0, Optional.of(silence), "", "", "", "");
  }

  /** A good status with a body that is not what Microsoft documents. */
  public static Exchange unreadable(Kind kind, int status) {
    return new Exchange(kind, Phase.READING, status, Optional.empty(), "", "", "", "");
  }
}
