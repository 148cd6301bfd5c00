/**
 * What was asked of Microsoft, written down before it was asked. The journal is what makes a retry
 * safe: it tells whether a request left, whether its answer came, and which work is waited for.
 */
package io.defenderflow.journal;
