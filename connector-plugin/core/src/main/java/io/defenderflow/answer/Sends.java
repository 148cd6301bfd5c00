package io.defenderflow.answer;

/**
 * How many requests one call may make. There is no other layer that repeats: the HTTP client, the
 * token library and the proxy do not.
 */
public final class Sends {
  /** The first try and two more, where the request was not carried out or is a read. */
  public static final int TRIES = 3;

  /** The pauses between the tries take this many seconds together at most. */
  public static final int SECONDS = 10;

  /** Besides the tries the request is sent once more with a fresh token. */
  public static final int FRESH_TOKENS = 1;

  private Sends() {}

  /** All requests of one call. */
  public static int ofOneCall() {
    return TRIES + FRESH_TOKENS;
  }

  /**
   * All requests of a call that fails for ever.
   *
   * @param attempts of the step's retry schedule
   */
  public static int ofAllAttempts(int attempts) {
    return attempts * ofOneCall();
  }

  /**
   * All requests for a token that a step makes.
   *
   * @param attempts of the step's retry schedule
   */
  public static int ofTokens(int attempts) {
    return attempts * (1 + FRESH_TOKENS);
  }
}
