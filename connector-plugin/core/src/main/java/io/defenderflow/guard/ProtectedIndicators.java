package io.defenderflow.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.defenderflow.catalogue.IpAddress;
import io.defenderflow.catalogue.Shape;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Refuses indicators that would cut off the own organization: ranges, internal addresses, domains
 * of one's own and of Microsoft's services, and files of trusted signers.
 */
final class ProtectedIndicators {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INDICATORS = "defender.protection.indicators.";

  /** What lets pass, or only tells. */
  private static final Set<String> HARMLESS = Set.of("allowed", "allow", "audit");

  /** The fields that hold values, here and in requests by path. */
  private static final Set<String> VALUES =
      Set.of(
          "indicatorvalue",
          "domainname",
          "url",
          "filehashvalue",
          "networkipv4",
          "networkipv6",
          "networkcidrblock",
          "networkdestinationipv4",
          "networkdestinationipv6",
          "networkdestinationcidrblock");

  private static final Pattern STIX_TEXT = Pattern.compile("'((?:[^'\\\\]|\\\\.)*+)'");
  private static final Pattern HASH =
      Pattern.compile("[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64}");
  private static final Pattern RANGE = Pattern.compile("[0-9a-fA-F.:]{2,45}/[0-9.]{1,15}");
  private static final Pattern SPAN = Pattern.compile("[0-9.]{7,15}\\s*-\\s*[0-9.]{1,15}");
  private static final Pattern URL =
      Pattern.compile("(?i)(?:[a-z][a-z0-9+.-]*:/+)?(?:[^/?#@]*@)?([^/?#]*)([/?#].*)?");
  private static final int MD5_LENGTH = 32;
  private static final int MOST_TOLD = 5;
  private static final int MOST_KNOWN = 10_000;

  private final List<String> domains;
  private final List<String> microsoftDomains = new ArrayList<>();
  private final List<String> microsoftDomainsAlone = new ArrayList<>();
  private final Patterns signers;
  private final Patterns values;

