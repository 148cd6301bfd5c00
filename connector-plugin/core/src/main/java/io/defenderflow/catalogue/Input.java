package io.defenderflow.catalogue;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An input of an action. One that does not occur in the path or the query becomes a field of the
 * JSON body under its name.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Input {
  /** The name on the wire and of the process variable, spelled as Microsoft spells it. */
  String value();

  /** The name that an author reads. */
  String label();

  /** What it is for, in full sentences. */
  String help() default "";

  Shape shape() default Shape.TEXT;

  boolean required() default false;

  /** Whether {@link Clear#LITERAL} empties the field at Microsoft. */
  boolean clearable() default false;

  /** A value that Microsoft would accept together with the other examples of the action. */
  String example() default "";

  /**
   * The highest number, for text the greatest length, for a list the most entries, for a file the
   * most bytes; 0 says nothing beyond the shape.
   */
  int max() default 0;

  /**
   * Where the value goes in the body, as a path such as {@code passwordProfile/password}; empty
   * where the field has the name of the input and stands at the top. A star makes an object of each
   * element of a list: {@code toRecipients/&#42;/emailAddress/address}.
   */
  String field() default "";

  /**
   * For a field that wants the address of an object instead of its id: the path before the id, such
   * as {@code /v1.0/directoryObjects/}. The host of the connection is put in front.
   */
  String link() default "";
}
