package io.defenderflow.guard;

import java.time.Instant;

/**
 * How the stop switch stands.
 *
 * @param by who put it there
 * @param why for which reason
 */
public record Stop(StopPosition position, String by, String why, Instant at) {}
