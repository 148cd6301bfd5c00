/**
 * What stands between a step and a request that changes something: the stop switch, protected
 * assets, approvals and caps. There is no other way to a tenant's writing calls.
 */
package io.defenderflow.guard;
