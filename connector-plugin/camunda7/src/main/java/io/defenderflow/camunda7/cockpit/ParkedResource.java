package io.defenderflow.camunda7.cockpit;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.guard.CapSettings;
import io.defenderflow.guard.Containment;
import io.defenderflow.guard.Containments;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.camunda.bpm.engine.rest.exception.RestException;

/** The containments that wait for an administrator. */
@Produces(MediaType.APPLICATION_JSON)
public class ParkedResource {
  /** A parked step asks every half a minute. */
  private static final Duration SHORT_WHILE = Duration.ofMinutes(3);

  private final SignedIn person;
  private final Containments containments;
  private final CapSettings caps;
  private final Catalogue catalogue;
  private final Instant now;

  ParkedResource(
      SignedIn person,
      Containments containments,
      CapSettings caps,
      Catalogue catalogue,
      Instant now) {
    this.person = person;
    this.containments = containments;
    this.caps = caps;
    this.catalogue = catalogue;
    this.now = now;
  }

  /**
   * What waits, oldest first.
   *
   * @param mayDecide whether the person who asks may release and refuse
   * @param cap absent where any number may start
   */
  public record Parked(boolean mayDecide, Cap cap, List<Waiting> waiting) {}

  /** How many containments may start in how many seconds. */
  public record Cap(int count, long windowSeconds) {}

  /**
   * A containment that waits.
   *
   * @param label what the action is called in the modeler
   * @param since from when on it waits, an ISO 8601 time in UTC
   * @param seenAt when its step last asked
   * @param asks whether its step asked a short while ago; a step that is gone asks no more
   */
  public record Waiting(
      String key,
      String action,
      String label,
      String connection,
      String target,
      String reason,
      String processInstanceId,
      String businessKey,
      String since,
      String seenAt,
      boolean asks) {}

  @GET
  public Parked parked() {
    return new Parked(
        person.mayDecide(), cap(), containments.parked().stream().map(this::waiting).toList());
  }

  /** Lets a containment go on. Who did so is the person signed in. */
  @POST
  @Path("{key}/release")
  @Consumes(MediaType.APPLICATION_JSON)
  public void release(@PathParam("key") String key, Reason reason) {
    String why = decision(reason);
    stillParked(containments.release(key, person.name(), why));
  }

  /** Refuses a containment. Who did so is the person signed in. */
  @POST
  @Path("{key}/refuse")
  @Consumes(MediaType.APPLICATION_JSON)
  public void refuse(@PathParam("key") String key, Reason reason) {
    String why = decision(reason);
    stillParked(containments.refuse(key, person.name(), why));
  }

  private String decision(Reason reason) {
    person.mustDecide();
    return Reason.of(reason);
  }

  private static void stillParked(boolean decided) {
    if (!decided) {
      throw new RestException(
          Status.CONFLICT,
          "This containment does not wait any more, and nothing was changed: somebody else has"
              + " decided it, or its playbook went another way. The audit tells which.");
    }
  }

  private Cap cap() {
    CapSettings.Cap cap = caps.contain();
    return cap == null || cap.count() == null
        ? null
        : new Cap(cap.count(), cap.window().toSeconds());
  }

  private Waiting waiting(Containment one) {
    return new Waiting(
        one.key(),
        one.action(),
        catalogue.find(one.action()).map(ActionEntry::label).orElse(one.action()),
        one.connection(),
        one.target(),
        one.reason().orElse(null),
        one.processInstanceId(),
        one.businessKey().orElse(null),
        one.since().toString(),
        one.seenAt().toString(),
        one.seenAt().isAfter(now.minus(SHORT_WHILE)));
  }
}
