package io.defenderflow.connection;

import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A Microsoft cloud: where its services are and what its tokens are asked for. */
public enum Cloud {
  COMMERCIAL(
      "login.microsoftonline.com",
      "graph.microsoft.com",
      "api.security.microsoft.com",
      "https://api.securitycenter.microsoft.com/.default"),
  GCC(
      "login.microsoftonline.com",
      "graph.microsoft.com",
      "api-gcc.securitycenter.microsoft.us",
      "https://api-gcc.securitycenter.microsoft.us/.default"),
  GCC_HIGH(
      "login.microsoftonline.us",
      "graph.microsoft.us",
      "api-gov.securitycenter.microsoft.us",
      "https://api-gov.securitycenter.microsoft.us/.default"),
  DOD(
      "login.microsoftonline.us",
      "dod-graph.microsoft.us",
      "api-gov.securitycenter.microsoft.us",
      "https://api-gov.securitycenter.microsoft.us/.default"),
  /** Operated by 21Vianet; Defender for Endpoint has no documented address there. */
  CHINA("login.chinacloudapi.cn", "microsoftgraph.chinacloudapi.cn", null, null);

  /** Older and regional addresses of Defender for Endpoint in the commercial cloud. */
  private static final List<String> COMMERCIAL_ENDPOINTS =
      List.of(
          ".api.security.microsoft.com",
          "api.securitycenter.microsoft.com",
          "api.securitycenter.windows.com");

  private final String loginHost;
  private final String graphHost;
  private final String endpointHost;
  private final String endpointScope;

  Cloud(String loginHost, String graphHost, String endpointHost, String endpointScope) {
    this.loginHost = loginHost;
    this.graphHost = graphHost;
    this.endpointHost = endpointHost;
    this.endpointScope = endpointScope;
  }

  /**
   * The cloud of a setting: commercial, gcc, gcc-high, dod or china. Blank means commercial.
   *
   * @throws IllegalArgumentException naming the possible values
   */
  public static Cloud of(String text) {
    if (text == null || text.isBlank()) {
      return COMMERCIAL;
    }
    return Arrays.stream(values())
        .filter(cloud -> cloud.spelling().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\""
                        + text
                        + "\" is not a cloud. Use one of "
                        + Arrays.stream(values())
                            .map(Cloud::spelling)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  /** As it is written in the settings, for example gcc-high. */
  public String spelling() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public URI loginUrl() {
    return URI.create("https://" + loginHost);
  }

  public URI graphUrl() {
    return URI.create("https://" + graphHost);
  }

  /** Empty where the cloud has no documented address of Defender for Endpoint. */
  public Optional<URI> endpointUrl() {
    return Optional.ofNullable(endpointHost).map(host -> URI.create("https://" + host));
  }

  public String graphScope() {
    return "https://" + graphHost + "/.default";
  }

  /**
   * Empty where the cloud has no Defender for Endpoint. The scopes of the government clouds are not
   * documented by Microsoft; a connection can name another one.
   */
  public Optional<String> endpointScope() {
    return Optional.ofNullable(endpointScope);
  }

  /** The clouds that a host is known to belong to; none for a host of one's own. */
  static Set<Cloud> ofHost(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    Set<Cloud> clouds = EnumSet.noneOf(Cloud.class);
    for (Cloud cloud : values()) {
      if (lower.equals(cloud.loginHost)
          || lower.equals(cloud.graphHost)
          || lower.equals(cloud.endpointHost)) {
        clouds.add(cloud);
      }
    }
    if (COMMERCIAL_ENDPOINTS.stream().anyMatch(lower::endsWith)) {
      clouds.add(COMMERCIAL);
    }
    return clouds;
  }
}
