package io.defenderflow.spring;

import io.defenderflow.audit.Audit;
import io.defenderflow.guard.Containments;
import io.defenderflow.guard.StopSwitch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;

/** An application that has a guard and the actuator, and no engine. */
final class Operations implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

  private final ServletWebServerApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Guarded {
    @Bean
    Clock clock() {
      return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Bean
    JdbcDataSource database() {
      JdbcDataSource database = new JdbcDataSource();
      database.setURL("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
      return database;
    }

    @Bean
    Audit audit(JdbcDataSource database) {
      Audit audit = new Audit(database);
      audit.createTable();
      return audit;
    }

    @Bean
    StopSwitch stop(JdbcDataSource database, Audit audit, Clock clock) {
      StopSwitch stop = new StopSwitch(database, audit, clock);
      stop.createTable();
      return stop;
    }

    @Bean
    Containments containments(JdbcDataSource database, Audit audit, Clock clock) {
      return new Containments(database, audit, clock);
    }
  }

  private Operations(String... settings) {
    context =
        (ServletWebServerApplicationContext)
            new SpringApplicationBuilder(Guarded.class)
                .properties(
                    "spring.main.banner-mode=off",
                    "server.port=0",
                    "management.endpoints.web.exposure.include=*")
                .properties(settings)
                .run();
  }

  /** What an application has that sets nothing for these endpoints. */
  static Operations asInstalled() {
    return new Operations();
  }

  static Operations withAccess() {
    return new Operations(
        "management.endpoint.defenderStop.access=unrestricted",
        "management.endpoint.defenderContainments.access=unrestricted",
        "management.endpoint.defenderAudit.access=unrestricted");
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + context.getWebServer().getPort() + "/actuator/" + path);
  }

  /** Another playbook wants to isolate the machine, and the cap is reached. */
  void park(String key, String machine) throws SQLException {
    try (Connection connection = bean(JdbcDataSource.class).getConnection();
        Statement insert = connection.createStatement()) {
      insert.execute(
          "INSERT INTO DEFENDERFLOW_CONTAINMENT (OPERATION_KEY, STATE, ACTION_ID, CONNECTION_NAME,"
              + " TARGET, REASON, TASK_ID, PROCESS_INSTANCE_ID, BUSINESS_KEY, COUNTED_AT, SEEN_AT)"
              + " VALUES ('"
              + key
              + "', 'PARKED', 'machine.isolate', 'default', '"
              + machine
              + "', 'Ransomware.', 'task', 'instance', 'incident-1042', TIMESTAMP WITH TIME ZONE"
              + " '2026-11-21 02:59:00Z', TIMESTAMP WITH TIME ZONE '2026-11-21 02:59:30Z')");
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
