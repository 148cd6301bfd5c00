package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What Defender for Endpoint knows about a file. */
final class FileRoutes {

  private static final int MAX_LOOK_BACK_HOURS = 720;

  /** A file whose hashes stand in the documentation's examples. */
  private static final String EXAMPLE_SHA1 = "87662bc3d60e4200ceaf7aae249d1c343f4b83c9";

  private static final String EXAMPLE_SHA256 =
      "413c58c8267d2c8648d8f6384bacc2ae9c929b2b96578b6860b5087cd1bd6462";
  private static final String EXAMPLE_MD5 = "9e107d9d372bb6826bd81d3542a419d6";

  private final Tenant tenant;
  private final String origin;

  FileRoutes(Tenant tenant, String origin) {
    this.tenant = tenant;
    this.origin = origin;
  }

  List<Route> routes() {
    return List.of(
        Route.endpoint("GET", "/files/{id}", this::get, "File.Read.All"),
        Route.endpoint("GET", "/files/{id}/stats", this::stats, "File.Read.All"));
  }

  private Answer get(Route.Request request) {
    requireKnown(request.variable("id"));
    boolean example = isDocumentedExample(request.variable("id"));
    ObjectNode details =
        Json.object()
            .put("sha1", example ? EXAMPLE_SHA1 : Evidence.MALWARE_SHA1)
            .put("sha256", example ? EXAMPLE_SHA256 : Evidence.MALWARE_SHA256)
            .put("md5", example ? EXAMPLE_MD5 : Evidence.MALWARE_MD5)
            .put("fileSize", example ? 91_204 : 482_816);
    ObjectNode file =
        Json.object().put("@odata.context", origin + "/endpoint/api/$metadata#Files/$entity");
    file.setAll(file(details, tenant.now()));
    if (request.variable("id").equalsIgnoreCase(SeedData.MICROSOFT_FILE)) {
      file.put("sha256", SeedData.MICROSOFT_FILE)
          .put("filePublisher", "Microsoft Corporation")
          .put("signer", "Microsoft Windows")
          .put("issuer", "Microsoft Windows Production PCA 2011")
          .put("isValidCertificate", true)
          .put("determinationType", "Clean")
          .put("determinationValue", "");
    }
    return Answer.json(200, file);
  }

  /** What the service knows about a file of an alert. */
  static ObjectNode file(JsonNode details, Instant now) {
    return Json.object()
        .put("sha1", details.path("sha1").asText())
        .put("sha256", details.path("sha256").asText())
        .put("md5", details.path("md5").asText())
        .put("globalPrevalence", 41)
        .put("globalFirstObserved", "2026-01-12T04:11:09.1133421Z")
        .put("globalLastObserved", Json.time(now))
        .put("size", details.path("fileSize").asInt())
        .put("fileType", "PortableExecutable")
        .put("isPeFile", true)
        .putNull("filePublisher")
        .putNull("fileProductName")
        .putNull("signer")
        .putNull("issuer")
        .putNull("signerHash")
        .put("isValidCertificate", false)
        .put("determinationType", "Malware")
        .put("determinationValue", "Trojan:Win32/InvoiceStage.A");
  }

  private Answer stats(Route.Request request) {
    requireKnown(request.variable("id"));
    String hours =
        request.call().query("lookBackHours").orElse(Integer.toString(MAX_LOOK_BACK_HOURS));
    if (!hours.matches("\\d{1,3}") || Integer.parseInt(hours) > MAX_LOOK_BACK_HOURS) {
      throw new ApiError(400, "InvalidInput", "The parameter 'lookBackHours' must be at most 720.");
    }
    ObjectNode stats =
        Json.object()
            .put("@odata.context", origin + "/endpoint/api/$metadata#InOrgFileStats")
            .put(
                "sha1",
                isDocumentedExample(request.variable("id")) ? EXAMPLE_SHA1 : Evidence.MALWARE_SHA1)
            .put("orgPrevalence", "2")
            .put("organizationPrevalence", 2)
            .put("orgFirstSeen", Json.time(tenant.now().minusSeconds(7200)))
            .put("orgLastSeen", Json.time(tenant.now().minusSeconds(60)))
            .put("globalPrevalence", "41")
            .put("globallyPrevalence", 41)
            .put("globalFirstObserved", "2026-01-12T04:11:09.1133421Z")
            .put("globalLastObserved", Json.time(tenant.now()));
    stats.putArray("topFileNames").add("invoice-viewer.exe");
    return Answer.json(200, stats);
  }

  static boolean isDocumentedExample(String hash) {
    return hash.equalsIgnoreCase(EXAMPLE_SHA1) || hash.equalsIgnoreCase(EXAMPLE_SHA256);
  }

  /** Refuses what is no hash, and hashes of files that nobody saw. */
  static void requireKnown(String hash) {
    String lower = hash.toLowerCase(Locale.ROOT);
    if (!lower.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
      throw new ApiError(
          400, "InvalidHashValue", "'%s' is neither a SHA-1 nor a SHA-256 hash.".formatted(hash));
    }
    if (!isDocumentedExample(lower)
        && !lower.equals(SeedData.MICROSOFT_FILE)
        && !lower.equals(Evidence.MALWARE_SHA1)
        && !lower.equals(Evidence.MALWARE_SHA256)) {
      throw new ApiError(404, "ResourceNotFound", "File %s was not found.".formatted(hash));
    }
  }
}
