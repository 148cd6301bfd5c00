/**
 * The standalone worker: its own application beside an engine, whose external tasks it gets over
 * the REST API. No engine is on its class path.
 */
package io.defenderflow.worker;
