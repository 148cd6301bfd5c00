package io.defenderflow.limit;

import io.defenderflow.catalogue.Service;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** The gates of one app of one tenant. */
public final class AppGates {
  private final Families families;
  private final Map<String, Gate> byFamily;

  AppGates(Families families, Map<String, Gate> byFamily) {
    this.families = families;
    this.byFamily = byFamily;
  }

  /**
   * The gate of an operation.
   *
   * @param path below the address of the service, with the version
   */
  public Gate of(Service service, String verb, String path) {
    return byFamily.get(families.of(service, verb, path).name());
  }

  /** Microsoft wants no request of the app at this service before this time. */
  public void close(Service service, Instant until) {
    families.of(service).forEach(family -> byFamily.get(family.name()).close(until));
  }

  /** One for each family. */
  public Collection<Gate> all() {
    return byFamily.values();
  }
}
