/** Where the command line gets its connections from: a settings file or the environment. */
package io.defenderflow.cli.settings;
