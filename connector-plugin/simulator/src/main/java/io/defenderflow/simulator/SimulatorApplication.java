package io.defenderflow.simulator;

import java.io.PrintStream;

/** Runs the simulator alone, with incidents that appear by themselves. */
public final class SimulatorApplication {

  private SimulatorApplication() {}

  /** Takes {@code --port <number>}; without it a free port is used. */
  public static void main(String[] args) {
    SimulatorSettings settings = SimulatorSettings.defaults().withScript(true);
    if (args.length == 2 && args[0].equals("--port") && args[1].matches("\\d{1,5}")) {
      settings = settings.withPort(Integer.parseInt(args[1]));
    } else if (args.length != 0) {
      System.err.println("Usage: SimulatorApplication [--port <number>]");
      System.exit(2);
    }
    Simulator simulator;
    try {
      simulator = Simulator.start(settings);
    } catch (IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(1);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
    print(simulator, System.out);
  }

  private static void print(Simulator simulator, PrintStream out) {
    out.println("The simulated tenant is ready. Open " + simulator.url() + " to look at it.");
    out.println();
    out.println("Login URL:      " + simulator.loginUrl());
    out.println("Graph URL:      " + simulator.graphUrl());
    out.println("Endpoint URL:   " + simulator.endpointUrl());
    out.println("Tenant id:      " + simulator.settings().tenantId());
    out.println("Client id:      " + simulator.settings().clientId());
    out.println("Client secret:  " + simulator.clientSecret());
    out.println();
    out.println("The secret is new on every start. Press Ctrl+C to stop.");
  }
}
