/** Indicators of compromise: out of evidence, to and from STIX 2.1, and into Defender. */
package io.defenderflow.action.indicator;
