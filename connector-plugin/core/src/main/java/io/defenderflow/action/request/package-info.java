/** Calls by path, for what the catalogue has no action for. */
package io.defenderflow.action.request;
