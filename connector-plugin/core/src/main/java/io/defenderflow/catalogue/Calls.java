package io.defenderflow.catalogue;

import java.util.SortedSet;

/** What a connection offers to an action: callable interfaces and the permissions it has. */
public interface Calls {
  /** The callable form of an interface whose type carries {@link Resource}. */
  <T> T of(Class<T> api);

  /**
   * The application permissions in the tokens that are used for actions of this effect. Asks Entra
   * ID for a token where there is none yet.
   *
   * @throws io.defenderflow.fault.Fault with AUTH_FAILED where no token is issued
   */
  SortedSet<Permission> granted(Effect effect);
}
