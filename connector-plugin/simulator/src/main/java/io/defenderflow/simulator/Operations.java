package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every operation that is documented in the committed facts. */
final class Operations {

  /** Fixed paths before those with variables: {@code findbytag} is no machine's id. */
  private static final List<Operation> ALL =
      read().stream()
          .sorted(
              Comparator.comparing((Operation operation) -> operation.path().fixedLength())
                  .reversed())
          .toList();

  /** An operation and the values of its path's variables. */
  record Match(Operation operation, Map<String, String> variables) {}

  private Operations() {}

  static List<Operation> all() {
    return ALL;
  }

  /** Every permission of an API that opens some operation. */
  static Set<String> roles(Api api) {
    return ALL.stream()
        .filter(operation -> operation.api() == api)
        .flatMap(
            operation ->
                Stream.concat(
                    operation.roles().stream().flatMap(Set::stream),
                    operation.higherRoles().stream()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The operation that a call means. Where several share a path and a method, the options and the
   * fields of the body decide.
   */
  static Optional<Match> find(ApiPath path, Call call) {
    List<Match> matches = new ArrayList<>();
    for (Operation operation : ALL) {
      if (operation.method().equals(call.method())
          && (matches.isEmpty()
              || matches.get(0).operation().path().fixedLength()
                  == operation.path().fixedLength())) {
        operation.match(path).ifPresent(found -> matches.add(new Match(operation, found)));
      }
    }
    ObjectNode body = Json.readObject(call.body()).orElseGet(Json::object);
    return matches.stream()
        .min(Comparator.comparing(match -> faults(match.operation(), call, body)));
  }

  /** Whether another method would be understood at the path. */
  static boolean knowsPath(ApiPath path) {
    return ALL.stream().anyMatch(operation -> operation.match(path).isPresent());
  }

  /** How many options and fields are too many or too few. */
  private static long faults(Operation operation, Call call, ObjectNode body) {
    long options =
        call.query().keySet().stream()
            .filter(name -> name.startsWith("$") && !operation.query().contains(name))
            .count();
    long unknown =
        body.properties().stream()
            .filter(field -> operation.field(field.getKey()).isEmpty())
            .count();
    long missing =
        operation.body().stream()
            .filter(field -> field.required() && !body.has(field.name()))
            .count();
    return options + unknown + missing;
  }

  private static List<Operation> read() {
    Map<String, Set<String>> higher = new HashMap<>();
    for (List<String> line : Csv.read("/io/defenderflow/simulator/higher-roles.csv")) {
      higher.put(line.get(0), Set.of(line.get(1).split(" ")));
    }
    Map<String, Operation> operations = new LinkedHashMap<>();
    for (List<String> line : Csv.read("/facts/actions.csv")) {
      operations.put(line.get(0), operation(line, higher.getOrDefault(line.get(0), Set.of())));
    }
    return List.copyOf(operations.values());
  }

  private static Operation operation(List<String> line, Set<String> higherRoles) {
    Api api = Api.valueOf(line.get(1));
    String path = line.get(3);
    String version = api == Api.GRAPH ? path.substring(1, path.indexOf('/', 1)) : "";
    String prefix = api == Api.GRAPH ? "/" + version : "/api";
    return new Operation(
        line.get(0),
        api,
        version,
        line.get(2),
        new PathTemplate(path.substring(prefix.length())),
        words(line.get(4)).collect(Collectors.toUnmodifiableSet()),
        words(line.get(5)).map(BodyField::of).toList(),
        neededRoles(line.get(6)),
        higherRoles,
        Integer.parseInt(line.get(7)),
        line.get(8));
  }

  private static List<Set<String>> neededRoles(String permissions) {
    String choice = "one of: ";
    return permissions.startsWith(choice)
        ? List.of(Set.of(permissions.substring(choice.length()).split(" ")))
        : words(permissions).map(Set::of).toList();
  }

  private static Stream<String> words(String cell) {
    return cell.isBlank() ? Stream.empty() : Stream.of(cell.split(" "));
  }
}
