package io.defenderflow.camunda7.cockpit;

import io.defenderflow.guard.Stop;
import io.defenderflow.guard.StopPosition;
import io.defenderflow.guard.StopSwitch;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import org.camunda.bpm.engine.rest.exception.RestException;

/** The stop switch. */
@Produces(MediaType.APPLICATION_JSON)
public class StopResource {
  private final SignedIn person;
  private final StopSwitch stop;

  StopResource(SignedIn person, StopSwitch stop) {
    this.person = person;
    this.stop = stop;
  }

  /**
   * How the switch stands.
   *
   * @param at since when, an ISO 8601 time in UTC
   * @param mayChange whether the person who asks may change it
   */
  public record Position(
      StopPosition position, String by, String why, String at, boolean mayChange) {}

  /** Where the switch is to stand, and why. */
  public record Change(StopPosition position, String why) {}

  @GET
  public Position current() {
    return told(stop.current());
  }

  /** Changes the switch. Who did so is the person signed in. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Position change(Change change) {
    person.mustDecide();
    if (change == null || change.position() == null) {
      throw new RestException(
          Status.BAD_REQUEST,
          "The position is missing, and nothing was changed. It is NOTHING, CONTAINMENT or"
              + " WRITES.");
    }
    return told(stop.set(change.position(), person.name(), Reason.of(new Reason(change.why()))));
  }

  private Position told(Stop now) {
    return new Position(
        now.position(), now.by(), now.why(), now.at().toString(), person.mayDecide());
  }
}
