package io.defenderflow.simulator;

import java.time.Instant;
import java.util.Set;

/** A bearer token that was handed out. */
record AccessToken(
    String text, String clientId, String audience, Set<String> roles, Instant expires) {}
