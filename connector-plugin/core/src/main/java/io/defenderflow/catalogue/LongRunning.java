package io.defenderflow.catalogue;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The action starts work that goes on after the answer. The step may wait for its end. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface LongRunning {
  /**
   * The id of the action that reads the state. Its required inputs are the id of the work and, by
   * the same names, inputs of the starting action.
   */
  String poll();

  /**
   * The {@code type} under which Defender lists a machine action, for example {@code Isolate};
   * empty for work of another kind.
   */
  String type() default "";

  /**
   * The id of an action that reads what the work brought, called with the id of the work once it
   * has succeeded; empty where the state itself is the result.
   */
  String result() default "";
}
