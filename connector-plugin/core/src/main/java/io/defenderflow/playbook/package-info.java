/** What a BPMN file says about its Defender steps, without an engine. */
package io.defenderflow.playbook;
