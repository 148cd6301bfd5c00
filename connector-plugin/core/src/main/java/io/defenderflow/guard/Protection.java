package io.defenderflow.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.FileContent;
import io.defenderflow.catalogue.InputEntry;
import io.defenderflow.catalogue.Shape;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses to contain what an administrator protects. What is known of a machine or a person is read
 * anew each time; where it cannot be read, nothing is contained.
 */
final class Protection {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> USER_INPUTS = Set.of("userId", "userIds");

  /** A request by path may name a machine anywhere. */
  private static final Pattern ANY_MACHINE =
      Pattern.compile("(?<![0-9a-fA-F])[0-9a-fA-F]{40}(?![0-9a-fA-F])");

  private static final Pattern ANY_USER = Pattern.compile("(?i)/users(?:/|\\(')([^/?#')]+)");
  private static final int MOST_GROUPS = 10_000;

  private final Catalogue catalogue;
  private final List<Rule> machineRules;
  private final List<String> machineIds;
  private final List<String> users;
  private final List<String> userGroups;

  /**
   * A setting, and which entries a machine is compared with.
   *
   * @param known what is compared of a machine
   */
  private record Rule(
      String setting, List<String> entries, Function<JsonNode, List<String>> known) {}

  Protection(Catalogue catalogue, ProtectionSettings settings) {
    this.catalogue = catalogue;
    this.machineIds = settings.machineIds();
    this.users = settings.users();
    this.userGroups = settings.userGroups();
    this.machineRules =
        List.of(
            new Rule("machine-names", settings.machineNames(), Protection::names),
            new Rule("machine-tags", settings.machineTags(), Protection::tags),
            new Rule(
                "machine-values",
                settings.machineValues(),
                machine -> List.of(machine.path("deviceValue").asText())),
            new Rule(
                "machine-groups",
                settings.machineGroups(),
                machine ->
                    List.of(
                        machine.path("rbacGroupName").asText(),
                        machine.path("rbacGroupId").asText())));
  }

  /**
   * Looks at everything that the step would contain.
   *
   * @return the machines that were read, by id
   * @throws Fault with PROTECTED_ASSET, or where it cannot be read whether something is protected
   */
  Map<String, JsonNode> check(Write write, Calls reading) {
    Map<String, JsonNode> read = new LinkedHashMap<>();
    boolean byPath = isByPath(write.action());
    for (String machine : machines(write, byPath)) {
      if (matches(machineIds, machine)) {
        throw refused("machine " + machine, "machine-ids", "machineId", machine);
      }
      if (machineRules.stream().anyMatch(rule -> !rule.entries().isEmpty())) {
        machine(machine, byPath, reading).ifPresent(json -> read.put(machine, json));
      }
    }
    read.forEach(this::checkMachine);
    for (String user : users(write, byPath)) {
      checkUser(user, byPath, reading);
    }
    return read;
  }

  private void checkMachine(String id, JsonNode machine) {
    for (Rule rule : machineRules) {
      for (String known : rule.known().apply(machine)) {
        if (matches(rule.entries(), known)) {
          String name = machine.path("computerDnsName").asText();
          throw refused(
              "machine " + (name.isEmpty() ? id : name + " (" + id + ")"),
              rule.setting(),
              "machineId",
              id);
        }
      }
    }
  }

  private void checkUser(String id, boolean byPath, Calls reading) {
    if (users.isEmpty() && userGroups.isEmpty()) {
      return;
    }
    if (matches(users, id)) {
      throw refused("user " + id, "users", "userId", id);
    }
    Optional<JsonNode> user =
        read("user " + id, byPath, () -> json("user.get", Map.of("userId", id), reading));
    if (user.isEmpty()) {
      return;
    }
    String name = user.get().path("userPrincipalName").asText();
    if (matches(users, name) || matches(users, user.get().path("id").asText())) {
      throw refused("user " + name, "users", "userId", id);
    }
    if (userGroups.isEmpty()) {
      return;
    }
    JsonNode groups =
        read(
                "the groups of user " + id,
                false,
                () ->
                    json(
                        "user.transitiveMemberOf.list",
                        Map.of("userId", id, ActionEntry.MAX_ITEMS, MOST_GROUPS),
                        reading))
            .orElseThrow();
    for (JsonNode group : groups.path("value")) {
      if (matches(userGroups, group.path("id").asText())
          || matches(userGroups, group.path("displayName").asText())) {
        throw refused("user " + name, "user-groups", "userId", id);
      }
    }
  }

