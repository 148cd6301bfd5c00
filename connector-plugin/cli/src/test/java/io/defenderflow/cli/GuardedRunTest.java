package io.defenderflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.defenderflow.audit.Audit;
import io.defenderflow.audit.AuditFilter;
import io.defenderflow.audit.AuditRecord;
import io.defenderflow.audit.Detail;
import io.defenderflow.audit.Page;
import io.defenderflow.guard.Containments;
import io.defenderflow.guard.StopPosition;
import io.defenderflow.guard.StopSwitch;
import io.defenderflow.simulator.Machine;
import io.defenderflow.simulator.Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes something passes the guard of the application. */
class GuardedRunTest {
  private static final String ISOLATE = ".*/isolate";

  private final Simulator simulator = Simulator.start();
  private final JdbcDataSource database = new JdbcDataSource();
  private final Audit audit = new Audit(database);
  private final Machine guarded = simulator.tenant().addMachine("nw-guarded");
  private final Machine first = simulator.tenant().addMachine("nw-first");
  private final Machine second = simulator.tenant().addMachine("nw-second");

  @TempDir private Path folder;
  private Path settings;

  @BeforeEach
  void writeSettings() throws Exception {
    database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    settings = folder.resolve("application.yaml");
    Files.writeString(
        settings,
        """
        spring:
          datasource:
            url: "%s"
        defender:
          connections:
            default:
              tenant-id: %s
              client-id: %s
              client-secret: ${MY_SECRET}
              login-url: %s
              graph-url: %s
              endpoint-url: %s
          protection:
            machine-ids:
              - %s
              - %s
          caps:
            contain:
              count: 1
              window: 1h
        """
            .formatted(
                database.getUrl(),
                simulator.settings().tenantId(),
                simulator.settings().clientId(),
                simulator.loginUrl(),
                simulator.graphUrl(),
                simulator.endpointUrl(),
                "0".repeat(40),
                guarded.id()));
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void aProtectedMachineIsNotTouchedAndTheAuditSaysWhoTried() {
    Shell.Result result = isolate(guarded);

    assertThat(result.err()).startsWith("PROTECTED_ASSET: ");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(simulator.requests().count("POST", ISOLATE)).isZero();
    assertThat(audit.find(AuditFilter.ALL, new Page(0, 10)))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.decision()).isEqualTo("DENIED");
              assertThat(row.get(Detail.REQUESTED_BY)).contains(System.getProperty("user.name"));
            });
  }

  @Test
  void whatIsDoneStandsInTheAudit() {
    assertThat(isolate(first).exitCode()).isZero();

    List<AuditRecord> rows = audit.find(AuditFilter.ALL, new Page(0, 10));
    assertThat(rows).extracting(AuditRecord::decision).containsExactlyInAnyOrder("ALLOWED", "DONE");
    for (Detail same : List.of(Detail.OPERATION_KEY, Detail.CLIENT_REQUEST_ID)) {
      assertThat(rows.get(0).get(same)).isPresent().isEqualTo(rows.get(1).get(same));
    }
  }

  @Test
  void theCapCountsCommandsTooAndNobodyIsAskedToReleaseThem() {
    assertThat(isolate(first).exitCode()).isZero();

    Shell.Result result = isolate(second);

    assertThat(result.err()).startsWith("CAP_REACHED: ").contains("Run it again");
    assertThat(simulator.requests().count("POST", ISOLATE)).isEqualTo(1);
    assertThat(new Containments(database, audit, Clock.systemUTC()).parked()).isEmpty();
  }

  @Test
  void theStopSwitchOfTheApplicationStopsCommands() {
    isolate(guarded);
    new StopSwitch(database, audit, Clock.systemUTC())
        .set(StopPosition.WRITES, "kim", "A playbook runs wild.");

    Shell.Result result = isolate(first);

    assertThat(result.err()).startsWith("STOPPED: ").contains("kim");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(simulator.requests().count("POST", ISOLATE)).isZero();
  }

  @Test
  void whatNeedsAnApprovalIsNothingForACommand() throws Exception {
    Files.writeString(
        settings,
        Files.readString(settings)
            + """
              approval:
                required: containment
            """);

    Shell.Result result = isolate(first);

    assertThat(result.err())
        .startsWith("APPROVAL_MISSING: ")
        .contains("Run the action in a playbook");
    assertThat(simulator.requests().count("POST", ISOLATE)).isZero();
  }

  @Test
  void withoutItsDatabaseNothingIsSent() {
    Shell.Result result =
        Shell.of(simulator)
            .with("SPRING_DATASOURCE_URL", "jdbc:h2:mem:absent;IFEXISTS=TRUE")
            .run(
                "run",
                "machine.isolate",
                "machineId=" + first.id(),
                "Comment=Incident 29",
                "IsolationType=Full");

    assertThat(result.err()).startsWith("SETTINGS_INVALID: ").contains("nothing was sent");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(simulator.requests().count("POST", ISOLATE)).isZero();
  }

  private Shell.Result isolate(Machine machine) {
    return new Shell()
        .with("MY_SECRET", simulator.clientSecret())
        .run(
            "run",
            "machine.isolate",
            "machineId=" + machine.id(),
            "Comment=Incident 29",
            "IsolationType=Full",
            "--config",
            settings.toString());
  }
}
