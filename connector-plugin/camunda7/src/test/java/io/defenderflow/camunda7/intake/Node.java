package io.defenderflow.camunda7.intake;

import io.defenderflow.camunda7.intake.SourceProperties.FilterProperties;
import io.defenderflow.connection.ConnectionSettings;
import io.defenderflow.journal.Journal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** One node with one source, which looks when a test lets it. */
final class Node {
  static final String SOURCE = "soc";
  static final Duration INTERVAL = Duration.ofMinutes(1);

  private final EngineUnderTest app;
  private final Microsoft microsoft;
  private final SourceProperties properties;
  private final DatabaseClock clock;
  private Intake intake;

  private Node(
      EngineUnderTest app, Microsoft microsoft, SourceProperties properties, DatabaseClock clock) {
    this.app = app;
    this.microsoft = microsoft;
    this.properties = properties;
    this.clock = clock;
    restart();
  }

  /** The database's clock is as wrong as it can be; only its steps count. */
  static Node of(EngineUnderTest app, Microsoft microsoft, UnaryOperator<Settings> settings) {
    return new Node(
        app,
        microsoft,
        settings.apply(new Settings()).build(),
        connection -> microsoft.now.minus(Duration.ofMinutes(40)));
  }

  /** A node whose leases go by the real clock of the database. */
  static Node inRealTime(
      EngineUnderTest app, Microsoft microsoft, UnaryOperator<Settings> settings) {
    return new Node(
        app, microsoft, settings.apply(new Settings()).build(), DatabaseClock::ofDatabase);
  }

  /** What was in memory is forgotten. */
  void restart() {
    Journal journal = new Journal(app.dataSource(), Clock.systemUTC());
    journal.createTable();
    intake =
        new Intake(
            List.of(source()),
            app.engine(),
            app.dataSource(),
            clock,
            microsoft,
            journal,
            Clock.systemUTC());
    intake.createTables();
  }

  Source source() {
    return SourceCheck.sources(
            new IntakeProperties(Map.of(SOURCE, properties)),
            Map.of("default", ConnectionSettings.builder("default").tenantId("tenant-1").build()))
        .get(0);
  }

  Intake intake() {
    return intake;
  }

  void look() {
    intake.lookNow(SOURCE);
  }

  /** Looks as soon as the next look is due. */
  void lookLater() {
    microsoft.advance(INTERVAL);
    look();
  }

  SourceStatus status() {
    return intake.source(SOURCE);
  }

  /** Settings with defaults for tests. */
  static final class Settings {
    private FilterProperties filter =
        new FilterProperties(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), "");
    private int pageSize = 50;
    private String message = "IncidentCreated";
    private String decision = "";
    private String updateMessage = "";
    private String policy = "";
    private String engineTenant = "";
    private int mostPerCycle = 10_000;
    private boolean expandAlerts;
    private Map<String, String> variables = Map.of("incidentId", "/id");
    private Duration quietAfter;

    Settings severity(String... severities) {
      filter =
          new FilterProperties(
              List.of(severities), List.of(), List.of(), List.of(), List.of(), filter.tags(), "");
      return this;
    }

    Settings filter(FilterProperties other) {
      filter = other;
      return this;
    }

    Settings pageSize(int size) {
      pageSize = size;
      return this;
    }

    Settings decision(String key) {
      decision = key;
      message = "";
      return this;
    }

    Settings updateMessage(String name) {
      updateMessage = name;
      return this;
    }

    Settings policy(String name) {
      policy = name;
      return this;
    }

    Settings engineTenant(String id) {
      engineTenant = id;
      return this;
    }

    Settings mostPerCycle(int most) {
      mostPerCycle = most;
      return this;
    }

    Settings expandAlerts() {
      expandAlerts = true;
      return this;
    }

    Settings variables(Map<String, String> pointers) {
      variables = pointers;
      return this;
    }

    Settings quietAfter(Duration time) {
      quietAfter = time;
      return this;
    }

    SourceProperties build() {
      return new SourceProperties(
          "incidents",
          "",
          engineTenant,
          filter,
          INTERVAL,
          Duration.ofDays(1),
          Duration.ofMinutes(15),
          pageSize,
          message,
          decision,
          updateMessage,
          policy,
          variables,
          mostPerCycle,
          expandAlerts,
          3,
          Duration.ofMinutes(15),
          quietAfter);
    }
  }
}
