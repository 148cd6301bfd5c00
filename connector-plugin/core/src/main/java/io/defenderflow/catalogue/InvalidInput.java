package io.defenderflow.catalogue;

import java.util.List;

/** Inputs that cannot be used. Nothing was sent. */
public final class InvalidInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** A field and what is wrong with it, in full sentences. */
  public record Problem(String field, String message) {}

  InvalidInput(List<Problem> problems) {
    super(String.join(" ", problems.stream().map(Problem::message).toList()));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
