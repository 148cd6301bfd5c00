package io.defenderflow.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import feign.RequestLine;
import io.defenderflow.catalogue.InputEntry.Place;
import io.defenderflow.catalogue.InputEntry.Type;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every action must have. Each test lists all breaches at once. */
class CatalogueRulesTest {
  private static final Catalogue CATALOGUE = Catalogue.load();

  private static final Pattern ID = Pattern.compile("[a-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*)+");

  /** How a summary says that there is no action that takes this one back. */
  private static final Pattern CANNOT_BE_TAKEN_BACK =
      Pattern.compile("cannot be taken back|no call that takes it back");

  /**
   * Values that Microsoft names and the catalogue does not offer, each with the reason.
   *
   * <p>unknownFutureValue is a place holder of the metadata. Microsoft alone sets redirected and
   * awaitingAction. The unknown of a status and of a severity says that nobody set it. Alert and
   * AlertAndBlock are withdrawn indicator actions, and moving to quarantine is listed but not
   * supported. Microsoft alone disables a detection rule automatically.
   */
  private static final Map<String, Set<String>> NOT_OFFERED =
      Map.of(
          "microsoft.graph.security.alertStatus", Set.of("unknown", "unknownFutureValue"),
          "microsoft.graph.security.alertSeverity", Set.of("unknown", "unknownFutureValue"),
          "microsoft.graph.security.alertClassification", Set.of("unknownFutureValue"),
          "microsoft.graph.security.alertDetermination", Set.of("unknownFutureValue"),
          "microsoft.graph.security.incidentStatus",
              Set.of("redirected", "awaitingAction", "unknownFutureValue"),
          "detectionRuleStatus", Set.of("autoDisabled", "unknownFutureValue"),
          "microsoft.graph.security.remediationAction",
              Set.of("moveToQuarantine", "unknownFutureValue"),
          "indicatorAction", Set.of("Alert", "AlertAndBlock"));

  /** Searches that send what they look for in a body. */
  private static final Set<String> READS_BY_POST =
      Set.of(
          "hunting.run",
          "scan.history.byDefinition",
          "scan.history.bySession",
          "auditQuery.create");

  /** Actions whose permission depends on what they are asked for, or that need none. */
  private static final Set<String> WITHOUT_PERMISSION =
      Set.of("connection.test", "graph.get", "graph.request", "endpoint.get", "endpoint.request");

  /** Fields that Microsoft takes as optional and an author must decide on. */
  private static final Map<String, Set<String>> REQUIRED_BY_US =
      Map.of(
          "machine.isolate", Set.of("IsolationType"),
          "ediscovery.search.purge", Set.of("purgeType", "purgeAreas"));

  private final List<String> breaches = new ArrayList<>();

  @Test
  void everyActionIsNamedAndExplained() {
    Set<String> labels = new HashSet<>();
    for (ActionEntry action : CATALOGUE.actions()) {
      String id = action.id();
      check(ID.matcher(id).matches(), id, "the id is not resource.verb in lower camel case");
      check(!action.label().isBlank(), id, "the label is missing");
      check(action.label().length() <= 40, id, "the label is longer than 40 characters");
      check(labels.add(action.label()), id, "another action has the same label");
      check(action.summary().endsWith("."), id, "the summary is not a full sentence");
      check(!action.returns().isBlank(), id, "what it returns is missing");
      check(
          action.docs().matches("https://learn.microsoft.com/[a-z0-9/_.-]+"),
          id,
          "the page is not a path below learn.microsoft.com");
      check(!action.area().isBlank(), id, "the area is missing");
    }
    assertThat(breaches).isEmpty();
  }

  @Test
  void everyActionNamesItsPermission() {
    for (ActionEntry action : CATALOGUE.actions()) {
      check(
          !action.permissions().isEmpty()
              || !action.anyPermission().isEmpty()
              || WITHOUT_PERMISSION.contains(action.id()),
          action.id(),
          "no permission is named");
    }
    assertThat(breaches).isEmpty();
  }

  @Test
  void everyEffectFitsTheCall() {
    for (ActionEntry action : CATALOGUE.actions()) {
      String id = action.id();
      boolean reads = action.verb().equals("GET") || READS_BY_POST.contains(id);
      if (!action.isComposite()) {
        check(
            reads == (action.effect() == Effect.READ),
            id,
            action.verb() + " does not fit the effect " + action.effect());
      }
      if (action.effect() == Effect.CONTAIN) {
        check(
            action.undo().isPresent() || CANNOT_BE_TAKEN_BACK.matcher(action.summary()).find(),
            id,
            "it contains, has no undo, and its summary does not say that it cannot be taken back");
      }
      if (action.effect() != Effect.READ && action.longRunning().isPresent()) {
        check(
            action.lostAnswer() != LostAnswer.REPEAT,
            id,
            "it starts work and may not be repeated blindly after a lost answer");
      }
    }
    assertThat(breaches).isEmpty();
  }

