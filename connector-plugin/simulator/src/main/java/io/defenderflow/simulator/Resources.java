package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The objects of one API by the path they live at. What nobody touched yet comes from the seeds.
 *
 * <p>A seed belongs to a path below the version. Its value is a list, one object, or a view: {@code
 * {"@from": "/other/path", "@where": {"/pointer": "value"}}}, with {@code "@one": true} for a path
 * that gives one object. A path with variables is the seed of every path of that form; the
 * variables may be used inside texts.
 */
final class Resources {

  /** Objects that the tenant keeps in a form of its own. */
  record Kept(Supplier<List<ObjectNode>> list, Function<String, Optional<ObjectNode>> find) {}

  private record Form(PathTemplate path, JsonNode seed) {}

  private final Seeds seeds;
  private final Map<String, Kept> kept;
  private final Map<String, Map<String, ObjectNode>> collections = new HashMap<>();
  private final Map<String, ObjectNode> singles = new HashMap<>();
  private Map<String, JsonNode> fixed;
  private List<Form> forms;

  /**
   * @param kept by the path of their collection
   */
  Resources(Seeds seeds, Map<String, Kept> kept) {
    this.seeds = seeds;
    this.kept = kept;
  }

  /** Every object of a collection, newest last; the objects are the stored ones. */
  List<ObjectNode> list(String path) {
    Kept own = kept.get(key(path));
    if (own != null) {
      return own.list().get();
    }
    Optional<Seed> seed = seed(path);
    if (seed.isPresent() && isView(seed.get().value())) {
      return view(seed.get().value());
    }
    return List.copyOf(collection(path).values());
  }

  /** One object of a collection. */
  Optional<ObjectNode> find(String path, String id) {
    Kept own = kept.get(key(path));
    if (own != null) {
      return own.find().apply(id);
    }
    Optional<Seed> seed = seed(path);
    if (seed.isPresent() && isView(seed.get().value())) {
      return list(path).stream()
          .filter(object -> object.path("id").asText().equalsIgnoreCase(id))
          .findFirst();
    }
    return Optional.ofNullable(collection(path).get(id.toLowerCase(Locale.ROOT)));
  }

  /** The object that lives alone at a path. */
  Optional<ObjectNode> single(String path) {
    ObjectNode stored = singles.get(key(path));
    if (stored != null) {
      return Optional.of(stored);
    }
    Optional<Seed> seed = seed(path).filter(found -> found.value().isObject());
    if (seed.isEmpty()) {
      return Optional.empty();
    }
    if (isView(seed.get().value())) {
      return view(seed.get().value()).stream().findFirst();
    }
    ObjectNode copy = seed.get().value().deepCopy();
    singles.put(key(path), copy);
    return Optional.of(copy);
  }

  /** Whether a path is a collection here, even an empty one. */
  boolean knows(String path) {
    return kept.containsKey(key(path))
        || collections.containsKey(key(path))
        || seed(path).filter(seed -> seed.value().isArray() || isView(seed.value())).isPresent();
  }

  /** Adds or replaces an object by its id. */
  void put(String path, ObjectNode object) {
    collection(path).put(object.path("id").asText().toLowerCase(Locale.ROOT), object);
  }

  /** Takes an object away; says whether it was there. */
  boolean remove(String path, String id) {
    return source(path).remove(id.toLowerCase(Locale.ROOT)) != null;
  }

  /** What changes through a view changes what the view shows. */
  private Map<String, ObjectNode> source(String path) {
    Optional<Seed> seed = seed(path);
    return seed.isPresent() && isView(seed.get().value())
        ? source(seed.get().value().path("@from").asText())
        : collection(path);
  }

  private Map<String, ObjectNode> collection(String path) {
    return collections.computeIfAbsent(
        key(path),
        unused -> {
          Map<String, ObjectNode> objects = new LinkedHashMap<>();
          seed(path)
              .filter(seed -> seed.value().isArray())
              .ifPresent(
                  seed -> {
                    for (JsonNode object : seed.value()) {
                      objects.put(
                          object.path("id").asText().toLowerCase(Locale.ROOT),
                          (ObjectNode) object.deepCopy());
                    }
                  });
          return objects;
        });
  }

  private List<ObjectNode> view(JsonNode view) {
    List<ObjectNode> shown = new ArrayList<>();
    for (ObjectNode object : list(view.path("@from").asText())) {
      boolean fits = true;
      for (Map.Entry<String, JsonNode> wanted : view.path("@where").properties()) {
        fits &= holds(object.at(wanted.getKey()), wanted.getValue().asText());
      }
      if (fits) {
        shown.add(object);
      }
    }
    return shown;
  }

  private static boolean holds(JsonNode value, String wanted) {
    if (value.isArray()) {
      for (JsonNode element : value) {
        if (element.asText().equalsIgnoreCase(wanted)) {
          return true;
        }
      }
      return false;
    }
    return value.asText().equalsIgnoreCase(wanted);
  }

  private static boolean isView(JsonNode seed) {
    return seed.has("@from");
  }

  private static String key(String path) {
    return path.toLowerCase(Locale.ROOT);
  }

  private record Seed(JsonNode value) {}

  private Optional<Seed> seed(String path) {
    load();
    JsonNode exact = fixed.get(key(path));
    if (exact != null) {
      return Optional.of(new Seed(exact));
    }
    for (Form form : forms) {
      Optional<Map<String, String>> variables = form.path().match(path);
      if (variables.isPresent()) {
        return Optional.of(new Seed(filled(form.seed(), variables.get())));
      }
    }
    return Optional.empty();
  }

  private void load() {
    if (fixed != null) {
      return;
    }
    Map<String, JsonNode> byPath = new HashMap<>();
    List<Form> byForm = new ArrayList<>();
    seeds
        .read()
        .forEach(
            (path, seed) -> {
              if (path.contains("{")) {
                byForm.add(new Form(new PathTemplate(path), seed));
              } else {
                byPath.put(key(path), seed);
              }
            });
    forms = byForm;
    fixed = byPath;
  }

  private static JsonNode filled(JsonNode seed, Map<String, String> variables) {
    if (seed.isTextual()) {
      String text = seed.asText();
      for (Map.Entry<String, String> variable : variables.entrySet()) {
        text = text.replace("{" + variable.getKey() + "}", variable.getValue());
      }
      return Json.text(text);
    }
    if (seed instanceof ObjectNode object) {
      ObjectNode copy = Json.object();
      object
          .properties()
          .forEach(field -> copy.set(field.getKey(), filled(field.getValue(), variables)));
      return copy;
    }
    if (seed instanceof ArrayNode array) {
      ArrayNode copy = Json.array();
      array.forEach(element -> copy.add(filled(element, variables)));
      return copy;
    }
    return seed;
  }
}
