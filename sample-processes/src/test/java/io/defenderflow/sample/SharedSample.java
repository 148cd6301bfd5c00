package io.defenderflow.sample;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the test class the running application on H2 that all such classes share, as a parameter of
 * type {@link SampleUnderTest}.
 *
 * <p>These classes run last: the REST API finds the engine by its name among all of the program,
 * and another application that ends takes the name with it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Order(Integer.MAX_VALUE)
@ExtendWith(SharedSample.Application.class)
public @interface SharedSample {
  /** Starts the application for the first class that asks, and ends it after the last one. */
  final class Application implements ParameterResolver {
    private record Running(SampleUnderTest sample)
        implements ExtensionContext.Store.CloseableResource {
      @Override
      public void close() {
        sample.close();
      }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
      return parameter.getParameter().getType() == SampleUnderTest.class;
    }

    @Override
    public SampleUnderTest resolveParameter(ParameterContext parameter, ExtensionContext test) {
      return test.getRoot()
          .getStore(Namespace.create(SampleUnderTest.class))
          .getOrComputeIfAbsent(Running.class, none -> new Running(start()), Running.class)
          .sample();
    }

    private static SampleUnderTest start() {
      // A tenant numbers its incidents afresh, so an older database would know them.
      return SampleUnderTest.start("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }
  }
}
