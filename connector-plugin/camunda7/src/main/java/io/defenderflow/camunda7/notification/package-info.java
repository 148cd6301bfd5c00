/**
 * Tells people of a new approval task, by mail or webhook. What is to be told is a job of the
 * engine, made in the transaction of the task: it is told if and only if the task is there.
 */
package io.defenderflow.camunda7.notification;
