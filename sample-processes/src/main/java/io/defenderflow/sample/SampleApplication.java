package io.defenderflow.sample;

import io.defenderflow.sample.tenant.TenantChoice;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * A Camunda application that responds to Defender incidents. The Defender steps come with the
 * dependency defenderflow-camunda7; the rest is an ordinary Camunda Spring Boot application.
 */
@SpringBootApplication
public class SampleApplication {
  public static void main(String[] arguments) {
    application().run(arguments);
  }

  /** The application as {@link #main} runs it, before it is started. */
  static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(SampleApplication.class).initializers(new TenantChoice());
  }
}
