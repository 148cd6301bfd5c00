package io.defenderflow.spring;

import io.defenderflow.guard.Containment;
import io.defenderflow.guard.Containments;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.lang.Nullable;

/**
 * {@code /actuator/defenderContainments}: GET lists the containments that wait because the cap was
 * reached, and POST to the key of one releases or refuses it. It is switched off until somebody
 * gives access to it.
 */
@Endpoint(id = "defenderContainments", defaultAccess = Access.NONE)
public final class ContainmentsEndpoint {
  private final Containments containments;

  ContainmentsEndpoint(Containments containments) {
    this.containments = containments;
  }

  /** What an administrator decides. */
  public enum Decision {
    /** Its step goes on within a minute. */
    RELEASE,
    /** Its step ends with CONTAINMENT_REFUSED. */
    REFUSE
  }

  /** What waits, oldest first. */
  @ReadOperation
  public List<Containment> parked() {
    return containments.parked();
  }

  /**
   * Releases or refuses a containment.
   *
   * @param key of the containment, as the list tells it
   * @param by who does so, where nobody is signed in
   * @return 404 where it does not wait, because somebody has decided or its playbook went on
   */
  @WriteOperation
  public WebEndpointResponse<Map<String, String>> decide(
      @Selector String key,
      Decision decision,
      String why,
      @Nullable String by,
      SecurityContext security) {
    String who = Said.who(security, by);
    boolean waited =
        switch (decision) {
          case RELEASE -> containments.release(key, who, Said.why(why));
          case REFUSE -> containments.refuse(key, who, Said.why(why));
        };
    if (!waited) {
      return new WebEndpointResponse<>(
          Map.of(
              "message",
              "This containment does not wait any more: somebody has decided, or its playbook went"
                  + " another way. The audit tells which."),
          WebEndpointResponse.STATUS_NOT_FOUND);
    }
    return new WebEndpointResponse<>(Map.of("key", key, "decision", decision.name(), "by", who));
  }
}
