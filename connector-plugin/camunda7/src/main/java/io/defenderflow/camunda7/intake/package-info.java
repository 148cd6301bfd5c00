/**
 * Incidents and alerts start playbooks, and playbooks hear what becomes of them. What was seen,
 * what was started and how far was read are one transaction of the engine.
 */
package io.defenderflow.camunda7.intake;
