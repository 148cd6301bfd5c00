package io.defenderflow.permission;

import io.defenderflow.catalogue.Permission;
import java.util.List;
import java.util.SortedSet;

/**
 * A permission that is in the token and not needed.
 *
 * @param allows the ids of all actions that it opens; none where it opens only what is no action
 * @param insteadOf the lesser permissions that would do
 */
public record SurplusGrant(
    Registration registration,
    Permission permission,
    SortedSet<String> allows,
    List<Permission> insteadOf) {}
