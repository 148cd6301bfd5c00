/**
 * The way of one external task: fetch, check, call, deliver. Nothing here knows an engine. An
 * adapter implements {@link io.defenderflow.lane.TaskQueue}; {@link io.defenderflow.lane.Lanes}
 * does the rest.
 */
package io.defenderflow.lane;
