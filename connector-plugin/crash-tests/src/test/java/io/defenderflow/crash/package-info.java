/**
 * Nodes run as JVMs of their own against one PostgreSQL and one simulated tenant, and are killed,
 * paused and cut off at chosen points. See docs/crash-tests.md.
 */
package io.defenderflow.crash;
