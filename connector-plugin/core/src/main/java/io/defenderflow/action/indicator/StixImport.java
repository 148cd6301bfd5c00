package io.defenderflow.action.indicator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.action.endpoint.IndicatorAction;
import io.defenderflow.action.endpoint.IndicatorSeverity;
import io.defenderflow.action.endpoint.Indicators;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One import of a STIX bundle. Done twice, it ends in the same state. */
final class StixImport {
  private static final int BATCH = 500;

  /** Each removal asks once for its indicator, and 100 questions a minute are allowed. */
  private static final int MAX_REMOVALS = 80;

  private final Indicators indicators;
  private final IndicatorAction action;
  private final IndicatorSeverity severity;
  private final String expirationTime;
  private final String application;
  private final ArrayNode outcomes = JsonNodeFactory.instance.arrayNode();

  StixImport(
      Indicators indicators,
      IndicatorAction action,
      IndicatorSeverity severity,
      String expirationTime,
      String application) {
    this.indicators = indicators;
    this.action = action;
    this.severity = severity;
    this.expirationTime = expirationTime;
    this.application = application;
  }

  JsonNode run(JsonNode bundle) {
    Map<Observable, JsonNode> live = new LinkedHashMap<>();
    Map<Observable, JsonNode> revoked = new LinkedHashMap<>();
    for (JsonNode indicator : newest(bundle.path("objects"))) {
      sort(indicator, live, revoked);
    }
    revoked.keySet().removeAll(live.keySet());
    List<Observable> things = List.copyOf(live.keySet());
    for (int from = 0; from < things.size(); from += BATCH) {
      submit(things.subList(from, Math.min(from + BATCH, things.size())), live);
    }
    remove(revoked);
    return result();
  }

  /** The newest version of every indicator. */
  private static Collection<JsonNode> newest(JsonNode objects) {
    Map<String, JsonNode> byId = new LinkedHashMap<>();
    for (JsonNode object : objects) {
      if (object.path("type").asText().equals("indicator")) {
        byId.merge(
            object.path("id").asText(),
            object,
            (one, other) ->
                time(other, "modified")
                        .orElse(Instant.MIN)
                        .isBefore(time(one, "modified").orElse(Instant.MIN))
                    ? one
                    : other);
      }
    }
    return byId.values();
  }

  private void sort(
      JsonNode indicator, Map<Observable, JsonNode> live, Map<Observable, JsonNode> revoked) {
    String language = indicator.path("pattern_type").asText("stix");
    Optional<List<Observable>> things =
        language.equals("stix")
            ? StixPattern.read(indicator.path("pattern").asText())
            : Optional.empty();
    if (things.isEmpty()) {
      note(indicator, null, "unsupported")
          .put(
              "reason",
              "The pattern says more than single hashes, addresses, domains and URLs, so nothing of"
                  + " it was taken over.");
      return;
    }
    if (indicator.path("revoked").asBoolean()) {
      things.get().forEach(thing -> revoked.put(thing, indicator));
      return;
    }
    Instant now = Instant.now();
    if (time(indicator, "valid_until").filter(until -> !until.isAfter(now)).isPresent()) {
      things.get().forEach(thing -> note(indicator, thing, "outdated"));
      return;
    }
    if (time(indicator, "valid_from").filter(from -> from.isAfter(now)).isPresent()) {
      things.get().forEach(thing -> note(indicator, thing, "notYetValid"));
      return;
    }
    things.get().forEach(thing -> live.putIfAbsent(thing, indicator));
  }

