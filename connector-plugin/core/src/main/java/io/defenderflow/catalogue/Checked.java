package io.defenderflow.catalogue;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Rules that hold between the inputs of an action. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Checked {
  /** Each has a public constructor without parameters. */
  Class<? extends InputRule>[] value();
}
