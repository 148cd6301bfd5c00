package io.defenderflow.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.FileContent;
import io.defenderflow.catalogue.InputEntry;
import io.defenderflow.catalogue.Shape;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The ids that a step names as its targets, by what they are ids of. A request by path names them
 * in texts, so that there an id may turn out to belong to nothing of its kind.
 */
final class Targets {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What an id is of. */
  enum Kind {
    MACHINE,
    /** A device of Intune. */
    MANAGED_DEVICE,
    /** The object id, or in a request by path perhaps the device id, of a device of Entra ID. */
    DEVICE,
    USER,
    /** An object of Entra ID of any type. */
    DIRECTORY_OBJECT,
    SERVICE_PRINCIPAL,
    /** The address of a mailbox, which need not be a person's. */
    MAILBOX,
    /** A person as Defender for Identity sees it. */
    IDENTITY,
    SIGN_IN
  }

  private static final Map<String, Kind> KINDS =
      Map.ofEntries(
          Map.entry("managedDeviceId", Kind.MANAGED_DEVICE),
          Map.entry("deviceObjectId", Kind.DEVICE),
          Map.entry("userId", Kind.USER),
          Map.entry("userIds", Kind.USER),
          Map.entry("memberId", Kind.DIRECTORY_OBJECT),
          Map.entry("servicePrincipalId", Kind.SERVICE_PRINCIPAL),
          Map.entry("servicePrincipalIds", Kind.SERVICE_PRINCIPAL),
          Map.entry("identityId", Kind.IDENTITY),
          Map.entry("requestIds", Kind.SIGN_IN));

  private static final Pattern ANY_MACHINE =
      Pattern.compile("(?<![0-9a-fA-F])[0-9a-fA-F]{40}(?![0-9a-fA-F])");
  private static final Pattern ANY_GUID =
      Pattern.compile(
          "(?<![0-9a-fA-F])[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![0-9a-fA-F])");
  private static final Pattern ANY_USER =
      Pattern.compile("(?i)(?:^|[/\"'])users(?:/|\\(')([^/?#'\"\\s)]+)");
  private static final Pattern ANY_IDENTITY =
      Pattern.compile("(?i)identityAccounts(?:/|\\(')([^/?#'\"\\s)]+)");
  private static final Pattern AFTER_MACHINES =
      Pattern.compile("(?i)/machines(?:/|\\(')([^/?#'\"\\s)]+)");
  private static final String MANY_MACHINES = "AddOrRemoveTagForMultipleMachines";

  /** Words of a path behind which GUIDs may be ids of a kind. */
  private static final Map<Kind, Pattern> PLACES =
      Map.of(
          Kind.MANAGED_DEVICE, Pattern.compile("(?i)deviceManagement|managedDevices"),
          Kind.DEVICE, Pattern.compile("(?i)[/\"']devices[/(]|directoryObjects"),
          Kind.SERVICE_PRINCIPAL, Pattern.compile("(?i)servicePrincipal|directoryObjects"),
          Kind.SIGN_IN, Pattern.compile("(?i)signIns"));

  /** Each of them may cost several reads. */
  private static final int MOST_GUIDS = 50;

  private final Map<Kind, Set<String>> ids = new EnumMap<>(Kind.class);
  private final Set<String> machinesByName = new LinkedHashSet<>();
  private final List<String> texts;
  private final boolean byPath;

  private Targets(boolean byPath, List<String> texts) {
    this.byPath = byPath;
    this.texts = texts;
    for (Kind kind : Kind.values()) {
      ids.put(kind, new LinkedHashSet<>());
    }
  }

  /**
   * Reads the targets of a step.
   *
   * @throws Fault where a request by path names too many to look at
   */
  static Targets of(Write write) {
    if (isByPath(write.action())) {
      Targets targets = new Targets(true, texts(write));
      targets.find();
      return targets;
    }
    Targets targets = new Targets(false, List.of());
    for (InputEntry input : write.action().inputs()) {
      Kind kind = input.shape() == Shape.MACHINE_ID ? Kind.MACHINE : KINDS.get(input.name());
      if (kind != null) {
        targets.ids.get(kind).addAll(values(write, input));
      }
    }
    recipients(write).forEach(targets.ids.get(Kind.MAILBOX)::add);
    return targets;
  }

