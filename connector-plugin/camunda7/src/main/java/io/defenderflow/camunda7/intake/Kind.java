package io.defenderflow.camunda7.intake;

import java.util.List;

/** What a source reads. */
enum Kind {
  INCIDENTS(
      "incident",
      "displayName",
      List.of("active", "inProgress", "awaitingAction", "resolved"),
      List.of("incident.list", "incident.get", "incident.alerts.list")),
  ALERTS(
      "alert",
      "title",
      List.of("new", "inProgress", "resolved"),
      List.of("alert.list", "alert.get"));

  private final String word;
  private final String titleField;
  private final List<String> statuses;
  private final List<String> actions;

  Kind(String word, String titleField, List<String> statuses, List<String> actions) {
    this.word = word;
    this.titleField = titleField;
    this.statuses = statuses;
    this.actions = actions;
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

  /** The ids of the actions that are called to read them. */
  List<String> actions() {
    return actions;
  }

  /** For people, stable and unique within a tenant: {@code incident:1042}. */
  String businessKey(String id) {
    return word + ":" + id;
  }
}
