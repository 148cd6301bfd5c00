package io.defenderflow.camunda7.intake;

/** No deployed playbook starts with the message. */
final class NoPlaybook extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoPlaybook(Source source, String message, Throwable cause) {
    super(
        "No playbook starts with the message "
            + message
            + source
                .engineTenant()
                .map(tenant -> " in the engine's tenant " + tenant)
                .orElse(" without a tenant of the engine")
            + ". Deploy one that has a start event with this message, or correct "
            + source.setting(source.decision().isPresent() ? "decision" : "message")
            + ".",
        cause);
  }
}
