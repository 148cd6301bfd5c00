package io.defenderflow.limit;

import java.time.Instant;

/**
 * A call that must not be sent yet.
 *
 * @param until when to come back
 * @param reason the start of a message: full sentences, without the time
 */
public record Hold(Instant until, String reason) {}
