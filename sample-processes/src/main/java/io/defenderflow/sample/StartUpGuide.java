package io.defenderflow.sample;

import io.defenderflow.sample.access.DemoPasswords;
import io.defenderflow.sample.access.DemoUsers;
import io.defenderflow.simulator.Simulator;
import java.io.PrintStream;
import java.util.Optional;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/**
 * Tells the person at the console what to open, how to log in and what happens next. It prints to
 * the console and not to the log, because logs are kept and passwords must not be in them.
 */
@Component
class StartUpGuide implements ApplicationListener<ApplicationReadyEvent> {
  private final ServletWebServerApplicationContext context;
  private final DemoUsers users;
  private final DemoPasswords passwords;
  private final Optional<Simulator> simulator;

  StartUpGuide(
      ServletWebServerApplicationContext context,
      DemoUsers users,
      DemoPasswords passwords,
      Optional<Simulator> simulator) {
    this.context = context;
    this.users = users;
    this.passwords = passwords;
    this.simulator = simulator;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    print(System.out);
  }

  void print(PrintStream console) {
    String url = "http://127.0.0.1:" + context.getWebServer().getPort();
    console.println();
    console.println("Defenderflow is running. Press Ctrl+C to stop it.");
    console.println();
    console.println("  Tasklist   " + url + "/camunda/app/tasklist/   decide as responder");
    console.println("  Cockpit    " + url + "/camunda/app/cockpit/    watch the playbook");
    simulator.ifPresent(
        tenant ->
            console.println("  Simulator  " + tenant.url() + "/   the tenant that is acted on"));
    console.println();
    printUsers(console);
    console.println();
    console.println(next());
    console.println();
  }

  private void printUsers(PrintStream console) {
    if (passwords.areChosen()) {
      console.println(
          "Log in as analyst, responder, auditor or administrator with your DEMO_PASSWORD.");
      return;
    }
    console.println("Log in with a password that is good until the next start:");
    console.println();
    users
        .passwordsByUser()
        .forEach((user, password) -> console.printf("  %-14s %s%n", user, password));
  }

  private String next() {
    return simulator.isPresent()
        ? """
        Within a minute an incident arrives and the playbook "Contain a compromised device" starts.
        Then open Tasklist as responder, claim "Approve containment" and decide. Cockpit shows how
        the playbook goes on, the simulator page what happens to the machine.\
        """
        : """
        The application works with your tenant. Which playbook a new incident starts stands in the
        decision "Choose playbook". Playbooks ask before they contain something, unless one of their
        decisions says otherwise; servers are never contained without an approval.\
        """;
  }
}
