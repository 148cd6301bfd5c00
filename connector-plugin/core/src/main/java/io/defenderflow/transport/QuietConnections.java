package io.defenderflow.transport;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.HttpConnectionFactory;

/** Makes the connections of the pool. */
final class QuietConnections implements HttpConnectionFactory<ManagedHttpClientConnection> {
  private final Http1Config limits;

  QuietConnections(Http1Config limits) {
    this.limits = limits;
  }

  @Override
  public ManagedHttpClientConnection createConnection(Socket socket) throws IOException {
    QuietConnection connection = new QuietConnection(limits);
    if (socket != null) {
      connection.bind(socket);
    }
    return connection;
  }

  @Override
  public ManagedHttpClientConnection createConnection(SSLSocket tls, Socket plain)
      throws IOException {
    QuietConnection connection = new QuietConnection(limits);
    connection.bind(tls, plain);
    return connection;
  }
}
