package io.defenderflow.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The line between the nodes and PostgreSQL. It can be cut, stalled and mended. */
final class DatabaseWire implements AutoCloseable {
  private static final int BUFFER = 16 * 1_024;

  private enum State {
    WHOLE,
    STALLED,
    CUT
  }

  private final ServerSocket server;
  private final int database;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Object change = new Object();
  private State state = State.WHOLE;

  /**
   * @param database the port of PostgreSQL
   */
  DatabaseWire(int database) throws IOException {
    this.database = database;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon("database wire", this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Ends every connection and refuses new ones. */
  void cut() {
    set(State.CUT);
    open.forEach(DatabaseWire::reset);
  }

  /** Lets every connection stand, and nothing through. */
  void stall() {
    set(State.STALLED);
  }

  void mend() {
    set(State.WHOLE);
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }

  private void set(State next) {
    synchronized (change) {
      state = next;
      change.notifyAll();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        connect(server.accept());
      } catch (IOException e) {
        if (server.isClosed()) {
          return;
        }
      }
    }
  }

  private void connect(Socket node) throws IOException {
    open.add(node);
    if (isCut()) {
      reset(node);
      return;
    }
    Socket postgres = new Socket(InetAddress.getLoopbackAddress(), database);
    node.setTcpNoDelay(true);
    postgres.setTcpNoDelay(true);
    open.add(postgres);
    daemon("to database", () -> pump(node, postgres));
    daemon("from database", () -> pump(postgres, node));
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        awaitPassage();
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // One side is gone, which the other side gets to know below.
      reset(to);
    } finally {
      reset(from);
      reset(to);
      open.remove(from);
      open.remove(to);
    }
  }

  private void awaitPassage() throws IOException {
    synchronized (change) {
      while (state == State.STALLED) {
        try {
          change.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException("The wire is taken down.", e);
        }
      }
      if (state == State.CUT) {
        throw new IOException("The wire is cut.");
      }
    }
  }

  private boolean isCut() {
    synchronized (change) {
      return state == State.CUT;
    }
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void reset(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
