package io.defenderflow.cli;

import io.defenderflow.fault.ErrorCode;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.simulator.SimulatorSettings;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "simulate",
    description = {
      "Starts a simulated tenant on 127.0.0.1 and keeps it until Ctrl+C: Entra ID, Microsoft Graph"
          + " and Defender for Endpoint with machines, incidents and alerts. It prints its"
          + " addresses and the environment with which the other commands use it.",
      "",
      "Its client secret is DEFENDER_CLIENT_SECRET where that is set; otherwise a random one is"
          + " made, which is good for this simulator only, and printed."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Defenderflow.Version.class)
final class SimulateCommand implements Runnable {
  private static final String SECRET = "DEFENDER_CLIENT_SECRET";

  private final Terminal terminal;

  @Option(
      names = "--port",
      defaultValue = "8099",
      description = "The port. 0 takes a free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(names = "--incidents", description = "Let new incidents arrive by themselves.")
  private boolean incidents;

  SimulateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    Optional<String> secret =
        Optional.ofNullable(terminal.environment().get(SECRET)).filter(value -> !value.isBlank());
    try (Simulator simulator = started(secret)) {
      print(simulator, secret.isEmpty());
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Simulator started(Optional<String> secret) {
    try {
      SimulatorSettings settings =
          SimulatorSettings.defaults().withPort(port).withScript(incidents);
      return Simulator.start(secret.map(settings::withClientSecret).orElse(settings));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new Refusal(
          ErrorCode.INPUT_INVALID.name(),
          port < 0 || port > 65_535
              ? "--port is not a port. Use a number from 0 to 65535."
              : "The simulator cannot listen on 127.0.0.1:"
                  + port
                  + ". Stop what uses the port, or choose another one with --port.");
    }
  }

  private void print(Simulator simulator, boolean madeUp) {
    PrintStream out = terminal.out();
    out.println("The simulated tenant is running. Press Ctrl+C to stop it.");
    out.println();
    out.println("  Page          " + simulator.url() + "/");
    out.println("  Login URL     " + simulator.loginUrl());
    out.println("  Graph URL     " + simulator.graphUrl());
    out.println("  Endpoint URL  " + simulator.endpointUrl());
    out.println("  Tenant id     " + simulator.settings().tenantId());
    out.println("  Client id     " + simulator.settings().clientId());
    out.println();
    out.println("Use it from another terminal:");
    out.println();
    out.println("  export DEFENDER_TENANT_ID=" + simulator.settings().tenantId());
    out.println("  export DEFENDER_CLIENT_ID=" + simulator.settings().clientId());
    if (madeUp) {
      out.println("  export " + SECRET + "=" + simulator.clientSecret());
    } else {
      out.println("  # " + SECRET + " as it was set when the simulator was started");
    }
    out.println("  export DEFENDER_LOGIN_URL=" + simulator.loginUrl());
    out.println("  export DEFENDER_GRAPH_URL=" + simulator.graphUrl());
    out.println("  export DEFENDER_ENDPOINT_URL=" + simulator.endpointUrl());
    out.println("  defenderflow run incident.list");
    out.flush();
  }
}
