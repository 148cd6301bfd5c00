package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A person's account and how often its sessions were revoked. */
final class StoredUser {

  final ObjectNode json;
  int sessionRevocations;

  StoredUser(ObjectNode json) {
    this.json = json;
  }

  User snapshot() {
    return new User(json.deepCopy(), sessionRevocations);
  }
}
