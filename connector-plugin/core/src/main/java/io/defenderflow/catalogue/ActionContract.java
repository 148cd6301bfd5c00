package io.defenderflow.catalogue;

import feign.DefaultContract;
import feign.MethodMetadata;
import java.util.List;

/** Lets one {@link Input} serve Feign, the templates and the reference. */
public final class ActionContract extends DefaultContract {
  public ActionContract() {
    registerParameterAnnotation(
        Input.class,
        (input, data, index) -> {
          nameParam(data, input.value(), index);
          data.indexToExpander().put(index, Wire::text);
          if (!data.template().hasRequestVariable(input.value())) {
            data.formParams().add(input.value());
          }
        });
  }

  @Override
  public List<MethodMetadata> parseAndValidateMetadata(Class<?> targetType) {
    List<MethodMetadata> methods = super.parseAndValidateMetadata(targetType);
    // A slash inside a value must stay inside its path segment.
    methods.forEach(method -> method.template().decodeSlash(false));
    return methods;
  }
}
