/**
 * The Spring Boot starter: a worker inside a Camunda 7 application. Adding the dependency and
 * setting {@code defender.connections.*} is all that an application does.
 */
package io.defenderflow.camunda7;
