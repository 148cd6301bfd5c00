package io.defenderflow.guard;

import java.util.List;

/**
 * The settings {@code defender.protection.indicators.*}: what no indicator may block or warn of,
 * beside ranges, internal addresses and the domains that Microsoft's own services need.
 *
 * @param domains domains of one's own, each with everything below it
 * @param fileSigners patterns of signers; a file that one of them has signed is not blocked. Absent
 *     means {@code Microsoft*}, empty asks about no file
 * @param values patterns of addresses, domains, URLs, hashes and thumbprints
 */
public record IndicatorProtection(
    List<String> domains, List<String> fileSigners, List<String> values) {

  /** What is refused without any setting. */
  public static final IndicatorProtection DEFAULT = new IndicatorProtection(null, null, null);

  public IndicatorProtection {
    domains = ProtectionSettings.written(domains);
    fileSigners =
        fileSigners == null ? List.of("Microsoft*") : ProtectionSettings.written(fileSigners);
    values = ProtectionSettings.written(values);
  }
}
