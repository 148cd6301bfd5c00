package io.defenderflow.connection;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers each connection with raw bytes, so that an answer can be broken in every way. */
final class RawServer implements AutoCloseable {
  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** What happens on a connection after the head and body of a request were read. */
  interface Behaviour {
    void answer(String head, Socket socket, OutputStream out) throws IOException;
  }

  RawServer(Behaviour behaviour) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behaviour);
  }

  RawServer(ServerSocket server, Behaviour behaviour) {
    this.server = server;
    threads.execute(() -> accept(behaviour));
  }

  static RawServer sending(String text) throws IOException {
    return new RawServer(
        (head, socket, out) -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  URI url() {
    return URI.create("http://localhost:" + port());
  }

  int port() {
    return server.getLocalPort();
  }

  /** The heads of all requests. */
  List<String> requests() {
    return requests;
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }

  private void accept(Behaviour behaviour) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        threads.execute(() -> serve(socket, behaviour));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket, Behaviour behaviour) {
    try (socket) {
      String head = head(new BufferedInputStream(socket.getInputStream()));
      if (!head.isEmpty()) {
        requests.add(head);
        behaviour.answer(head, socket, socket.getOutputStream());
        socket.getOutputStream().flush();
      }
    } catch (IOException | RuntimeException broken) {
      // The client went away, which is what some of the tests want.
    }
  }

  /** Reads to the end of the head and over the body that it announces. */
  static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int last = 0;
    while (last >= 0 && !head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      last = in.read();
      if (last >= 0) {
        head.write(last);
      }
    }
    String text = head.toString(StandardCharsets.ISO_8859_1);
    for (String line : text.split("\r\n")) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        in.readNBytes(Integer.parseInt(line.substring(15).trim()));
      }
    }
    return text;
  }
}
