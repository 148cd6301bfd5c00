package io.defenderflow.catalogue;

import feign.DefaultContract;

/** Lets one {@link Input} serve Feign, the templates and the reference. */
public final class ActionContract extends DefaultContract {
  public ActionContract() {
    registerParameterAnnotation(
        Input.class,
        (input, data, index) -> {
          // A slash inside a value must stay inside its path segment.
          data.template().decodeSlash(false);
          nameParam(data, input.value(), index);
          data.indexToExpander().put(index, Wire::text);
          if (!data.template().hasRequestVariable(input.value())) {
            data.formParams().add(input.value());
          }
        });
  }
}
