package io.defenderflow.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalTest {
  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00.123Z");
  private static final String KEY = OperationKey.of("engine", "task", "", "machine.isolate", "m");

  private Journal journal;

  @BeforeEach
  void createTable() {
    JdbcDataSource database = new JdbcDataSource();
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

  @Test
  void everythingThatMakesAnotherOperationMakesAnotherKey() {
    assertThat(KEY)
        .isNotEqualTo(OperationKey.of("other", "task", "", "machine.isolate", "m"))
        .isNotEqualTo(OperationKey.of("engine", "other", "", "machine.isolate", "m"))
        .isNotEqualTo(OperationKey.of("engine", "task", "other", "machine.isolate", "m"))
        .isNotEqualTo(OperationKey.of("engine", "task", "", "machine.unisolate", "m"))
        .isNotEqualTo(OperationKey.of("engine", "task", "", "machine.isolate", "n"));
  }

  private static final String CLIENT_REQUEST_ID = "8d2f1c5e-0a52-4c58-9d2b-f4f5d2b2b1aa";

  private static Entry intent() {
    return Entry.intent(KEY, "task", "instance", "machine.isolate", "", "m", "hash", NOW);
  }
}
