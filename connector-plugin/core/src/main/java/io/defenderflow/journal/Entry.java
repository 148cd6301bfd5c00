package io.defenderflow.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * A row of the journal. Entries do not change: each step gives the next entry, and {@link
 * Journal#save} writes it.
 *
 * @param key names the operation, see {@link OperationKey}
 * @param revision counts the writes, so that two workers cannot both move on from the same state
 * @param target what is acted upon, for example a machine id
 * @param marker stands at the front of the comment that Defender shows, so that the action can be
 *     recognised afterwards
 * @param bodyHash SHA-256 of the inputs, in hex
 * @param sends how many requests left whose effect is not excluded
 * @param workId the work that is waited for; in state INTENT a former one that had failed
 * @param adopted whether the work was found there instead of started by this operation
 * @param clientRequestId the header {@code client-request-id} of the last request
 * @param startedAt when the operation was first meant to be sent
 * @param sentAt when the last request left
 * @param waitingSince from when the waiting time of the step counts
 * @param outcome JSON of the {@link RecordedOutcome}
 */
public record Entry(
    String key,
    int revision,
    String taskId,
    String processInstanceId,
    String actionId,
    String connection,
    String target,
    String marker,
    String bodyHash,
    State state,
    int sends,
    Optional<String> workId,
    boolean adopted,
    Optional<String> clientRequestId,
    Instant startedAt,
    Optional<Instant> sentAt,
    Optional<Instant> waitingSince,
    Optional<RecordedOutcome> outcome) {

  /** A new operation of which nothing was sent. */
  public static Entry intent(
      String key,
      String taskId,
      String processInstanceId,
      String actionId,
      String connection,
      String target,
      String bodyHash,
      Instant now) {
    return new Entry(
        key,
        0,
        taskId,
        processInstanceId,
        actionId,
        connection,
        target,
        "df-" + key.substring(0, 8),
        bodyHash,
        State.INTENT,
        0,
        Optional.empty(),
        false,
        Optional.empty(),
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** To be saved before the request leaves. */
  public Entry sending(String newClientRequestId, Instant now) {
    return next(
        State.SENT,
        sends + 1,
        workId,
        adopted,
        Optional.of(newClientRequestId),
        startedAt,
        Optional.of(now));
  }

  /** Microsoft refused the request, or it never left: nothing was created by it. */
  public Entry refused() {
    int left = Math.max(0, sends - 1);
    return next(
        left == 0 ? State.INTENT : State.SENT,
        left,
        workId,
        adopted,
        clientRequestId,
        startedAt,
        sentAt);
  }

  /** Microsoft named the work, or it was found there. */
  public Entry confirmed(String id, boolean foundThere, Instant now) {
    return new Entry(
        key,
        revision,
        taskId,
        processInstanceId,
        actionId,
        connection,
        target,
        marker,
        bodyHash,
        State.CONFIRMED,
        sends,
        Optional.of(id),
        foundThere,
        clientRequestId,
        startedAt,
        sentAt,
        Optional.of(now),
        Optional.empty());
  }

  /** The waiting time counts from here. */
  public Entry waitingFrom(Instant now) {
    return new Entry(
        key,
        revision,
        taskId,
        processInstanceId,
        actionId,
        connection,
        target,
        marker,
        bodyHash,
        state,
        sends,
        workId,
        adopted,
        clientRequestId,
        startedAt,
        sentAt,
        Optional.of(now),
        outcome);
  }

  /** The waiting time starts anew with the next look at the work. */
  public Entry waitingAnew() {
    return next(state, sends, workId, adopted, clientRequestId, startedAt, sentAt);
  }

  public Entry done(RecordedOutcome recorded) {
    return new Entry(
        key,
        revision,
        taskId,
        processInstanceId,
        actionId,
        connection,
        target,
        marker,
        bodyHash,
        State.DONE,
        sends,
        workId,
        adopted,
        clientRequestId,
        startedAt,
        sentAt,
        waitingSince,
        Optional.of(recorded));
  }

  /** A person was asked to look. */
  public Entry unknown() {
    return next(State.UNKNOWN, sends, workId, adopted, clientRequestId, startedAt, sentAt);
  }

  /**
   * The work failed and an incident shows it: the operator's retry starts it again. The former work
   * stays named, so that it is not taken for the new one.
   */
  public Entry again(Instant now) {
    return next(State.INTENT, 0, workId, false, Optional.empty(), now, Optional.empty());
  }

  private Entry next(
      State newState,
      int newSends,
      Optional<String> newWorkId,
      boolean newAdopted,
      Optional<String> newClientRequestId,
      Instant newStartedAt,
      Optional<Instant> newSentAt) {
    return new Entry(
        key,
        revision,
        taskId,
        processInstanceId,
        actionId,
        connection,
        target,
        marker,
        bodyHash,
        newState,
        newSends,
        newWorkId,
        newAdopted,
        newClientRequestId,
        newStartedAt,
        newSentAt,
        Optional.empty(),
        Optional.empty());
  }

  Entry withRevision(int newRevision) {
    return new Entry(
        key,
        newRevision,
        taskId,
        processInstanceId,
        actionId,
        connection,
        target,
        marker,
        bodyHash,
        state,
        sends,
        workId,
        adopted,
        clientRequestId,
        startedAt,
        sentAt,
        waitingSince,
        outcome);
  }
}
