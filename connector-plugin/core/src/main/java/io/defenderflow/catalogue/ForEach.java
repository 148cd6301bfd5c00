package io.defenderflow.catalogue;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The action is another one, done for each entry of a list. In a step every entry is an operation
 * of its own: one that fails does not stop the rest, and after a crash nothing is sent twice. The
 * result is that of {@link TargetOutcomes}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ForEach {
  /** The id of the action that is done for each; all its other inputs have the same names here. */
  String action();

  /** The input that holds the list. */
  String over();

  /** The input of the single action that takes one entry of the list. */
  String as();
}
