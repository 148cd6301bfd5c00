/** Which application permissions a set of actions needs, and how to grant exactly these. */
package io.defenderflow.permission;