  private Optional<JsonNode> machine(String id, boolean byPath, Calls reading) {
    return read(
        "machine " + id, byPath, () -> json("machine.get", Map.of("machineId", id), reading));
  }

  private JsonNode json(String action, Map<String, Object> inputs, Calls reading) {
    ActionEntry get = catalogue.find(action).orElseThrow();
    return get.call(reading, get.bind(inputs)).json();
  }

  /**
   * @param mayBeAbsent whether what is not there needs no protection: a text in a request by path
   *     may only look like an id
   */
  private static Optional<JsonNode> read(
      String what, boolean mayBeAbsent, Supplier<JsonNode> reading) {
    try {
      return Optional.of(reading.get());
    } catch (Fault fault) {
      boolean absent =
          fault.code() == ErrorCode.NOT_FOUND || fault.code() == ErrorCode.MACHINE_NOT_FOUND;
      if (absent && mayBeAbsent) {
        return Optional.empty();
      }
      if (absent) {
        throw fault;
      }
      Fault told =
          Fault.of(
                  fault.code(),
                  "Nothing was sent, because it could not be read whether "
                      + what
                      + " is protected. "
                      + fault.getMessage())
              .withStatus(fault.status())
              .withDetails(fault.details());
      throw fault.retryAt().map(told::withRetryAt).orElse(told);
    }
  }

  private static Set<String> machines(Write write, boolean byPath) {
    Set<String> machines = new LinkedHashSet<>();
    if (byPath) {
      texts(write)
          .forEach(text -> ANY_MACHINE.matcher(text).results().forEach(id -> add(id, machines)));
      return machines;
    }
    for (InputEntry input : write.action().inputs()) {
      if (input.shape() == Shape.MACHINE_ID) {
        machines.addAll(values(write, input));
      }
    }
    return machines;
  }

  private static void add(MatchResult id, Set<String> machines) {
    machines.add(id.group().toLowerCase(Locale.ROOT));
  }

  private static Set<String> users(Write write, boolean byPath) {
    Set<String> users = new LinkedHashSet<>();
    if (byPath) {
      for (String text : texts(write)) {
        Matcher found = ANY_USER.matcher(text);
        while (found.find()) {
          users.add(found.group(1));
        }
      }
      return users;
    }
    for (InputEntry input : write.action().inputs()) {
      if (USER_INPUTS.contains(input.name())) {
        users.addAll(values(write, input));
      }
    }
    return users;
  }

  private static List<String> values(Write write, InputEntry input) {
    Object value = write.inputs().get(input.name()).orElse(List.of());
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(value));
  }

  /** The inputs as they are and with percent-encoding taken away. */
  private static List<String> texts(Write write) {
    List<String> texts = new ArrayList<>();
    for (Object value : write.inputs().values().values()) {
      String text =
          value instanceof CharSequence || value instanceof FileContent
              ? value.toString()
              : JSON.valueToTree(value).toString();
      texts.add(text);
      try {
        texts.add(URLDecoder.decode(text, StandardCharsets.UTF_8));
      } catch (IllegalArgumentException notEncoded) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** Whether the step names its target by a path instead of by inputs of their own. */
  private static boolean isByPath(ActionEntry action) {
    return action.inputs().stream()
        .anyMatch(
            input -> input.shape() == Shape.GRAPH_PATH || input.shape() == Shape.ENDPOINT_PATH);
  }

  private static List<String> names(JsonNode machine) {
    String name = machine.path("computerDnsName").asText();
    int dot = name.indexOf('.');
    return dot < 0 ? List.of(name) : List.of(name, name.substring(0, dot));
  }

  private static List<String> tags(JsonNode machine) {
    List<String> tags = new ArrayList<>();
    machine.path("machineTags").forEach(tag -> tags.add(tag.asText()));
    return tags;
  }

  private static boolean matches(List<String> patterns, String text) {
    return !text.isEmpty() && patterns.stream().anyMatch(entry -> new Glob(entry).matches(text));
  }

  private static Fault refused(String what, String setting, String input, String id) {
    return Fault.of(
            ErrorCode.PROTECTED_ASSET,
            "The "
                + what
                + " is protected by the setting defender.protection."
                + setting
                + ". Nothing was sent. Handle it by hand; where the protection is wrong, an"
                + " administrator changes the setting.")
        .withDetails(
            JsonNodeFactory.instance
                .objectNode()
                .put(input, id)
                .put("setting", "defender.protection." + setting));
  }
}
