/** What is known of an incident, a machine or a user, gathered by several calls. */
package io.defenderflow.action.enrichment;
