package io.defenderflow.catalogue;

import feign.DefaultContract;
import feign.Param;

/** Lets one {@link Input} serve Feign, the templates and the reference. */
public final class ActionContract extends DefaultContract {
  public ActionContract() {
    registerParameterAnnotation(
        Input.class,
        (input, data, index) -> {
          // A slash inside a value must stay inside its path segment.
          data.template().decodeSlash(false);
          nameParam(data, input.value(), index);
          if (data.template().hasRequestVariable(input.value())) {
            data.indexToExpanderClass().put(index, WireExpander.class);
          } else {
            data.formParams().add(input.value());
          }
        });
  }

  /** Public, because Feign makes its instances. */
  public static final class WireExpander implements Param.Expander {
    @Override
    public String expand(Object value) {
      return Wire.text(value);
    }
  }
}
