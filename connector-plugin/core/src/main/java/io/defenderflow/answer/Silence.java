package io.defenderflow.answer;

/** Why a request has no usable answer, and whether Microsoft may have got it. */
public enum Silence {
  UNKNOWN_HOST(Phase.CONNECTING, "the name could not be resolved"),
  REFUSED(Phase.CONNECTING, "the connection was refused or no route leads there"),
  CONNECT_TIMEOUT(Phase.CONNECTING, "no connection came about in time"),
  TLS(Phase.CONNECTING, "the TLS handshake failed, so the identity of the server is not proven"),
  PROXY(Phase.CONNECTING, "the proxy did not open the way"),
  BUSY(Phase.CONNECTING, "all sockets of the connection were in use"),
  TIMEOUT(Phase.WAITING, "no complete answer came in time"),
  LOST(Phase.WAITING, "the connection broke before the answer was complete"),
  MALFORMED(Phase.WAITING, "the answer was not readable"),
  TOO_LARGE(Phase.WAITING, "the answer was larger than the limit");

  private final Phase phase;
  private final String text;

  Silence(Phase phase, String text) {
    this.phase = phase;
    this.text = text;
  }

  public Phase phase() {
    return phase;
  }

  /** Whether at least one byte of the request may have reached the service. */
  public boolean sent() {
    return phase != Phase.CONNECTING;
  }

  /** The reason as the end of a sentence. */
  public String text() {
    return text;
  }
}
