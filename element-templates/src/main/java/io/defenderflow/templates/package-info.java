/**
 * Writes everything that is made from the action catalogue: the element templates of the modeler
 * and the reference pages.
 */
package io.defenderflow.templates;
