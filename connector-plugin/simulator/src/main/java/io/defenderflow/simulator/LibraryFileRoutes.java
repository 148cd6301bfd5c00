package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The live response library, which takes its files as parts of a form. */
final class LibraryFileRoutes {
  private static final String PATH = "/libraryfiles";
  private static final int LARGEST = 20 * 1_024 * 1_024;
  private static final Set<String> FIELDS =
      Set.of("file", "description", "parametersdescription", "overrideifexists", "hasparameters");
  private static final Pattern PART =
      Pattern.compile(
          "(?is)\\r?\\n?Content-Disposition: form-data; name=\"([^\"]+)\""
              + "(?:; filename=\"([^\"]+)\")?.*?\\r\\n\\r\\n(.*)\\r\\n");

  private final Tenant tenant;
  private final String origin;

  LibraryFileRoutes(Tenant tenant, String origin) {
    this.tenant = tenant;
    this.origin = origin;
  }

  Map<String, OperationCall.Handler> handlers() {
    return Map.of(
        "libraryFile.list", call -> list(),
        "libraryFile.upload", this::upload,
        "libraryFile.delete", this::delete);
  }

  private Answer list() {
    List<ObjectNode> files =
        tenant.resources(Api.ENDPOINT).list(PATH).stream().map(LibraryFileRoutes::shown).toList();
    ObjectNode body = Json.object().put("@odata.context", context());
    body.set("value", Json.arrayOf(files));
    return Answer.json(200, body);
  }

  private Answer upload(OperationCall call) {
    Map<String, Part> parts = parts(call.call());
    Part file = parts.get("file");
    if (file == null || file.fileName() == null) {
      throw refused("The file is missing.");
    }
    if (file.content().length() > LARGEST) {
      throw refused("The file is larger than 20 MB.");
    }
    boolean there = tenant.resources(Api.ENDPOINT).find(PATH, file.fileName()).isPresent();
    if (there && !text(parts, "overrideifexists").equalsIgnoreCase("true")) {
      throw refused("A file with this name already exists.");
    }
    tenant.resources(Api.ENDPOINT).remove(PATH, file.fileName());
    String now = Json.time(tenant.now());
    ObjectNode entry =
        Json.object()
            .put("id", file.fileName())
            .put("fileName", file.fileName())
            .put("sha256", sha256(file.content()))
            .put("description", text(parts, "description"))
            .put("creationTime", now)
            .put("lastUpdatedTime", now)
            .put("createdBy", call.token().clientId())
            .put("hasParameters", text(parts, "hasparameters").equalsIgnoreCase("true"))
            .put("parametersDescription", text(parts, "parametersdescription"));
    tenant.resources(Api.ENDPOINT).put(PATH, entry);
    ObjectNode body = Json.object().put("@odata.context", context() + "/$entity");
    body.setAll(shown(entry));
    return Answer.json(200, body);
  }

  private Answer delete(OperationCall call) {
    if (!tenant.resources(Api.ENDPOINT).remove(PATH, call.id())) {
      throw new ApiError(
          404, "ResourceNotFound", "The library has no file %s.".formatted(call.id()));
    }
    return Answer.noContent();
  }

  /** One part of a form; the content has a character for each byte. */
  private record Part(String fileName, String content) {}

  private static Map<String, Part> parts(Call call) {
    String type = call.header("content-type").orElse("");
    if (!type.startsWith("multipart/form-data") || !type.contains("boundary=")) {
      throw refused("The request is not multipart/form-data.");
    }
    String boundary = type.replaceFirst(".*boundary=\"?([^;\"]+).*", "$1");
    Map<String, Part> parts = new LinkedHashMap<>();
    String body = new String(call.body(), StandardCharsets.ISO_8859_1);
    for (String text : body.split("--" + Pattern.quote(boundary), -1)) {
      Matcher part = PART.matcher(text);
      if (part.matches()) {
        String name = part.group(1).toLowerCase(Locale.ROOT);
        if (!FIELDS.contains(name)) {
          throw refused("The field %s is not known.".formatted(part.group(1)));
        }
        parts.put(name, new Part(part.group(2), part.group(3)));
      }
    }
    return parts;
  }

  private static String text(Map<String, Part> parts, String name) {
    Part part = parts.get(name);
    return part == null
        ? ""
        : new String(part.content().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static ObjectNode shown(ObjectNode entry) {
    return entry.deepCopy().without("id");
  }

  private String context() {
    return origin + "/endpoint/api/$metadata#LibraryFiles";
  }

  private static ApiError refused(String reason) {
    return new ApiError(400, "InvalidInput", reason);
  }

  private static String sha256(String content) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(content.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256.", e);
    }
  }
}
