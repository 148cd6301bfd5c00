/** The checks of a playbook before it is deployed. */
package io.defenderflow.cli.lint;
