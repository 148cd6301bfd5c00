/** The way to the tables of this plugin that stand beside the journal. */
package io.defenderflow.database;
