/**
 * What an answer of Microsoft, or its absence, means. One table decides it, and nothing outside of
 * it looks at an HTTP status.
 */
package io.defenderflow.answer;
