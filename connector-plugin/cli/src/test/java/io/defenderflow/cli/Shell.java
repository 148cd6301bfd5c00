package io.defenderflow.cli;

import io.defenderflow.simulator.Simulator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Runs commands as a shell would, with what they print caught. */
final class Shell {
  private final Map<String, String> environment = new LinkedHashMap<>();
  private String input = "";
  private boolean interactive;
  private Runnable betweenPolls = () -> {};
  private final Ticking clock = new Ticking();

  /** What a command left behind. */
  record Result(int exitCode, String out, String err) {}

  /** A shell with the environment for a simulated tenant. */
  static Shell of(Simulator simulator) {
    return new Shell()
        .with("DEFENDER_TENANT_ID", simulator.settings().tenantId())
        .with("DEFENDER_CLIENT_ID", simulator.settings().clientId())
        .with("DEFENDER_CLIENT_SECRET", simulator.clientSecret())
        .with("DEFENDER_LOGIN_URL", simulator.loginUrl())
        .with("DEFENDER_GRAPH_URL", simulator.graphUrl())
        .with("DEFENDER_ENDPOINT_URL", simulator.endpointUrl())
        .with("SPRING_DATASOURCE_URL", "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
  }

  Shell with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Shell without(String variable) {
    environment.remove(variable);
    return this;
  }

  Shell typing(String text) {
    input = text;
    return this;
  }

  Shell atTerminal() {
    interactive = true;
    return this;
  }

  Shell betweenPolls(Runnable event) {
    betweenPolls = event;
    return this;
  }

  Map<String, String> environment() {
    return environment;
  }

  Result run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Defenderflow.run(
            new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                interactive,
                environment,
                pause -> {
                  clock.pass(pause);
                  betweenPolls.run();
                },
                clock),
            arguments);
    return new Result(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Real time, and what the command believes to have waited. */
  private static final class Ticking extends Clock {
    private Duration waited = Duration.ZERO;

    void pass(Duration time) {
      waited = waited.plus(time);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Clock.systemUTC().instant().plus(waited);
    }
  }
}
