package io.defenderflow.transport;

/** Why a request has no usable answer, and whether Microsoft may have got it. */
enum Silence {
  UNKNOWN_HOST(false, "the name could not be resolved"),
  REFUSED(false, "the connection was refused or no route leads there"),
  CONNECT_TIMEOUT(false, "no connection came about in time"),
  TLS(false, "the TLS handshake failed, so the identity of the server is not proven"),
  PROXY(false, "the proxy did not open the way"),
  BUSY(false, "all sockets of the connection were in use"),
  TIMEOUT(true, "no complete answer came in time"),
  LOST(true, "the connection broke before the answer was complete"),
  MALFORMED(true, "the answer was not readable"),
  TOO_LARGE(true, "the answer was larger than the limit");

  private final boolean sent;
  private final String text;

  Silence(boolean sent, String text) {
    this.sent = sent;
    this.text = text;
  }

  /** Whether at least one byte of the request may have reached the service. */
  boolean sent() {
    return sent;
  }

  /** The reason as the end of a sentence. */
  String text() {
    return text;
  }
}
