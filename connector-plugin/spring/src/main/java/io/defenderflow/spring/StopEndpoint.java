package io.defenderflow.spring;

import io.defenderflow.guard.Stop;
import io.defenderflow.guard.StopPosition;
import io.defenderflow.guard.StopSwitch;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.lang.Nullable;

/**
 * {@code /actuator/defenderStop}: GET tells how the stop switch stands, POST changes it. It is
 * switched off until somebody gives access to it.
 */
@Endpoint(id = "defenderStop", defaultAccess = Access.NONE)
public final class StopEndpoint {
  private final StopSwitch stop;

  StopEndpoint(StopSwitch stop) {
    this.stop = stop;
  }

  /** How the switch stands. */
  @ReadOperation
  public Stop current() {
    return stop.current();
  }

  /**
   * Changes the switch.
   *
   * @param position NOTHING, CONTAINMENT or WRITES
   * @param by who does so, where nobody is signed in
   */
  @WriteOperation
  public Stop change(
      StopPosition position, String why, @Nullable String by, SecurityContext security) {
    return stop.set(position, Said.who(security, by), Said.why(why));
  }
}
