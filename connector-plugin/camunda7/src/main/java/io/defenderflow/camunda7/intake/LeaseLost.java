package io.defenderflow.camunda7.intake;

/** Another node or a person has changed the source since; nothing of the page may stand. */
final class LeaseLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LeaseLost(Source source) {
    super(
        "The intake "
            + source.name()
            + " was taken over by another node, or a person changed it. Nothing of the page that"
            + " was being taken in stands; whoever has the source now reads it again.");
  }
}
