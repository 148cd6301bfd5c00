package io.defenderflow.catalogue;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method an action. What is said here runs the action and documents it: templates,
 * reference, permissions and tests are made from it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Action {
  /** {@code resource.verb} in lower camel case. It never changes once it was released. */
  String id();

  /** What the author picks, a verb first, 40 characters at most. */
  String label();

  /** What happens and what comes back, in full sentences. */
  String summary();

  Effect effect() default Effect.READ;

  /** The id of the action that takes this one back. */
  String undo() default "";

  /**
   * Whether it takes a containment back, or cancels one: such an action works on protected assets,
   * counts against no cap, and goes on while containment is stopped.
   */
  boolean releases() default false;

  /** The least application permissions; all of them are needed. */
  String[] permissions() default {};

  /** Alternatives, where any one suffices, for example by the type of the target. */
  String[] anyPermission() default {};

  /**
   * What the app needs besides its permissions, such as a directory role, as a full sentence; empty
   * for nearly every action.
   */
  String alsoNeeds() default "";

  /** What the result is in Microsoft's words, for example {@code microsoft.graph.user}. */
  String returns();

  /** The path of Microsoft's page below {@code https://learn.microsoft.com/}. */
  String docs();

  /** Further words by which an author may search in the modeler. */
  String[] keywords() default {};

  /** The ids of the actions that a composite calls. Its permissions are theirs. */
  String[] uses() default {};

  /** What may be done when a request left and its answer was lost. */
  LostAnswer lostAnswer() default LostAnswer.REPEAT;
}
