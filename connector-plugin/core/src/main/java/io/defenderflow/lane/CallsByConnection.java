package io.defenderflow.lane;

import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Effect;

/** Finds the way to a tenant, for example {@code connections.get(name).calls(effect)}. */
@FunctionalInterface
public interface CallsByConnection {
  /**
   * The calls of a connection with the credential for the effect.
   *
   * @param connection the configured name; blank means the default connection
   * @throws io.defenderflow.fault.Fault with UNKNOWN_CONNECTION where there is none of this name
   */
  Calls calls(String connection, Effect effect);
}
