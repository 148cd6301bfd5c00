package io.defenderflow.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalTest {
  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00.123Z");
  private static final String KEY = OperationKey.of("engine", "task", "", "machine.isolate", "m");

  private static final String NEWER = "'{\"fault\": {\"code\": \"TOO_NEW\"}}'";

  private final JdbcDataSource database = new JdbcDataSource();
  private Journal journal;

  @BeforeEach
  void createTable() {
    database.setURL("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
    journal = new Journal(database, Clock.fixed(NOW, ZoneOffset.UTC));
    journal.createTable();
  }

  @Test
  void anEntryComesBackAsItWasWritten() {
    Entry sent = journal.save(journal.add(intent()).sending(CLIENT_REQUEST_ID, NOW));
    Entry confirmed = journal.save(sent.confirmed("action-1", true, NOW));

    assertThat(journal.find(KEY)).contains(confirmed);
    assertThat(confirmed.marker()).isEqualTo("df-" + KEY.substring(0, 8));
    assertThat(confirmed.sends()).isEqualTo(1);
  }

  @Test
  void theTableMayBeCreatedAgain() {
    journal.add(intent());

    journal.createTable();

    assertThat(journal.find(KEY)).isPresent();
  }

  @Test
  void onlyOneOfTwoWorkersMayGoOn() {
    Entry seenByBoth = journal.add(intent());
    journal.save(seenByBoth.sending(CLIENT_REQUEST_ID, NOW));

    assertThatThrownBy(() -> journal.save(seenByBoth.sending(CLIENT_REQUEST_ID, NOW)))
        .isInstanceOf(TakenOver.class);
    assertThatThrownBy(() -> journal.add(intent())).isInstanceOf(TakenOver.class);
  }

  @Test
  void recordedOutcomesComeBackWithResultOrFault() {
    Entry added = journal.add(intent());
    Entry failed =
        journal.save(
            added.done(
                RecordedOutcome.of(
                    Fault.of(ErrorCode.ACTION_FAILED, "It failed.")
                        .withDetails(JsonNodeFactory.instance.objectNode().put("a", 1)))));

    RecordedOutcome recorded = journal.find(KEY).orElseThrow().outcome().orElseThrow();
    assertThat(recorded.fault()).get().extracting(Fault::code).isEqualTo(ErrorCode.ACTION_FAILED);
    assertThat(recorded.fault().orElseThrow().details().path("a").asInt()).isEqualTo(1);

    journal.save(
        failed.done(RecordedOutcome.of(JsonNodeFactory.instance.objectNode().put("id", "x"))));
    assertThat(journal.find(KEY).orElseThrow().outcome().orElseThrow().get().path("id").asText())
        .isEqualTo("x");
  }

  @Test
  void aDatabaseWithoutTheTableSaysWhatToDo() {
    JdbcDataSource empty = new JdbcDataSource();
    empty.setURL("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");

    assertThatThrownBy(() -> new Journal(empty, Clock.systemUTC()).find(KEY))
        .isInstanceOf(JournalUnavailable.class)
        .hasMessageContaining("Nothing is sent to Defender");
  }

  /** What became of it decides whether it is sent once more, so that nothing is guessed. */
  @Test
  void aStateOrErrorThatOnlyANewerVersionKnowsIsRefusedAndSaysSo() throws Exception {
    journal.add(intent());
    for (String column : List.of("STATE = 'HANDED_OVER'", "STATE = 'DONE', OUTCOME = " + NEWER)) {
      try (Connection connection = database.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("UPDATE DEFENDERFLOW_OPERATION SET " + column);
      }

      assertThatThrownBy(() -> journal.find(KEY))
          .isInstanceOf(JournalUnavailable.class)
          .hasMessageContaining("only a newer version of Defenderflow knows");
    }
  }

  @Test
  void everythingThatMakesAnotherOperationMakesAnotherKey() {
    assertThat(KEY)
        .isNotEqualTo(OperationKey.of("other", "task", "", "machine.isolate", "m"))
        .isNotEqualTo(OperationKey.of("engine", "other", "", "machine.isolate", "m"))
        .isNotEqualTo(OperationKey.of("engine", "task", "other", "machine.isolate", "m"))
        .isNotEqualTo(OperationKey.of("engine", "task", "", "machine.unisolate", "m"))
        .isNotEqualTo(OperationKey.of("engine", "task", "", "machine.isolate", "n"));
  }

  @Test
  void aKeyIsTheHashOfItsParts() {
    assertThat(OperationKey.hash("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(KEY).isEqualTo(OperationKey.hash("engine\ntask\n\nmachine.isolate\nm"));
  }

  @Test
  void aRefusedRequestDoesNotCountAndLeavesNothingInDoubt() {
    Entry once = intent().sending(CLIENT_REQUEST_ID, NOW);
    Entry twice = once.sending(CLIENT_REQUEST_ID, NOW);

    assertThat(once.refused().state()).isEqualTo(State.INTENT);
    assertThat(once.refused().sends()).isZero();
    assertThat(twice.refused().state()).as("the first one is still in doubt").isEqualTo(State.SENT);
    assertThat(twice.refused().sends()).isEqualTo(1);
    assertThat(intent().refused().sends()).isZero();
  }

  @Test
  void anEntryGoesOnFromWhereAPersonLeftIt() {
    Entry sent = intent().sending(CLIENT_REQUEST_ID, NOW);
    Instant later = NOW.plusSeconds(60);

    assertThat(sent.unknown().state()).isEqualTo(State.UNKNOWN);
    assertThat(sent.unknown().sends()).isEqualTo(1);
    Entry waiting = sent.confirmed("action-1", false, NOW).waitingFrom(later);
    assertThat(waiting.waitingSince()).contains(later);
    assertThat(waiting.workId()).contains("action-1");
    assertThat(waiting.waitingAnew().waitingSince()).isEmpty();
    assertThat(waiting.waitingAnew().state()).isEqualTo(State.CONFIRMED);
    Entry again = waiting.again(later);
    assertThat(again.state()).isEqualTo(State.INTENT);
    assertThat(again.sends()).isZero();
    assertThat(again.startedAt()).isEqualTo(later);
    assertThat(again.workId()).contains("action-1");
  }

  @Test
  void operationsOfATargetAreFoundByTheirActions() {
    Entry isolate = journal.add(intent());
    journal.add(other("machine.unisolate", "m"));
    Entry scan = journal.add(other("machine.runAntiVirusScan", "m"));
    journal.add(other("machine.isolate", "another"));

    assertThat(journal.about("m", List.of("machine.isolate", "machine.runAntiVirusScan")))
        .containsExactlyInAnyOrder(isolate, scan);
    assertThat(journal.about("n", List.of("machine.isolate"))).isEmpty();
  }

  @Test
  void aForgottenOperationIsGoneAndTheOthersStay() {
    journal.add(intent());
    Entry stays = journal.add(other("machine.isolate", "another"));

    journal.remove(KEY);

    assertThat(journal.find(KEY)).isEmpty();
    assertThat(journal.find(stays.key())).contains(stays);
  }

  @Test
  void whatIsWrittenIsCommittedEvenWhereConnectionsAreHandedOutInATransaction() throws Exception {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
    new Journal(database, Clock.fixed(NOW, ZoneOffset.UTC)).createTable();
    Journal inTransactions =
        new Journal(InTransactions.of(database), Clock.fixed(NOW, ZoneOffset.UTC));

    inTransactions.add(intent());

    assertThat(new Journal(database, Clock.fixed(NOW, ZoneOffset.UTC)).find(KEY)).isPresent();
  }

  private static Entry other(String action, String target) {
    String key = OperationKey.of("engine", "task", "", action, target);
    return Entry.intent(key, "task", "instance", action, "", target, "hash", NOW);
  }

  /** A pool whose connections do not commit by themselves. */
  private interface InTransactions {
    static DataSource of(DataSource database) {
      return (DataSource)
          Proxy.newProxyInstance(
              DataSource.class.getClassLoader(),
              new Class<?>[] {DataSource.class},
              (proxy, method, arguments) -> {
                Object result = method.invoke(database, arguments);
                if (result instanceof Connection connection) {
                  connection.setAutoCommit(false);
                }
                return result;
              });
    }
  }

  private static final String CLIENT_REQUEST_ID = "8d2f1c5e-0a52-4c58-9d2b-f4f5d2b2b1aa";

  private static Entry intent() {
    return Entry.intent(KEY, "task", "instance", "machine.isolate", "", "m", "hash", NOW);
  }
}
