package io.defenderflow.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the signatures out of download links: whoever has a signed link has the file, and a process
 * variable is read by many. Steps that fetch the file use the link before it gets here. Links of
 * attackers in evidence stay as they are.
 */
public final class LinkSignatures {
  private static final Pattern LINK =
      Pattern.compile("https?://[^\\s\"'<>\\\\?]+\\?[^\\s\"'<>\\\\]+");

  /** The parameters that a link of Azure Storage has beside its signature. */
  private static final Pattern OF_STORAGE = Pattern.compile("(?i)[?&](?:sv|se|sr|sp)=");

  private static final Pattern OF_DEFENDER =
      Pattern.compile(
          "(?i)https?://(?:[^/?#@]+\\.)?(?:securitycenter\\.windows\\.com|security\\.microsoft\\.com)[:/?].*");
  private static final Pattern SIGNATURE = Pattern.compile("(?i)([?&]sig=)[^&#]+");
  private static final Pattern TOKEN = Pattern.compile("(?i)([?&]token=)[^&#]+");

  private LinkSignatures() {}

  /** The same without signatures; the original where there are none. */
  public static JsonNode removed(JsonNode json) {
    String text = json.toString();
    if (!text.contains("sig=") && !text.contains("token=")) {
      return json;
    }
    return withoutSignatures(json);
  }

  private static JsonNode withoutSignatures(JsonNode json) {
    if (json.isTextual()) {
      return TextNode.valueOf(removed(json.asText()));
    }
    if (json instanceof ObjectNode object) {
      ObjectNode result = object.objectNode();
      object
          .properties()
          .forEach(field -> result.set(field.getKey(), withoutSignatures(field.getValue())));
      return result;
    }
    if (json instanceof ArrayNode array) {
      ArrayNode result = array.arrayNode();
      array.forEach(item -> result.add(withoutSignatures(item)));
      return result;
    }
    return json;
  }

  private static String removed(String text) {
    return LINK.matcher(text)
        .replaceAll(link -> Matcher.quoteReplacement(withoutSignature(link.group())));
  }

  private static String withoutSignature(String link) {
    if (OF_STORAGE.matcher(link).find()) {
      return SIGNATURE.matcher(link).replaceAll("$1(removed)");
    }
    return OF_DEFENDER.matcher(link).matches()
        ? TOKEN.matcher(link).replaceAll("$1(removed)")
        : link;
  }
}
