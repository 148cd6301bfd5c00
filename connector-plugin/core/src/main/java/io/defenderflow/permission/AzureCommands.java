package io.defenderflow.permission;

import io.defenderflow.catalogue.Service;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A permission plan as a script for a POSIX shell with the Azure command line. */
public final class AzureCommands {
  private static final String HEAD =
      """
      #!/bin/sh
      # Grants the application permissions of the listed actions with the Azure command line.
      #
      # Before: az login --tenant YOUR_TENANT --allow-no-subscriptions
      #         In a national cloud first: az cloud set --name AzureUSGovernment, or AzureChinaCloud.
      # You need the role Cloud Application Administrator to register an app, and Privileged Role
      # Administrator or Global Administrator to consent. Adding a permission twice does no harm.
      set -eu

      """;

  private AzureCommands() {}

  /** The whole script. It makes a registration where its variable names none. */
  public static String script(PermissionPlan plan) {
    if (plan.registrations().isEmpty()) {
      return HEAD + "# No permission is needed.\n";
    }
    return HEAD
        + plan.registrations().stream().map(AzureCommands::variables).collect(Collectors.joining())
        + plan.registrations().stream().map(AzureCommands::commands).collect(Collectors.joining());
  }

  private static String variables(AppRegistration app) {
    return "# The application (client) id of \""
        + app.registration().displayName()
        + "\". Empty makes a new app registration.\n"
        + variable(app)
        + "=\"${"
        + variable(app)
        + ":-}\"\n";
  }

  private static String commands(AppRegistration app) {
    String id = variable(app);
    StringBuilder script = new StringBuilder();
    script.append("\n# ---- ").append(app.registration().displayName()).append("\n\n");
    script.append("if [ -z \"$").append(id).append("\" ]; then\n");
    script.append("  # Registers the app for this directory only and prints its id.\n");
    script
        .append("  ")
        .append(id)
        .append("=$(az ad app create --display-name \"")
        .append(app.registration().displayName())
        .append("\" --sign-in-audience AzureADMyOrg --query appId --output tsv)\n");
    script.append(
        "  # Makes the app known in the directory: consent is given to this principal.\n");
    script.append("  az ad sp create --id \"$").append(id).append("\" --output none\n");
    script.append("fi\n");
    script.append("echo \"").append(app.registration().displayName());
    script.append(": $").append(id).append("\"\n");
    for (Service service : Service.values()) {
      script.append(permissions(app, id, service));
    }
    app.withoutId()
        .forEach(need -> script.append("\n# BY HAND: ").append(need.addByHand()).append('\n'));
    script.append(
        "\n# Consents for the whole tenant. Right after a new app was registered this can");
    script.append(" fail;\n# wait a minute and run the command again.\n");
    script.append("az ad app permission admin-consent --id \"$").append(id).append("\"\n");
    app.alsoNeeds()
        .forEach(
            (action, text) ->
                script
                    .append("\n# BY HAND for ")
                    .append(action)
                    .append(": ")
                    .append(text)
                    .append('\n'));
    return script.toString();
  }

  private static String permissions(AppRegistration app, String id, Service service) {
    List<PermissionNeed> needs = app.withId(service);
    if (needs.isEmpty()) {
      return "";
    }
    StringBuilder script = new StringBuilder("\n# ").append(service.label()).append(":\n");
    for (PermissionNeed need : needs) {
      script
          .append("#   ")
          .append(need.permission().name())
          .append(" for ")
          .append(String.join(", ", need.actions()))
          .append('\n');
    }
    if (service == Service.ENDPOINT) {
      script.append("# Fails where Defender for Endpoint was never set up in the tenant.\n");
    }
    script
        .append("az ad app permission add --id \"$")
        .append(id)
        .append("\" --api ")
        .append(service.appId())
        .append(" --api-permissions");
    needs.forEach(need -> script.append(" \\\n  ").append(need.id().orElseThrow()).append("=Role"));
    return script.append('\n').toString();
  }

  private static String variable(AppRegistration app) {
    return app.registration() == Registration.APP
        ? "APP_ID"
        : app.registration().name().toUpperCase(Locale.ROOT) + "_APP_ID";
  }
}