  Set<String> ids(Kind kind) {
    return ids.get(kind);
  }

  /** What a request by path names as a machine in another way than by its id. */
  Set<String> machinesByName() {
    return machinesByName;
  }

  /** Whether ids were found in texts, and may be of something else. */
  boolean byPath() {
    return byPath;
  }

  /** The texts of a request by path, as they are and with their encodings taken away. */
  List<String> texts() {
    return texts;
  }

  private void find() {
    Set<String> guids = new LinkedHashSet<>();
    for (String text : texts) {
      ANY_MACHINE
          .matcher(text)
          .results()
          .forEach(id -> ids(Kind.MACHINE).add(id.group().toLowerCase(Locale.ROOT)));
      ANY_GUID
          .matcher(text)
          .results()
          .forEach(id -> guids.add(id.group().toLowerCase(Locale.ROOT)));
      groups(ANY_USER, text).forEach(ids(Kind.USER)::add);
      groups(ANY_IDENTITY, text).forEach(ids(Kind.IDENTITY)::add);
      groups(AFTER_MACHINES, text).stream()
          .filter(name -> !ANY_MACHINE.matcher(name).matches())
          .filter(name -> !name.equalsIgnoreCase(MANY_MACHINES))
          .forEach(machinesByName::add);
    }
    if (guids.size() > MOST_GUIDS) {
      throw Fault.of(
          ErrorCode.INPUT_INVALID,
          "A request by path may name "
              + MOST_GUIDS
              + " ids at most, because each is looked at for what it belongs to. Nothing was sent."
              + " Split the request into several steps.");
    }
    ids(Kind.USER).addAll(guids);
    PLACES.forEach(
        (kind, place) -> {
          if (texts.stream().anyMatch(text -> place.matcher(text).find())) {
            ids(kind).addAll(guids);
          }
        });
  }

  private static List<String> groups(Pattern pattern, String text) {
    List<String> groups = new ArrayList<>();
    Matcher found = pattern.matcher(text);
    while (found.find()) {
      groups.add(found.group(1));
    }
    return groups;
  }

  private static List<String> values(Write write, InputEntry input) {
    return write.inputs().get(input.name()).stream()
        .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.of(value))
        .map(String::valueOf)
        .toList();
  }

  /** The people whose messages a remediation takes away. */
  private static List<String> recipients(Write write) {
    List<String> recipients = new ArrayList<>();
    write
        .inputs()
        .get("analyzedEmails")
        .map(Targets::json)
        .ifPresent(
            emails -> emails.findValuesAsText("recipientEmailAddress").forEach(recipients::add));
    return recipients;
  }

  private static JsonNode json(Object value) {
    return value instanceof JsonNode json ? json : JSON.valueToTree(value);
  }

  private static List<String> texts(Write write) {
    List<String> texts = new ArrayList<>();
    for (Object value : write.inputs().values().values()) {
      String text =
          value instanceof CharSequence || value instanceof FileContent
              ? value.toString()
              : json(value).toString();
      texts.add(text);
      texts.add(withoutEscapes(text));
      texts.add(decoded(text));
      texts.add(decoded(decoded(text)));
    }
    return texts;
  }

  private static String withoutEscapes(String text) {
    try {
      return JSON.readTree(text).toString();
    } catch (JsonProcessingException noJson) {
      return text;
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }

  /** Whether the step names its target somewhere in a text instead of by inputs of their own. */
  private static boolean isByPath(ActionEntry action) {
    return action.id().equals("securityAction.create")
        || action.inputs().stream()
            .anyMatch(
                input -> input.shape() == Shape.GRAPH_PATH || input.shape() == Shape.ENDPOINT_PATH);
  }
}
