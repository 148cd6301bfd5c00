package io.defenderflow.guard;

import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Effect;
import java.util.Optional;

/** The configured tenants. A blank name means the default connection. */
public interface Tenants {
  /**
   * The calls of a connection with the credential for the effect.
   *
   * @throws io.defenderflow.fault.Fault with UNKNOWN_CONNECTION where there is none of this name
   */
  Calls calls(String connection, Effect effect);

  /**
   * Whether nothing may be changed through the connection, whatever a step says.
   *
   * @throws io.defenderflow.fault.Fault with UNKNOWN_CONNECTION where there is none of this name
   */
  boolean dryRun(String connection);

  /**
   * Refuses a step that may not use the connection at all.
   *
   * @param engineTenant the tenant of the engine that the step belongs to; not Microsoft's
   * @throws io.defenderflow.fault.Fault with UNKNOWN_CONNECTION where there is none of this name,
   *     where it serves other tenants of the engine, or where it only reads and the step would not
   */
  void admit(String connection, Effect effect, Optional<String> engineTenant);
}
