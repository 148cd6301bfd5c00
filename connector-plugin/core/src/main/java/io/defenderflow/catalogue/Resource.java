package io.defenderflow.catalogue;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the service and the area of all actions of an interface or a recipes class. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Resource {
  Service service();

  /** The heading under which templates and reference list the actions. */
  String area();
}
