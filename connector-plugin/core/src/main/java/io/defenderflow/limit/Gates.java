package io.defenderflow.limit;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All gates of this application. Connections that name the same app of the same tenant meet at the
 * same gates, since Microsoft counts their requests together.
 */
public final class Gates {
  private final LimitSettings settings;
  private final Families families = new Families();
  private final Map<String, Gate> gates = new ConcurrentHashMap<>();

  /**
   * @param settings without problems
   */
  public Gates(LimitSettings settings) {
    this.settings = settings;
  }

  /** The gates for one app; for what counts for a whole tenant they are those of its other apps. */
  public AppGates of(String tenantId, String clientId) {
    Map<String, Gate> byFamily = new LinkedHashMap<>();
    for (Family family : families.all()) {
      String app = family.counted() == Counted.TENANT ? "" : clientId;
      String key = String.join(" ", family.name(), tenantId, app).toLowerCase(Locale.ROOT);
      byFamily.put(
          family.name(), gates.computeIfAbsent(key, unknown -> new Gate(settings.applied(family))));
    }
    return new AppGates(families, byFamily);
  }
}
