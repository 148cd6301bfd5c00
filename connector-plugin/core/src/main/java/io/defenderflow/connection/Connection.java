package io.defenderflow.connection;

import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.limit.Gate;
import io.defenderflow.transport.HttpCalls;
import io.defenderflow.transport.HttpLine;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One tenant that can be called. It holds pooled sockets and the tokens, so it is opened once. */
public final class Connection implements AutoCloseable {
  static final String CERTIFICATE = "certificate";

  private final String name;
  private final URI graphUrl;
  private final Optional<URI> endpointUrl;
  private final List<HttpLine> lines;
  private final HttpCalls reader;
  private final HttpCalls responder;
  private final Set<Gate> gates;
  private final List<CredentialExpiry> expiries;
  private final List<String> expectedActions;
  private final boolean dryRun;
  private final boolean readOnly;
  private final List<String> engineTenants;

  Connection(
      String name,
      URI graphUrl,
      Optional<URI> endpointUrl,
      List<HttpLine> lines,
      HttpCalls reader,
      HttpCalls responder,
      Set<Gate> gates,
      List<CredentialExpiry> expiries,
      List<String> expectedActions,
      boolean dryRun,
      boolean readOnly,
      List<String> engineTenants) {
    this.name = name;
    this.graphUrl = graphUrl;
    this.endpointUrl = endpointUrl;
    this.lines = List.copyOf(lines);
    this.reader = reader;
    this.responder = responder;
    this.gates = Set.copyOf(gates);
    this.expiries = List.copyOf(expiries);
    this.expectedActions = List.copyOf(expectedActions);
    this.dryRun = dryRun;
    this.readOnly = readOnly;
    this.engineTenants = List.copyOf(engineTenants);
  }

  public String name() {
    return name;
  }

  /**
   * The calls for actions of this effect. READ uses the credential of the connection and refuses
   * actions that change something; CHANGE and CONTAIN use the responder's where there is one. A
   * connection for dry runs has only the former.
   */
  public Calls calls(Effect effect) {
    return dryRun || readOnly || effect == Effect.READ ? reader : responder;
  }

  /** The calls that only read. */
  public Calls reading() {
    return calls(Effect.READ);
  }

  /** The tenants of the engine that it serves; empty for all. */
  public List<String> engineTenants() {
    return engineTenants;
  }

  /** The gates at which its requests wait; a family that both registrations use has two. */
  public Set<Gate> gates() {
    return gates;
  }

  public URI graphUrl() {
    return graphUrl;
  }

  /** Empty where the cloud has no Defender for Endpoint. */
  public Optional<URI> endpointUrl() {
    return endpointUrl;
  }

  /** When the first certificate of the connection runs out, where it uses one. */
  public Optional<Instant> certificateExpiry() {
    return expiries.stream()
        .filter(expiry -> expiry.kind().equals(CERTIFICATE))
        .map(CredentialExpiry::end)
        .min(Instant::compareTo);
  }

  /** When its credentials run out, as far as that is known. */
  public List<CredentialExpiry> expiries() {
    return expiries;
  }

  /** Whether nothing may be changed through it. */
  public boolean dryRun() {
    return dryRun;
  }

  /**
   * Refuses a step that may not use this connection.
   *
   * @param engineTenant the tenant of the engine that the step belongs to
   * @throws Fault with UNKNOWN_CONNECTION, telling why
   */
  void admit(Effect effect, Optional<String> engineTenant) {
    if (!engineTenants.isEmpty() && engineTenant.filter(engineTenants::contains).isEmpty()) {
      throw refused(
          "serves other tenants of the engine than the one of this step"
              + engineTenant.map(tenant -> " (" + tenant + ")").orElse(", which has none")
              + ". Correct the field Connection of the step, or the setting defender.connections."
              + name
              + ".engine-tenants.");
    }
    if (readOnly && effect != Effect.READ) {
      throw refused(
          "only reads. Name a connection that may change something in the field Connection of the"
              + " step, or change the setting defender.connections."
              + name
              + ".read-only.");
    }
  }

  private Fault refused(String why) {
    return Fault.of(
        ErrorCode.UNKNOWN_CONNECTION,
        "The connection \"" + name + "\" " + why + " Nothing was sent.");
  }

  /** The ids of the actions that it must be permitted to do; empty where nobody said so. */
  public List<String> expectedActions() {
    return expectedActions;
  }

  @Override
  public void close() {
    lines.forEach(HttpLine::close);
  }
}
