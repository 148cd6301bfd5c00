package io.defenderflow.guard;

import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Effect;

/** The configured tenants. A blank name means the default connection. */
public interface Tenants {
  /**
   * The calls of a connection with the credential for the effect.
   *
   * @throws io.defenderflow.fault.Fault with UNKNOWN_CONNECTION where there is none of this name
   */
  Calls calls(String connection, Effect effect);

  /**
   * The same, with requests that all carry this {@code client-request-id}: it is known before they
   * leave, so that Microsoft's support finds the one whose answer was lost.
   *
   * @param clientRequestId a GUID
   * @throws io.defenderflow.fault.Fault with UNKNOWN_CONNECTION where there is none of this name
   */
  Calls calls(String connection, Effect effect, String clientRequestId);

  /**
   * Whether nothing may be changed through the connection, whatever a step says.
   *
   * @throws io.defenderflow.fault.Fault with UNKNOWN_CONNECTION where there is none of this name
   */
  boolean dryRun(String connection);
}
