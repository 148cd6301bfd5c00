package io.defenderflow.lane;

import java.util.Optional;

/**
 * A running process instance that no other one has called.
 *
 * @param businessKey what people know it by, for example an incident number
 */
public record RunningPlaybook(String processInstanceId, Optional<String> businessKey) {}
