/** Prepared hunting queries and the way their parameters become part of them. */
package io.defenderflow.action.hunting;
