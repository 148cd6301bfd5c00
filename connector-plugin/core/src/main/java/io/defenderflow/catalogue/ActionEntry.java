package io.defenderflow.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.catalogue.InputEntry.Place;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An action of the catalogue: everything that is known about it, and the way to call it. */
public final class ActionEntry {
  /** The input that every collection has: where to stop following pages. */
  public static final String MAX_ITEMS = "maxItems";

  private static final ObjectMapper JSON = new ObjectMapper();

  static final int DEFAULT_MAX_ITEMS = 1_000;

  private final Action action;
  private final Resource resource;
  private final Method method;
  private final String verb;
  private final String path;
  private final List<InputEntry> inputs;
  private final SortedSet<Permission> permissions;
  private final List<Permission> anyPermission;
  private Catalogue catalogue;

  ActionEntry(
      Action action,
      Resource resource,
      Method method,
      String verb,
      String path,
      List<InputEntry> inputs,
      SortedSet<Permission> permissions,
      List<Permission> anyPermission) {
    this.action = action;
    this.resource = resource;
    this.method = method;
    this.verb = verb;
    this.path = path;
    this.inputs = List.copyOf(inputs);
    this.permissions = permissions;
    this.anyPermission = List.copyOf(anyPermission);
  }

  public String id() {
    return action.id();
  }

  public String label() {
    return action.label();
  }

  public String summary() {
    return action.summary();
  }

  public Effect effect() {
    return action.effect();
  }

  public Lane lane() {
    return Lane.of(action.id(), action.effect());
  }

  public Service service() {
    return resource.service();
  }

  public String area() {
    return resource.area();
  }

  /** The HTTP verb; empty for a composite, which makes several calls. */
  public String verb() {
    return verb;
  }

  /** The path as Microsoft documents it, with {@code {name}} for inputs; empty for a composite. */
  public String path() {
    return path;
  }

  public boolean isComposite() {
    return verb.isEmpty();
  }

  public List<InputEntry> inputs() {
    return inputs;
  }

  /** The least application permissions; all of them are needed. */
  public SortedSet<Permission> permissions() {
    return Collections.unmodifiableSortedSet(permissions);
  }

  void standsIn(Catalogue whole) {
    this.catalogue = whole;
  }

  /** A composite needs what its parts need. */
  void addPermissions(SortedSet<Permission> ofPart) {
    permissions.addAll(ofPart);
  }

  /** Permissions of which any one suffices, the least first; empty for nearly every action. */
  public List<Permission> anyPermission() {
    return anyPermission;
  }

  /** What the app needs besides its permissions, such as a directory role, as a full sentence. */
  public Optional<String> alsoNeeds() {
    return Optional.of(action.alsoNeeds()).filter(text -> !text.isEmpty());
  }

  public Optional<String> undo() {
    return Optional.of(action.undo()).filter(id -> !id.isEmpty());
  }

  /** Whether it takes a containment back, or cancels one. */
  public boolean releases() {
    return action.releases();
  }

  public List<String> uses() {
    return List.of(action.uses());
  }

  public List<String> keywords() {
    return List.of(action.keywords());
  }

  public String returns() {
    return action.returns();
  }

  /** Microsoft's page about this action. */
  public String docs() {
    return "https://learn.microsoft.com/" + action.docs();
  }

  public LostAnswer lostAnswer() {
    return action.lostAnswer();
  }

  public Optional<LongRunning> longRunning() {
    return Optional.ofNullable(method.getAnnotation(LongRunning.class));
  }

  /** Which action is done for each entry of which list, where this one has many targets. */
  public Optional<ForEach> forEach() {
    return Optional.ofNullable(method.getAnnotation(ForEach.class));
  }

  /**
   * Whether a step waits for the end in any case: the action promises what the work brings, and
   * another action starts the same work without waiting.
   */
  public boolean alwaysWaits() {
    return isComposite() && longRunning().filter(work -> !work.result().isEmpty()).isPresent();
  }

  /** Whether the result is a collection that is read page by page. */
  public boolean isPaged() {
    return method.getReturnType() == Page.class;
  }

  /** Whether the action fetches files, which need a place to be kept. */
  public boolean bringsFiles() {
    return method.getReturnType() == Downloads.class;
  }

  /** Whether the result is nothing but the fact that it was done. */
  public boolean returnsNothing() {
    return method.getReturnType() == void.class;
  }

  Method method() {
    return method;
  }

  /**
   * Checks and converts the inputs. Names that are not inputs of this action are left out.
   *
   * @throws InvalidInput naming every field that cannot be used
   */
  public BoundInputs bind(Map<String, ?> raw) {
    BoundInputs bound = Binder.bind(inputs, parametersByName(), raw);
    List<InvalidInput.Problem> problems =
        rules().stream().flatMap(rule -> rule.problem(bound).stream()).toList();
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return bound;
  }

  /**
   * The inputs of an action that reads the state or the result of work. What it asks for under the
   * same name as the action that started the work, such as the case of an operation, is the same;
   * the other required input is the id of the work.
   */
  public BoundInputs bindForWork(BoundInputs started, String workId) {
    Map<String, Object> raw = new LinkedHashMap<>();
    inputs.stream()
        .filter(InputEntry::required)
        .map(InputEntry::name)
        .forEach(name -> raw.put(name, started.get(name).orElse(workId)));
    return bind(raw);
  }

