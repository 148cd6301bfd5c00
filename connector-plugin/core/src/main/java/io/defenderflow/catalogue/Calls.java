package io.defenderflow.catalogue;

import java.util.Optional;
import java.util.Set;
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

  /**
   * The same for one service.
   *
   * @throws io.defenderflow.fault.Fault with AUTH_FAILED where no token is issued
   */
  SortedSet<Permission> granted(Effect effect, Service service);

  /** Whether what changes or contains has an app registration of its own. */
  boolean hasResponder();

  /** The services that have an address in the cloud of the connection. */
  Set<Service> services();

  /**
   * Waits for the turn of a request, so that nothing is read and written down for one that would be
   * held back.
   *
   * @param request that will be sent; empty where it is not known, and nothing is waited for
   * @throws io.defenderflow.fault.Fault with THROTTLED and the time of its turn where that would
   *     take longer than a call may wait
   */
  Turn turn(Optional<ActionEntry> request);

  /** Whether others wait for their turn with such a request. */
  boolean isAwaited(ActionEntry request);

  /**
   * Fetches a file from Microsoft's storage, without a token, into a temporary file. The link opens
   * the file to everybody who has it: it is a secret, and no message and no log shows it.
   *
   * @param link as Microsoft gave it just now
   * @throws io.defenderflow.fault.Fault where the whole file did not arrive, with EGRESS_REFUSED
   *     where the link does not lead to Microsoft's storage, and with RESULT_TOO_LARGE where the
   *     file is larger than the connection accepts
   */
  Download download(SignedLink link);
}
