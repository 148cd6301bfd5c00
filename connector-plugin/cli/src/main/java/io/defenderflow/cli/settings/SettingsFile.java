package io.defenderflow.cli.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.defenderflow.connection.ConnectionProperties;
import io.defenderflow.connection.Connections;
import io.defenderflow.credential.Secret;
import io.defenderflow.guard.ApprovalSettings;
import io.defenderflow.guard.CapSettings;
import io.defenderflow.guard.ProtectionSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code defender.connections.<name>.*} and what the guard needs from a settings file of the
 * application, which is a properties or a YAML file. Everything else in it is passed over. No value
 * of the file ever gets into a message, since any of them may be a secret.
 */
final class SettingsFile {
  private static final String PREFIX = "defender.connections.";
  private static final String PROTECTION = "defender.protection.";
  private static final String APPROVAL = "defender.approval.";
  private static final String CAPS = "defender.caps.";
  private static final String DATABASE = "spring.datasource.";
  private static final String PROFILE = "spring.config.activate.on-profile";

  private static final List<String> CREDENTIALS =
      List.of("client-secret", "certificate", "federated-token-file", "managed-identity");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^:}]+)(?::([^}]*))?}");
  private static final Pattern ENTRY = Pattern.compile("(.+)\\[\\d*]");
  private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ns|us|ms|s|m|h|d)?");

  private static final ObjectMapper BINDER =
      JsonMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .addModule(
              new SimpleModule()
                  .addDeserializer(List.class, new FromText<>(List.class, SettingsFile::list))
                  .addDeserializer(Secret.class, new FromText<>(Secret.class, Secret::of))
                  .addDeserializer(
                      Duration.class, new FromText<>(Duration.class, SettingsFile::duration))
                  .addDeserializer(Instant.class, new FromText<>(Instant.class, Instant::parse))
                  .addDeserializer(
                      LocalDate.class, new FromText<>(LocalDate.class, LocalDate::parse)))
          .build();

  private final Path file;
  private final Map<String, String> environment;

  SettingsFile(Path file, Map<String, String> environment) {
    this.file = file;
    this.environment = environment;
  }

  /**
   * @throws UnusableSettings where the file cannot be read or says something that is no setting
   */
  SortedMap<String, ConnectionProperties> connections() {
    SortedMap<String, ObjectNode> byName = new TreeMap<>();
    values()
        .forEach(
            (key, value) -> {
              if (key.startsWith(PREFIX)) {
                put(byName, key, resolved(key, value));
              }
            });
    if (byName.containsKey(Connections.DEFAULT)) {
      addCredentialOfEnvironment(byName.get(Connections.DEFAULT));
    }
    SortedMap<String, ConnectionProperties> connections = new TreeMap<>();
    byName.forEach(
        (name, settings) ->
            connections.put(name, bound(PREFIX + name, settings, ConnectionProperties.class)));
    return connections;
  }

  /**
   * @throws UnusableSettings where the file cannot be read or says something that is no setting
   */
  ProtectionSettings protection() {
    return bound(PROTECTION, below(PROTECTION), ProtectionSettings.class);
  }

  /**
   * @throws UnusableSettings where the file cannot be read or says something that is no setting
   */
  ApprovalSettings approval() {
    return bound(APPROVAL, below(APPROVAL), ApprovalSettings.class);
  }

  /**
   * @throws UnusableSettings where the file cannot be read or says something that is no setting
   */
  CapSettings caps() {
    return bound(CAPS, below(CAPS), CapSettings.class);
  }

  /** A setting of the database, such as {@code url}; empty where the file has none. */
  Optional<String> database(String setting) {
    String key = DATABASE + setting;
    return Optional.ofNullable(values().get(key)).map(value -> resolved(key, value));
  }

  private ObjectNode below(String prefix) {
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    values()
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefix)) {
                put(settings, key.substring(prefix.length()).split("\\."), 0, resolved(key, value));
              }
            });
    return settings;
  }

  private void addCredentialOfEnvironment(ObjectNode settings) {
    if (CREDENTIALS.stream().anyMatch(settings::has)) {
      return;
    }
    put(settings, "client-secret", CommandSettings.CLIENT_SECRET);
    if (put(settings.withObject("/certificate"), "path", CommandSettings.CERTIFICATE)) {
      put(settings.withObject("/certificate"), "password", CommandSettings.CERTIFICATE_PASSWORD);
    } else {
      settings.remove("certificate");
    }
  }

  private boolean put(ObjectNode settings, String setting, String variable) {
    String value = environment.get(variable);
    boolean set = value != null && !value.isBlank();
    if (set) {
      settings.put(setting, value);
    }
    return set;
  }

  private Map<String, String> values() {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    try {
      if (name.endsWith(".properties")) {
        return properties();
      }
      if (name.endsWith(".yaml") || name.endsWith(".yml")) {
        return yaml();
      }
    } catch (JsonProcessingException e) {
      throw new UnusableSettings(
          "The settings file "
              + file
              + " is not well-formed YAML"
              + (e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr())
              + ".");
    } catch (IOException | IllegalArgumentException e) {
      throw new UnusableSettings(
          "The settings file "
              + file
              + " cannot be read. Check its path, its rights and that it is"
              + " UTF-8.");
    }
    throw new UnusableSettings(
        "The settings file "
            + file
            + " is of no known kind. Its name ends with .properties, .yaml or"
            + " .yml.");
  }

  private Map<String, String> properties() throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    Map<String, String> values = new LinkedHashMap<>();
    new TreeSet<>(properties.stringPropertyNames())
        .forEach(key -> add(values, key, properties.getProperty(key)));
    return values;
  }

  private Map<String, String> yaml() throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    YAMLMapper mapper = new YAMLMapper();
    try (Reader reader = Files.newBufferedReader(file);
        var documents = mapper.readerFor(JsonNode.class).<JsonNode>readValues(reader)) {
      while (documents.hasNextValue()) {
        Map<String, String> document = new LinkedHashMap<>();
        flatten("", documents.nextValue(), document);
        // A part for one profile of the application is not for the command line.
        if (!document.containsKey(PROFILE)) {
          values.putAll(document);
        }
      }
    }
    return values;
  }

  private static void flatten(String prefix, JsonNode node, Map<String, String> values) {
    if (node.isValueNode()) {
      if (!node.isNull()) {
        add(values, prefix, node.asText());
      }
      return;
    }
    if (node.isArray()) {
      node.forEach(entry -> flatten(prefix + "[]", entry, values));
      return;
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      flatten(
          prefix.isEmpty() ? field.getKey() : prefix + "." + field.getKey(),
          field.getValue(),
          values);
    }
  }

  /** The entries of a list stand in one text, with commas between them. */
  private static void add(Map<String, String> values, String key, String value) {
    Matcher entry = ENTRY.matcher(key);
    if (entry.matches()) {
      values.merge(entry.group(1), value, (before, next) -> before + "," + next);
    } else {
      values.put(key, value);
    }
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(one -> !one.isEmpty()).toList();
  }

  private String resolved(String key, String value) {
    return PLACEHOLDER
        .matcher(value)
        .replaceAll(
            match -> {
              String found = environment.get(match.group(1).strip());
              if (found == null) {
                found = environment.get(variable(match.group(1)));
              }
              if (found == null) {
                found = match.group(2);
              }
              if (found == null) {
                throw new UnusableSettings(
                    "The setting "
                        + key
                        + " in "
                        + file
                        + " names the environment variable "
                        + match.group(1)
                        + ", which is not set.");
              }
              return Matcher.quoteReplacement(found);
            });
  }

  /** The environment variable of a setting, as the application reads it. */
  private static String variable(String setting) {
    return setting.strip().replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private static void put(SortedMap<String, ObjectNode> byName, String key, String value) {
    String[] path = key.substring(PREFIX.length()).split("\\.");
    put(
        byName.computeIfAbsent(path[0], name -> JsonNodeFactory.instance.objectNode()),
        path,
        1,
        value);
  }

  private static void put(ObjectNode root, String[] path, int from, String value) {
    ObjectNode node = root;
    for (int level = from; level < path.length - 1; level++) {
      node = node.withObject("/" + kebab(path[level]));
    }
    if (path.length > from) {
      node.put(kebab(path[path.length - 1]), value);
    }
  }

  /** The application takes clientSecret and client_secret for client-secret too. */
  private static String kebab(String name) {
    return name.replace('_', '-')
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }

  private <T> T bound(String prefix, ObjectNode settings, Class<T> type) {
    try {
      return BINDER.treeToValue(settings, type);
    } catch (JsonMappingException e) {
      StringBuilder setting = new StringBuilder(prefix.replaceFirst("\\.$", ""));
      e.getPath().forEach(part -> setting.append('.').append(part.getFieldName()));
      throw new UnusableSettings(
          "The setting "
              + setting
              + " in "
              + file
              + " is unknown or has a value of the wrong kind. docs/settings.md lists the"
              + " settings.");
    } catch (JsonProcessingException e) {
      throw new UnusableSettings("The settings in " + file + " cannot be used.");
    }
  }

  /** ISO 8601, or a number with a unit as Spring reads it; a bare number counts milliseconds. */
  private static Duration duration(String text) {
    Matcher simple = DURATION.matcher(text.strip());
    if (!simple.matches()) {
      return Duration.parse(text.strip());
    }
    long amount = Long.parseLong(simple.group(1));
    return switch (simple.group(2) == null ? "ms" : simple.group(2)) {
      case "ns" -> Duration.ofNanos(amount);
      case "us" -> Duration.ofNanos(amount * 1_000);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "d" -> Duration.ofDays(amount);
      default -> Duration.ofMillis(amount);
    };
  }

  /** Reads a value from its text. What went wrong is told without the text. */
  private static final class FromText<T> extends StdDeserializer<T> {
    private static final long serialVersionUID = 1L;
    private final transient Function<String, T> reader;

    FromText(Class<T> type, Function<String, T> reader) {
      super(type);
      this.reader = reader;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      try {
        return reader.apply(parser.getText());
      } catch (RuntimeException e) {
        throw JsonMappingException.from(parser, "The value is of the wrong kind.");
      }
    }
  }
}
