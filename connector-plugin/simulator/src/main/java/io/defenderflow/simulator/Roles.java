package io.defenderflow.simulator;

import java.util.Set;

/** The application permissions the simulated routes ask for. */
public final class Roles {

  /** Every Microsoft Graph permission that a simulated route knows. */
  public static final Set<String> GRAPH =
      Set.of(
          "SecurityIncident.Read.All",
          "SecurityIncident.ReadWrite.All",
          "SecurityAlert.Read.All",
          "SecurityAlert.ReadWrite.All",
          "ThreatHunting.Read.All",
          "User.Read.All",
          "User.ReadWrite.All",
          "User.EnableDisableAccount.All",
          "User.RevokeSessions.All",
          "Organization.Read.All");

  /** Every Defender for Endpoint permission that a simulated route knows. */
  public static final Set<String> ENDPOINT =
      Set.of(
          "Machine.Read.All",
          "Machine.ReadWrite.All",
          "Machine.Isolate",
          "Machine.RestrictExecution",
          "Machine.Scan",
          "Machine.CollectForensics",
          "Machine.StopAndQuarantine",
          "Machine.Offboard",
          "Alert.Read.All",
          "Alert.ReadWrite.All",
          "User.Read.All",
          "File.Read.All",
          "Ti.ReadWrite",
          "Ti.ReadWrite.All");

  private Roles() {}
}
