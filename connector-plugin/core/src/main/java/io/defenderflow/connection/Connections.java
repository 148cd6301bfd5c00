package io.defenderflow.connection;

import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.guard.Tenants;
import io.defenderflow.limit.Gates;
import io.defenderflow.limit.LimitSettings;
import io.defenderflow.transport.Pause;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All configured connections by name. */
public final class Connections implements Tenants, AutoCloseable {
  /** The connection of steps that name none. */
  public static final String DEFAULT = "default";

  private final SortedMap<String, Connection> byName;

  private Connections(SortedMap<String, Connection> byName) {
    this.byName = byName;
  }

  /**
   * Checks all settings and opens the connections. Nothing is sent yet.
   *
   * @throws InvalidSettings listing every breach of every connection
   */
  public static Connections open(Collection<ConnectionSettings> settings, Clock clock) {
    return open(settings, LimitSettings.DEFAULT, clock);
  }

  /** The same, with other limits than Microsoft's for a single node. */
  public static Connections open(
      Collection<ConnectionSettings> settings, LimitSettings limits, Clock clock) {
    return open(settings, limits, clock, pause -> Thread.sleep(pause.toMillis()));
  }

  /** The same, with another way to spend the short waits inside one call. */
  public static Connections open(
      Collection<ConnectionSettings> settings, Clock clock, Pause pause) {
    return open(settings, LimitSettings.DEFAULT, clock, pause);
  }

  /** The same, with other limits and another way to spend the short waits inside one call. */
  public static Connections open(
      Collection<ConnectionSettings> settings, LimitSettings limits, Clock clock, Pause pause) {
    List<String> problems = new ArrayList<>(limits.problems());
    Gates gates = new Gates(problems.isEmpty() ? limits : LimitSettings.DEFAULT);
    SortedMap<String, Opening> openings = new TreeMap<>();
    for (ConnectionSettings one : settings) {
      Opening opening = new Opening(one, gates, clock, pause);
      problems.addAll(opening.problems());
      if (openings.put(String.valueOf(one.name()), opening) != null) {
        problems.add(one.setting("*") + " is configured twice. Give each connection its own name.");
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
    SortedMap<String, Connection> opened = new TreeMap<>();
    openings.forEach((name, opening) -> opened.put(name, opening.connection()));
    return new Connections(opened);
  }

  /**
   * The connection of a step.
   *
   * @param name blank for {@value #DEFAULT}
   * @throws Fault with UNKNOWN_CONNECTION, listing the names that exist
   */
  public Connection get(String name) {
    String wanted = name == null || name.isBlank() ? DEFAULT : name.strip();
    Connection connection = byName.get(wanted);
    if (connection == null) {
      throw Fault.of(
          ErrorCode.UNKNOWN_CONNECTION,
          "There is no Defender connection \""
              + (wanted.length() > 60 ? wanted.substring(0, 60) + "..." : wanted)
              + "\". "
              + (byName.isEmpty()
                  ? "No connection is configured. Add defender.connections.default to the settings."
                  : "Configured are: "
                      + String.join(", ", byName.keySet())
                      + ". Correct the field Connection of the step, or add the connection to the"
                      + " settings."));
    }
    return connection;
  }

  @Override
  public Calls calls(String connection, Effect effect) {
    return get(connection).calls(effect);
  }

  @Override
  public boolean dryRun(String connection) {
    return get(connection).dryRun();
  }

  @Override
  public void admit(String connection, Effect effect, Optional<String> engineTenant) {
    get(connection).admit(effect, engineTenant);
  }

  /** All connections, sorted by name. */
  public Collection<Connection> all() {
    return Collections.unmodifiableCollection(byName.values());
  }

  @Override
  public void close() {
    byName.values().forEach(Connection::close);
  }
}
