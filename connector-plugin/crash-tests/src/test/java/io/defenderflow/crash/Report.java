package io.defenderflow.crash;

import java.util.List;

/**
 * What a {@link Checker} found.
 *
 * @param breaches what must not be, each as a sentence
 * @param playbooks how many were started
 * @param ended how many of them have ended
 * @param atIncident how many of them stand at an incident that people see
 * @param posts how many POSTs on machines arrived at the simulator
 * @param adopted how many operations went on with work that an earlier attempt had started
 */
record Report(
    List<String> breaches, int playbooks, int ended, int atIncident, int posts, int adopted) {

  String figures() {
    return "%d playbooks, %d ended, %d at an incident, %d POSTs on machines, %d adopted, %d breaches"
        .formatted(playbooks, ended, atIncident, posts, adopted, breaches.size());
  }

  @Override
  public String toString() {
    return figures() + (breaches.isEmpty() ? "" : ":\n- " + String.join("\n- ", breaches));
  }
}