  /**
   * Who signed a file does not change, so that a long list is asked about over several attempts.
   */
  private final Map<String, String> signerByHash =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
              return size() > MOST_KNOWN;
            }
          });

  /**
   * A value that is to be blocked.
   *
   * @param type as Defender for Endpoint names it; empty where nothing names it
   */
  private record Value(String text, String type) {}

  ProtectedIndicators(IndicatorProtection settings) {
    domains = settings.domains().stream().map(ProtectedIndicators::ascii).toList();
    signers = Patterns.of(settings.fileSigners());
    values = Patterns.of(settings.values());
    for (String line : lines()) {
      if (line.startsWith("=")) {
        microsoftDomainsAlone.add(line.substring(1));
      } else {
        microsoftDomains.add(line);
      }
    }
  }

  /**
   * Looks at every value that a step wants to have blocked.
   *
   * @throws Fault with PROTECTED_ASSET, or where it cannot be read who signed a file
   */
  void check(Write write, Targets targets, Lookup lookup) {
    Map<String, String> refused = new LinkedHashMap<>();
    for (Value value : blocked(write, targets)) {
      reason(value, lookup).ifPresent(reason -> refused.put(value.text(), reason));
    }
    if (!refused.isEmpty()) {
      throw refused(refused);
    }
  }

  private static List<Value> blocked(Write write, Targets targets) {
    List<Value> found = new ArrayList<>();
    if (targets.byPath()) {
      if (targets.texts().stream()
          .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains("indicators"))) {
        targets.texts().forEach(text -> json(text).ifPresent(json -> collect(json, found)));
      }
      return found;
    }
    write.inputs().get("Indicators").ifPresent(list -> collect(tree(list), found));
    if (isHarmless(write.inputs().text("action").orElse(""))) {
      return found;
    }
    write
        .inputs()
        .text("indicatorValue")
        .ifPresent(
            value -> found.add(new Value(value, write.inputs().text("indicatorType").orElse(""))));
    write.inputs().get("bundle").ifPresent(bundle -> stix(tree(bundle), found));
    return found;
  }

  private static void collect(JsonNode json, List<Value> found) {
    if (json.isObject() && isHarmless(field(json, "action"))) {
      return;
    }
    String type = json.isObject() ? field(json, "indicatortype") : "";
    json.properties()
        .forEach(
            field -> {
              if (field.getValue().isTextual()
                  && VALUES.contains(field.getKey().toLowerCase(Locale.ROOT))) {
                found.add(new Value(field.getValue().asText(), type));
              }
            });
    json.forEach(
        child -> {
          if (child.isContainerNode()) {
            collect(child, found);
          }
        });
  }

  private static String field(JsonNode object, String name) {
    return object.properties().stream()
        .filter(field -> field.getKey().equalsIgnoreCase(name))
        .map(field -> field.getValue().asText())
        .findFirst()
        .orElse("");
  }

  private static void stix(JsonNode bundle, List<Value> found) {
    for (JsonNode object : bundle.path("objects")) {
      if (object.path("type").asText().equals("indicator") && !object.path("revoked").asBoolean()) {
        Matcher text = STIX_TEXT.matcher(object.path("pattern").asText());
        while (text.find()) {
          found.add(new Value(text.group(1).replaceAll("\\\\(.)", "$1"), ""));
        }
      }
    }
  }

  private Optional<String> reason(Value value, Lookup lookup) {
    String text = value.text().strip();
    if (values.matches(text)) {
      return Optional.of("it is in " + INDICATORS + "values");
    }
    if (RANGE.matcher(text).matches() || SPAN.matcher(text).matches()) {
      return Optional.of("it is a range of addresses");
    }
    if (HASH.matcher(text).matches()) {
      return value.type().equalsIgnoreCase("CertificateThumbprint")
          ? Optional.empty()
          : signed(text.toLowerCase(Locale.ROOT), lookup);
    }
    if (IpAddress.isValid(text)) {
      return address(text);
    }
    Matcher url = URL.matcher(text);
    if (!url.matches() || hasPath(url.group(2))) {
      return Optional.empty();
    }
    String host = host(url.group(1));
    return IpAddress.isValid(host) ? address(host) : domain(ascii(host));
  }

  /** One page of a site may be an attacker's, whoever owns the site. */
  private static boolean hasPath(String rest) {
    return rest != null && rest.replaceAll("[/?#]", "").length() > 0;
  }

  private static String host(String authority) {
    if (authority.startsWith("[")) {
      return authority.replaceFirst("\\].*", "").substring(1);
    }
    return authority.replaceFirst(":[0-9]*$", "");
  }

  private static Optional<String> address(String address) {
    return IpAddress.isInternal(address)
        ? Optional.of("it is an address of internal networks")
        : Optional.empty();
  }

  private Optional<String> domain(String domain) {
    if (domains.stream().anyMatch(own -> isWithin(domain, own) || isWithin(own, domain))) {
      return Optional.of("it belongs to " + INDICATORS + "domains");
    }
    boolean microsofts =
        microsoftDomains.stream()
                .anyMatch(known -> isWithin(domain, known) || isWithin(known, domain))
            || microsoftDomainsAlone.stream().anyMatch(known -> isWithin(known, domain));
    return microsofts ? Optional.of("Microsoft's own services need it") : Optional.empty();
  }

  private static boolean isWithin(String domain, String above) {
    return !above.isEmpty() && (domain.equals(above) || domain.endsWith("." + above));
  }

  private Optional<String> signed(String hash, Lookup lookup) {
    if (signers.isEmpty()) {
      return Optional.empty();
    }
    if (hash.length() == MD5_LENGTH) {
      return Optional.of("Defender does not tell who signed a file by its MD5; use its SHA-256");
    }
    String signer = signerByHash.get(hash);
    if (signer == null) {
      signer =
          lookup
              .find("file " + hash, "file.get", Map.of("fileId", hash))
              .filter(file -> file.path("isValidCertificate").asBoolean())
              .map(file -> file.path("signer").asText(""))
              .orElse("");
      signerByHash.put(hash, signer);
    }
    return signers.matches(signer)
        ? Optional.of("the file is signed by " + signer)
        : Optional.empty();
  }

  private static Fault refused(Map<String, String> refused) {
    StringBuilder told = new StringBuilder();
    refused.entrySet().stream()
        .limit(MOST_TOLD)
        .forEach(
            entry ->
                told.append(' ')
                    .append(excerpt(entry.getKey()))
                    .append(": ")
                    .append(excerpt(entry.getValue()))
                    .append('.'));
    ArrayNode details = JsonNodeFactory.instance.arrayNode();
    refused.forEach(
        (value, reason) -> details.addObject().put("indicatorValue", value).put("reason", reason));
    return Fault.of(
            ErrorCode.PROTECTED_ASSET,
            (refused.size() == 1 ? "An indicator" : refused.size() + " indicators")
                + " would cut off the own organization. Nothing was sent."
                + told
                + " Take it out of the list; where the protection is wrong, an administrator"
                + " changes the settings "
                + INDICATORS
                + "*.")
        .withDetails(details);
  }

  private static String excerpt(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ").strip();
    return line.length() <= 100 ? line : line.substring(0, 99) + "\u2026";
  }

  private static boolean isHarmless(String action) {
    return HARMLESS.contains(action.toLowerCase(Locale.ROOT));
  }

  private static Optional<JsonNode> json(String text) {
    try {
      return Optional.ofNullable(JSON.readTree(text));
    } catch (JsonProcessingException noJson) {
      return Optional.empty();
    }
  }

  private static JsonNode tree(Object value) {
    return value instanceof JsonNode json ? json : JSON.valueToTree(value);
  }

  /** The one spelling of a domain that is compared. */
  private static String ascii(String domain) {
    String name = domain.strip().replaceFirst("^(\\*?\\.)+", "").replaceFirst("\\.+$", "");
    try {
      name = IDN.toASCII(name);
    } catch (IllegalArgumentException noDomain) {
      // It is compared as it is.
    }
    return name.toLowerCase(Locale.ROOT);
  }

  private static List<String> lines() {
    try (InputStream list =
        ProtectedIndicators.class.getResourceAsStream("microsoft-domains.txt")) {
      return Stream.of(new String(list.readAllBytes(), StandardCharsets.UTF_8).split("\n"))
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException("The list of Microsoft's domains cannot be read.", e);
    }
  }

  /** Whether a step is about indicators at all. */
  static boolean concerns(Write write) {
    return write.action().id().startsWith("indicator.")
        || write.action().inputs().stream()
            .anyMatch(
                input -> input.shape() == Shape.GRAPH_PATH || input.shape() == Shape.ENDPOINT_PATH);
  }
}
