/**
 * The actions, by area. A plain call is a method of an interface per resource; a composite is a
 * method of a {@code ...Recipes} class.
 */
package io.defenderflow.action;
