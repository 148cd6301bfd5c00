/** What was decided about every call that changes something, and what became of it. */
package io.defenderflow.audit;
