package io.defenderflow.catalogue;

/** The Microsoft service that answers an action. */
public enum Service {
  GRAPH("Microsoft Graph", "00000003-0000-0000-c000-000000000000"),
  ENDPOINT("Microsoft Defender for Endpoint", "fc780465-2017-40d4-a0c5-307022471b92");

  private final String label;
  private final String appId;

  Service(String label, String appId) {
    this.label = label;
    this.appId = appId;
  }

  public String label() {
    return label;
  }

  /** The application id under which Entra ID lists the permissions of the service. */
  public String appId() {
    return appId;
  }
}
