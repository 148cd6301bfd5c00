/**
 * How much Microsoft lets through. Every request waits at the gate of its family, which knows the
 * documented budget, the time that Microsoft named last, and whether the service answers at all.
 */
package io.defenderflow.limit;