  @Test
  void everyNamedActionExists() {
    for (ActionEntry action : CATALOGUE.actions()) {
      action.undo().ifPresent(undo -> checkExists(action, "undo", undo));
      action.uses().forEach(part -> checkExists(action, "uses", part));
      action
          .longRunning()
          .ifPresent(
              waiting -> {
                checkExists(action, "poll", waiting.poll());
                if (!waiting.result().isEmpty()) {
                  checkExists(action, "result", waiting.result());
                  check(
                      CATALOGUE.find(waiting.result()).stream()
                              .flatMap(result -> result.inputs().stream())
                              .filter(InputEntry::required)
                              .count()
                          == 1,
                      action.id(),
                      "its result action needs more than the id of the work");
                }
                CATALOGUE
                    .find(waiting.poll())
                    .ifPresent(
                        poll ->
                            check(
                                idsOfWork(action, poll) == 1,
                                action.id(),
                                "its poll action needs more than the id of the work"));
              });
    }
    assertThat(breaches).isEmpty();
  }

  /** The required inputs of a poll action that the starting action does not have. */
  private static long idsOfWork(ActionEntry action, ActionEntry poll) {
    Set<String> given = action.inputs().stream().map(InputEntry::name).collect(Collectors.toSet());
    return poll.inputs().stream()
        .filter(input -> input.required() && !given.contains(input.name()))
        .count();
  }

  /** A step calls the single action for each target, so that both must agree. */
  @Test
  void everyActionOnManyTargetsIsTheSingleActionForEach() {
    for (ActionEntry action : CATALOGUE.actions()) {
      if (action.forEach().isEmpty()) {
        continue;
      }
      ForEach each = action.forEach().get();
      ActionEntry single = CATALOGUE.find(each.action()).orElseThrow();
      Set<String> inputs = names(action);
      inputs.remove(each.over());
      inputs.add(each.as());
      compare(action, "inputs", names(single), inputs);
      compare(action, "effect", single.effect(), action.effect());
      compare(action, "lostAnswer", single.lostAnswer(), action.lostAnswer());
      compare(action, "longRunning", single.longRunning(), action.longRunning());
      check(action.uses().contains(single.id()), action.id(), "does not use " + single.id());
    }
    assertThat(breaches).isEmpty();
  }