  private void submit(List<Observable> things, Map<Observable, JsonNode> live) {
    Map<String, JsonNode> answers = new LinkedHashMap<>();
    try {
      indicators
          .importMany(things.stream().map(thing -> body(thing, live.get(thing))).toList())
          .value()
          .forEach(
              answer ->
                  answers.put(answer.path("indicator").asText().toLowerCase(Locale.ROOT), answer));
    } catch (Fault fault) {
      // What may go better later is repeated as a whole; a refusal concerns this batch alone.
      if (fault.code() != ErrorCode.REQUEST_REFUSED) {
        throw fault;
      }
      things.forEach(
          thing ->
              note(live.get(thing), thing, "failed")
                  .put("reason", "The batch was refused. " + fault.getMessage()));
      return;
    }
    for (Observable thing : things) {
      JsonNode answer = answers.get(thing.value().toLowerCase(Locale.ROOT));
      if (answer == null) {
        note(live.get(thing), thing, "unknown")
            .put(
                "reason",
                "Defender did not say what became of it. Look it up before you rely on it.");
      } else if (answer.path("isFailed").asBoolean()) {
        note(live.get(thing), thing, "failed").put("reason", answer.path("failureReason").asText());
      } else {
        note(live.get(thing), thing, "submitted").put("id", answer.path("id").asText());
      }
    }
  }

  private JsonNode body(Observable thing, JsonNode indicator) {
    String name = indicator.path("name").asText("");
    String description = indicator.path("description").asText("");
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("indicatorValue", thing.value())
            .put("indicatorType", thing.type())
            .put("action", action.wire())
            .put("application", application)
            .put("title", name.isBlank() ? thing.value() : name)
            .put(
                "description",
                description.isBlank() ? "From " + indicator.path("id").asText() : description)
            .put("generateAlert", action == IndicatorAction.AUDIT);
    if (severity != null) {
      body.put("severity", severity.wire());
    }
    expiry(indicator).ifPresent(end -> body.put("expirationTime", end.toString()));
    return body;
  }

  private Optional<Instant> expiry(JsonNode indicator) {
    Optional<Instant> until = time(indicator, "valid_until");
    if (expirationTime == null) {
      return until;
    }
    Instant latest = OffsetDateTime.parse(expirationTime.toUpperCase(Locale.ROOT)).toInstant();
    return Optional.of(until.filter(latest::isAfter).orElse(latest));
  }

  private void remove(Map<Observable, JsonNode> revoked) {
    List<String> ids = new ArrayList<>();
    int asked = 0;
    for (Map.Entry<Observable, JsonNode> entry : revoked.entrySet()) {
      Observable thing = entry.getKey();
      if (asked == MAX_REMOVALS) {
        note(entry.getValue(), thing, "leftOut")
            .put(
                "reason",
                "One step removes "
                    + MAX_REMOVALS
                    + " at most. Import the bundle again to remove the rest.");
        continue;
      }
      asked++;
      List<JsonNode> found = IndicatorRecipes.matching(indicators, thing.value(), thing.type());
      Optional<JsonNode> own =
          found.stream()
              .filter(indicator -> indicator.path("application").asText().equals(application))
              .findFirst();
      if (own.isPresent()) {
        ids.add(own.get().path("id").asText());
        note(entry.getValue(), thing, "removed").put("id", own.get().path("id").asText());
      } else if (found.isEmpty()) {
        note(entry.getValue(), thing, "absent");
      } else {
        note(entry.getValue(), thing, "kept")
            .put("reason", "Somebody else made this indicator, so it was not removed.");
      }
    }
    if (!ids.isEmpty()) {
      indicators.deleteMany(ids);
    }
  }

  private ObjectNode note(JsonNode indicator, Observable thing, String outcome) {
    ObjectNode note = outcomes.addObject().put("stixId", indicator.path("id").asText());
    if (thing == null) {
      note.put("pattern", indicator.path("pattern").asText());
    } else {
      note.put("indicatorType", thing.type()).put("indicatorValue", thing.value());
    }
    return note.put("outcome", outcome);
  }

  private ObjectNode result() {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.set("value", outcomes);
    ObjectNode counts = result.putObject("counts");
    for (JsonNode outcome : outcomes) {
      String name = outcome.path("outcome").asText();
      counts.put(name, counts.path(name).asInt() + 1);
    }
    return result;
  }

  private static Optional<Instant> time(JsonNode object, String field) {
    try {
      return Optional.of(OffsetDateTime.parse(object.path(field).asText()).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
