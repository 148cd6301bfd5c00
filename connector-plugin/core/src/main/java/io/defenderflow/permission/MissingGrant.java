package io.defenderflow.permission;

import io.defenderflow.catalogue.Permission;
import java.util.SortedSet;

/**
 * A permission that is needed and not in the token.
 *
 * @param actions the ids of the actions that need it
 */
public record MissingGrant(
    Registration registration, Permission permission, SortedSet<String> actions) {}
