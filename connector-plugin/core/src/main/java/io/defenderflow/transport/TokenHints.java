package io.defenderflow.transport;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in people's words why Entra ID issued no token. The numbers only choose a hint; what happens
 * next is decided by {@link AnswerTable}, since Microsoft may change the numbers.
 */
final class TokenHints {
  private static final Pattern NUMBER = Pattern.compile("AADSTS(\\d{4,9})");

  private static final Map<String, String> HINTS =
      Map.ofEntries(
          Map.entry(
              "7000215",
              "The client secret is wrong. Often the secret ID was pasted instead of the secret"
                  + " value; the value is shown only once, when the secret is made."),
          Map.entry(
              "7000222",
              "The client secret has expired. Make a new one in the app registration and put its"
                  + " value into the settings."),
          Map.entry(
              "700016",
              "The tenant %2$s does not know the client id %1$s. Check both, and that the app"
                  + " registration was made in, or consented to by, this tenant."),
          Map.entry(
              "90002",
              "There is no tenant %2$s in this cloud. Check the tenant id and the cloud of the"
                  + " connection."),
          Map.entry(
              "900023", "The tenant id %2$s is neither a GUID nor a domain that Entra ID knows."),
          Map.entry(
              "500011",
              "The tenant %2$s has no service behind the scope %3$s. For Defender for Endpoint:"
                  + " open the Defender portal once to provision it, or set endpoint-scope."),
          Map.entry("70011", "The scope %3$s is not valid. Check endpoint-scope."),
          Map.entry(
              "65001",
              "Nobody has consented to the permissions of app %1$s. An administrator must press"
                  + " \"Grant admin consent\" in the app registration."),
          Map.entry(
              "53003",
              "A Conditional Access policy blocks app %1$s, for example by its network location."
                  + " Exclude the workload identity or allow this network."),
          Map.entry(
              "700027",
              "The certificate is not registered for app %1$s. Upload its public part in the app"
                  + " registration."),
          Map.entry(
              "70021",
              "No federated credential of app %1$s matches the issuer and subject of the token"
                  + " file."),
          Map.entry(
              "7000229",
              "App %1$s has no service principal in tenant %2$s. Grant admin consent there."));

  private static final String CLOCK =
      "The proof is outside of its time range. The clock of this machine is %d seconds %s"
          + " Microsoft's. Set the clock (NTP).";

  private TokenHints() {}

  /**
   * @param offset how far the clock of this machine is ahead of Microsoft's
   */
  static String of(
      String description, String clientId, String tenantId, String scope, Duration offset) {
    Matcher number = NUMBER.matcher(description);
    String aadsts = number.find() ? number.group(1) : "";
    if (aadsts.equals("700024")) {
      return String.format(
          CLOCK, offset.abs().toSeconds(), offset.isNegative() ? "behind" : "ahead of");
    }
    String hint =
        HINTS.getOrDefault(aadsts, "Check tenant id, client id and credential of the connection.");
    return String.format(hint, clientId, tenantId, scope);
  }
}
