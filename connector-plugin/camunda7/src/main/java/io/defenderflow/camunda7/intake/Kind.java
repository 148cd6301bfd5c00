package io.defenderflow.camunda7.intake;

import java.util.List;

/** What a source reads. */
enum Kind {
  INCIDENTS(
      "incident", "displayName", List.of("active", "inProgress", "awaitingAction", "resolved")),
  ALERTS("alert", "title", List.of("new", "inProgress", "resolved"));

  private final String word;
  private final String titleField;
  private final List<String> statuses;

  Kind(String word, String titleField, List<String> statuses) {
    this.word = word;
    this.titleField = titleField;
    this.statuses = statuses;
  }

  /** One of them, as it stands in business keys and variables. */
  String word() {
    return word;
  }

  /** Where Microsoft keeps the title. */
  String titleField() {
    return titleField;
  }

  /** The states that can be filtered by. */
  List<String> statuses() {
    return statuses;
  }

  /** For people, stable and unique within a tenant: {@code incident:1042}. */
  String businessKey(String id) {
    return word + ":" + id;
  }
}