  /**
   * The inputs of the single action for each target of an action that has many, in their order.
   *
   * @throws java.util.NoSuchElementException where it is no such action
   */
  public Map<String, BoundInputs> forEachTarget(BoundInputs bound) {
    ForEach each = forEach().orElseThrow();
    Map<String, BoundInputs> targets = new LinkedHashMap<>();
    for (Object target : (List<?>) bound.get(each.over()).orElseThrow()) {
      Map<String, Object> values = new LinkedHashMap<>(bound.values());
      values.remove(each.over());
      values.put(each.as(), "" + target);
      targets.put("" + target, new BoundInputs(values));
    }
    return targets;
  }

  /** What is acted upon: the inputs in the path, otherwise the required ones but the reason. */
  public String target(BoundInputs bound) {
    boolean inPath = inputs.stream().anyMatch(input -> input.place() == Place.PATH);
    return inputs.stream()
        .filter(input -> inPath ? input.place() == Place.PATH : input.required())
        .filter(input -> inPath || !input.isComment())
        .map(input -> bound.text(input.name()).orElse(""))
        .collect(Collectors.joining(","));
  }

  /** What a dry run shows: the shape of a real result, as far as a playbook reads it. */
  public ObjectNode simulated(BoundInputs bound) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("simulated", true);
    result.put("action", id());
    if (longRunning().isPresent()) {
      result.put("id", "simulated").put("status", "Succeeded");
      String type = longRunning().get().type();
      if (!type.isEmpty()) {
        result.put("type", type);
        bound.text("machineId").ifPresent(machine -> result.put("machineId", machine));
        bound.text("Comment").ifPresent(text -> result.put("requestorComment", text));
      }
    }
    ObjectNode shown = result.putObject("inputs");
    bound.values().forEach((name, value) -> shown.set(name, shown(value)));
    return result;
  }

  /** A file is told by its name and size. */
  private static JsonNode shown(Object value) {
    return JSON.valueToTree(value instanceof FileContent file ? file.toString() : value);
  }

  private List<InputRule> rules() {
    Checked checked = method.getAnnotation(Checked.class);
    return checked == null
        ? List.of()
        : Arrays.stream(checked.value()).<InputRule>map(ActionEntry::rule).toList();
  }

  private static InputRule rule(Class<? extends InputRule> type) {
    try {
      return type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no public constructor.", e);
    }
  }

  /**
   * Makes the call or, for a collection, as many calls as the cap allows. The files of the answer
   * are the caller's to close.
   *
   * @throws io.defenderflow.fault.Fault where there is no result
   */
  public Answer call(Calls calls, BoundInputs bound) {
    DownloadingCalls downloading = new DownloadingCalls(calls);
    List<Download> handedOn = List.of();
    try {
      Answer answer = answer(downloading, bound);
      handedOn = answer.files();
      return answer;
    } finally {
      downloading.deleteAllBut(handedOn);
    }
  }

  private Answer answer(Calls calls, BoundInputs bound) {
    Object result = invoke(calls, bound);
    if (result instanceof Page first) {
      return new Answer(joined(calls, bound, first), Optional.empty(), List.of());
    }
    if (result instanceof Operation operation) {
      return new Answer(operation.json(), Optional.of(operation), List.of());
    }
    if (result instanceof Downloads downloads) {
      return new Answer(downloads.json(), Optional.empty(), downloads.files());
    }
    return new Answer(
        result instanceof JsonNode json ? json : NullNode.getInstance(),
        Optional.empty(),
        List.of());
  }

  private ObjectNode joined(Calls calls, BoundInputs bound, Page first) {
    int cap = bound.get(MAX_ITEMS).map(Integer.class::cast).orElse(DEFAULT_MAX_ITEMS);
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    Page page = first;
    boolean more = add(items, page, cap);
    while (!more && page.nextLink().isPresent()) {
      if (items.size() == cap) {
        more = true;
        break;
      }
      page = NextPage.of(service(), calls).next(page.nextLink().get());
      more = add(items, page, cap);
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.set("value", items);
    result.put("count", items.size());
    first.count().ifPresent(total -> result.put("total", total));
    result.put("truncated", more);
    return result;
  }

  /** Adds a page up to the cap and tells whether something had to be left out. */
  private static boolean add(ArrayNode items, Page page, int cap) {
    int room = cap - items.size();
    page.value().stream().limit(room).forEach(items::add);
    return page.value().size() > room;
  }

  private Object invoke(Calls calls, BoundInputs bound) {
    Object[] arguments =
        Arrays.stream(method.getParameters())
            .map(parameter -> bound.values().get(parameter.getAnnotation(Input.class).value()))
            .toArray();
    try {
      return method.invoke(target(calls), arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("The action " + id() + " failed.", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The action " + id() + " cannot be called.", e);
    }
  }

  private Object target(Calls calls) throws ReflectiveOperationException {
    Class<?> owner = method.getDeclaringClass();
    return owner.isInterface() ? calls.of(owner) : recipes(owner.getConstructors()[0], calls);
  }

  /** A recipe about other actions is handed the catalogue that it stands in. */
  private Object recipes(Constructor<?> constructor, Calls calls)
      throws ReflectiveOperationException {
    return constructor.getParameterCount() == 1
        ? constructor.newInstance(calls)
        : constructor.newInstance(calls, catalogue);
  }

  private Map<String, Parameter> parametersByName() {
    return Arrays.stream(method.getParameters())
        .collect(
            Collectors.toMap(
                parameter -> parameter.getAnnotation(Input.class).value(),
                Function.identity(),
                (first, second) -> first,
                LinkedHashMap::new));
  }

  @Override
  public String toString() {
    return id();
  }
}
