package io.defenderflow.camunda7.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A change that no playbook has received, for people.
 *
 * @param id Microsoft's id of the incident or alert
 * @param businessKey of the playbook, for example {@code incident:1042}
 * @param changed Microsoft's names of the fields, never what stands in them
 * @param since when the change was seen
 * @param processInstance the playbook that is to hear of it, or was
 * @param reason why nobody has received it; empty where nobody was told yet
 */
public record SeenUpdate(
    String source,
    String id,
    String businessKey,
    Optional<String> title,
    List<String> changed,
    Instant since,
    String processInstance,
    Optional<String> reason) {

  static SeenUpdate of(Source source, UpdateRow row, Optional<ItemRow> item) {
    List<String> changed = new ArrayList<>();
    for (JsonNode field : Changes.parse(row.changes()).path("changed")) {
      changed.add(field.asText());
    }
    return new SeenUpdate(
        source.name(),
        row.item(),
        source.kind().businessKey(row.item()),
        item.flatMap(ItemRow::title),
        List.copyOf(changed),
        row.created(),
        row.instance(),
        row.reason());
  }
}
