/** The commands of the command line: what a person or a script can do without an engine. */
package io.defenderflow.cli;
