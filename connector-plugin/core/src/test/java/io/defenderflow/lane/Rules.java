package io.defenderflow.lane;

import io.defenderflow.guard.IndicatorProtection;
import io.defenderflow.guard.ProtectionSettings;
import java.util.List;

/** Protection by one setting alone. */
final class Rules {
  private Rules() {}

  /** The setting by its name below {@code defender.protection}. */
  static ProtectionSettings of(String setting, String... entries) {
    List<String> list = List.of(entries);
    return new ProtectionSettings(
        only("machine-ids", setting, list),
        only("machine-names", setting, list),
        only("machine-tags", setting, list),
        only("machine-values", setting, list),
        only("machine-groups", setting, list),
        only("users", setting, list),
        only("user-groups", setting, list),
        only("device-ids", setting, list),
        only("service-principals", setting, list),
        new IndicatorProtection(
            only("indicators.domains", setting, list),
            only("indicators.file-signers", setting, list),
            only("indicators.values", setting, list)));
  }

  private static List<String> only(String name, String setting, List<String> entries) {
    return name.equals(setting) ? entries : null;
  }
}