  private static Set<String> names(ActionEntry action) {
    return action.inputs().stream()
        .map(InputEntry::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyInputIsNamedExplainedAndShownByAnExample() {
    for (ActionEntry action : CATALOGUE.actions()) {
      Set<String> names = new HashSet<>();
      for (InputEntry input : action.inputs()) {
        String where = action.id() + " " + input.name();
        check(
            !input.name().toLowerCase(java.util.Locale.ROOT).startsWith("defender"),
            where,
            "names that start with defender belong to the inputs that all actions have");
        check(
            names.add(input.name().toLowerCase(java.util.Locale.ROOT)),
            where,
            "another input has the same name");
        check(input.name().matches("[A-Za-z][A-Za-z0-9]*"), where, "the name is no variable name");
        check(!input.label().isBlank(), where, "the label is missing");
        check(input.help().endsWith("."), where, "the help is not a full sentence");
        check(!input.example().isBlank(), where, "the example is missing");
        if (input.place() == Place.PATH) {
          check(input.required(), where, "it stands in the path and is not required");
          check(
              input.shape() != Shape.TEXT || input.type() != Type.TEXT,
              where,
              "it stands in the path and may be any text");
        }
      }
    }
    assertThat(breaches).isEmpty();
  }

  @Test
  void theExamplesOfEveryActionCanBeUsedTogether() {
    for (ActionEntry action : CATALOGUE.actions()) {
      Map<String, String> examples = new LinkedHashMap<>();
      action.inputs().forEach(input -> examples.put(input.name(), input.example()));
      try {
        check(
            action.bind(examples).values().size() == examples.size(),
            action.id(),
            "an example counts as absent");
      } catch (InvalidInput refused) {
        breaches.add(action.id() + ": " + refused.getMessage());
      }
    }
    assertThat(breaches).isEmpty();
  }

  @Test
  void everyPathVariableIsAnInput() {
    for (ActionEntry action : CATALOGUE.actions()) {
      Matcher variable = Pattern.compile("\\{([^}]+)}").matcher(action.path());
      while (variable.find()) {
        String name = variable.group(1);
        check(
            action.inputs().stream()
                .anyMatch(input -> input.name().equals(name) && input.place() == Place.PATH),
            action.id(),
            "the path variable " + name + " is no input");
      }
    }
    assertThat(breaches).isEmpty();
  }

  @Test
  void everyTypeInASignatureCanBeUsedFromOutside() {
    for (ActionEntry action : CATALOGUE.actions()) {
      Stream.concat(
              Stream.of(action.method().getReturnType(), action.method().getDeclaringClass()),
              Arrays.stream(action.method().getParameterTypes()))
          .filter(type -> !Modifier.isPublic(type.getModifiers()) && !type.isPrimitive())
          .forEach(type -> breaches.add(action.id() + ": " + type.getName() + " is not public"));
    }
    assertThat(breaches).isEmpty();
  }

  @Test
  void everyCallIsWhatMicrosoftDocuments() throws IOException {
    Map<String, Map<String, String>> facts = facts("/facts/actions.csv", "id");
    for (ActionEntry action : CATALOGUE.actions()) {
      if (action.isComposite()) {
        continue;
      }
      Map<String, String> fact = facts.get(action.id());
      if (fact == null) {
        breaches.add(action.id() + ": facts/actions.csv has no line for it");
        continue;
      }
      compare(action, "service", fact.get("service"), action.service().name());
      compare(action, "verb", fact.get("verb"), action.verb());
      compare(action, "path", anonymous(fact.get("path")), anonymous(action.path()));
      compare(action, "query options", words(fact.get("query")), queryOptions(action));
      compareBody(action, fact.get("body"));
      comparePermissions(action, fact.get("permissions"));
      check(
          !fact.get("success").equals("204") || action.returnsNothing(),
          action.id(),
          "Microsoft answers 204 without a result, and the action promises one");
    }
    assertThat(breaches).isEmpty();
  }

  @Test
  void everyChoiceOffersWhatMicrosoftNames() throws IOException {
    Map<String, Map<String, String>> facts = facts("/facts/actions.csv", "id");
    Map<String, Map<String, String>> enums = facts("/facts/enums.csv", "type");
    for (ActionEntry action : CATALOGUE.actions()) {
      Map<String, String> types =
          fields(facts.getOrDefault(action.id(), Map.of()).getOrDefault("body", ""))
              .entrySet()
              .stream()
              .collect(Collectors.toMap(Map.Entry::getKey, field -> field.getValue()[1]));
      for (InputEntry input : action.inputs()) {
        // What stands inside an object is not among the facts.
        if (input.place() != Place.BODY || isInside(action, input)) {
          continue;
        }
        Map<String, String> named =
            enums.get(elementType(types.getOrDefault(field(action, input), "")));
        if (named == null) {
          check(input.values().isEmpty(), action.id() + " " + input.name(), "is no choice");
          continue;
        }
        Set<String> offered = words(named.get("values"));
        offered.remove("unknownFutureValue");
        offered.removeAll(NOT_OFFERED.getOrDefault(named.get("type"), Set.of()));
        compare(action, "values of " + input.name(), offered, new TreeSet<>(input.values()));
      }
    }
    assertThat(breaches).isEmpty();
  }

  @Test
  void everyPermissionIsAnApplicationPermissionOfItsService() throws IOException {
    Set<String> known =
        rows("/io/defenderflow/catalogue/permissions.csv").stream()
            .map(row -> row.get("service") + " " + row.get("permission"))
            .collect(Collectors.toSet());
    for (ActionEntry action : CATALOGUE.actions()) {
      Stream.concat(action.permissions().stream(), action.anyPermission().stream())
          .filter(
              permission -> !known.contains(permission.service().name() + " " + permission.name()))
          .forEach(
              permission ->
                  breaches.add(action.id() + ": permissions.csv does not know " + permission));
    }
    assertThat(breaches).isEmpty();
  }

  private void compareBody(ActionEntry action, String documented) throws IOException {
    Map<String, String[]> fields = fields(documented);
    Map<String, Boolean> ours = new TreeMap<>();
    action.inputs().stream()
        .filter(input -> input.place() == Place.BODY)
        .forEach(input -> ours.merge(field(action, input), input.required(), Boolean::logicalOr));
    fixedFields(action).forEach(name -> ours.put(name, true));
    compare(action, "body fields", new TreeSet<>(fields.keySet()), new TreeSet<>(ours.keySet()));
    Set<String> requiredByUs = REQUIRED_BY_US.getOrDefault(action.id(), Set.of());
    fields.forEach(
        (name, field) ->
            compare(
                action,
                "\"is required\" of " + name,
                field[2].equals("required") || requiredByUs.contains(name),
                ours.get(name)));
    for (InputEntry input : action.inputs()) {
      String[] field = fields.get(field(action, input));
      if (input.place() == Place.BODY && field != null && !isInside(action, input)) {
        int max = field.length > 3 ? Integer.parseInt(field[3].replace("max=", "")) : 0;
        check(
            max == 0 || max == input.max(),
            action.id() + " " + input.name(),
            "Microsoft takes " + max + " at most");
        Type expected =
            switch (field[1].replaceFirst("<.*", "")) {
              case "text" -> Type.TEXT;
              case "date" -> Type.TEXT;
              case "boolean" -> Type.BOOLEAN;
              case "integer" -> Type.INTEGER;
              case "list", "flags" -> Type.LIST;
              case "object" -> Type.OBJECT;
              case "objects" -> Type.OBJECTS;
              case "binary" -> Type.FILE;
              default -> Type.CHOICE;
            };
        compare(action, "type of " + input.name(), expected, input.type());
      }
    }
  }

  private void comparePermissions(ActionEntry action, String documented) {
    String anyOf = "one of: ";
    boolean any = documented.startsWith(anyOf);
    compare(
        action,
        "permissions",
        words(any ? documented.substring(anyOf.length()) : documented),
        (any ? action.anyPermission() : action.permissions())
            .stream().map(Permission::name).collect(Collectors.toCollection(TreeSet::new)));
  }

  /** The field at the top of the body that an input fills. */
  private static String field(ActionEntry action, InputEntry input) {
    return path(action, input).replaceFirst("/.*", "");
  }

  private static boolean isInside(ActionEntry action, InputEntry input) {
    return path(action, input).contains("/");
  }

  private static String path(ActionEntry action, InputEntry input) {
    return Arrays.stream(action.method().getParameters())
        .map(parameter -> parameter.getAnnotation(Input.class))
        .filter(annotation -> annotation.value().equals(input.name()))
        .map(Input::field)
        .filter(field -> !field.isEmpty())
        .findFirst()
        .orElse(input.name());
  }

  /** The enumeration in {@code list<...>} and {@code flags<...>}. */
  private static String elementType(String type) {
    return type.replaceFirst("^[a-z]+<(.*)>$", "$1");
  }

  private static List<String> fixedFields(ActionEntry action) throws IOException {
    Optional<Fixed> fixed = Optional.ofNullable(action.method().getAnnotation(Fixed.class));
    List<String> names = new ArrayList<>();
    if (fixed.isPresent()) {
      new ObjectMapper().readTree(fixed.get().value()).fieldNames().forEachRemaining(names::add);
    }
    return names;
  }

  private static Set<String> queryOptions(ActionEntry action) {
    String line = action.method().getAnnotation(RequestLine.class).value();
    int query = line.indexOf('?');
    return query < 0
        ? new TreeSet<>()
        : Arrays.stream(line.substring(query + 1).split("&"))
            .map(option -> option.substring(0, option.indexOf('=')))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Field name to the parts name, type, and required or optional. */
  private static Map<String, String[]> fields(String body) {
    Map<String, String[]> fields = new LinkedHashMap<>();
    words(body).stream().map(word -> word.split(":")).forEach(part -> fields.put(part[0], part));
    return fields;
  }

  private static String anonymous(String path) {
    return path.replaceAll("\\{[^}]+}", "{}");
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.split(" "))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void check(boolean holds, String where, String breach) {
    if (!holds) {
      breaches.add(where + ": " + breach);
    }
  }

  private void compare(ActionEntry action, String what, Object documented, Object ours) {
    check(
        documented.equals(ours),
        action.id(),
        what + " should be " + documented + " and is " + ours);
  }

  private void checkExists(ActionEntry action, String what, String id) {
    check(CATALOGUE.find(id).isPresent(), action.id(), what + " names the unknown action " + id);
  }

  private static Map<String, Map<String, String>> facts(String file, String key)
      throws IOException {
    return rows(file).stream().collect(Collectors.toMap(row -> row.get(key), row -> row));
  }

  private static List<Map<String, String>> rows(String file) {
    List<List<String>> lines = ResourceTable.lines(file);
    List<String> names = lines.get(0);
    List<Map<String, String>> rows = new ArrayList<>();
    for (List<String> cells : lines.subList(1, lines.size())) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < names.size(); i++) {
        row.put(names.get(i), cells.get(i));
      }
      rows.add(row);
    }
    return rows;
  }
}
