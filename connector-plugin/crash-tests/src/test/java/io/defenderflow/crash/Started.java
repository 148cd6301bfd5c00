package io.defenderflow.crash;

/**
 * A playbook that was started. No two of them act on the same machine or incident.
 *
 * @param playbook a key of {@link Playbooks}
 */
record Started(
    String playbook, String processInstanceId, String machineId, String incidentId, String sha1) {}
