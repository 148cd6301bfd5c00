/**
 * The pages in Cockpit: the stop switch, parked containments and the audit. Cockpit finds them by
 * itself where an application has it; nothing here is used otherwise.
 *
 * <p>A page is a resource of {@link io.defenderflow.camunda7.cockpit.DefenderRootResource} and a
 * module beside {@code plugin-webapp/defenderflow/app/plugin.js}.
 */
package io.defenderflow.camunda7.cockpit;
