package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** What Defender for Endpoint knows about a file. */
final class FileRoutes {

  private static final int MAX_LOOK_BACK_HOURS = 720;

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
    ObjectNode file =
        Json.object()
            .put("@odata.context", origin + "/endpoint/api/$metadata#Files/$entity")
            .put("sha1", Evidence.MALWARE_SHA1)
            .put("sha256", Evidence.MALWARE_SHA256)
            .put("md5", Evidence.MALWARE_MD5)
            .put("globalPrevalence", 41)
            .put("globalFirstObserved", "2026-01-12T04:11:09.1133421Z")
            .put("globalLastObserved", Json.time(tenant.now()))
            .put("size", 482_816)
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
    return Answer.json(200, file);
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
            .put("sha1", Evidence.MALWARE_SHA1)
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

  private static void requireKnown(String hash) {
    String lower = hash.toLowerCase(Locale.ROOT);
    if (!lower.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
      throw new ApiError(
          400, "InvalidHashValue", "'%s' is neither a SHA-1 nor a SHA-256 hash.".formatted(hash));
    }
    if (!lower.equals(Evidence.MALWARE_SHA1) && !lower.equals(Evidence.MALWARE_SHA256)) {
      throw new ApiError(404, "ResourceNotFound", "File %s was not found.".formatted(hash));
    }
  }
}
