package io.defenderflow.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditTest {
  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00.123Z");

  private final AtomicInteger connections = new AtomicInteger();
  private final JdbcDataSource database = new JdbcDataSource();
  private Audit audit;

  @BeforeEach
  void createTable() {
    database.setURL("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
    DataSource counting =
        (DataSource)
            Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                  connections.incrementAndGet();
                  return method.invoke(database, arguments);
                });
    audit = new Audit(counting);
    audit.createTable();
  }

  @Test
  void everyDetailIsReadAsItWasWritten() {
    AuditRecord row = AuditRecord.of(NOW, Decision.DONE).inDryRun(true);
    for (Detail detail : Detail.values()) {
      row = row.with(detail, "the " + detail.key());
    }

    audit.add(row);

    assertThat(audit.find(AuditFilter.ALL, new Page(0, 1))).containsExactly(row);
    assertThat(row.json()).hasSize(3 + Detail.values().length);
  }

  @Test
  void aTextThatIsTooLongIsCutAndLosesNoRow() {
    audit.add(AuditRecord.of(NOW, Decision.DENIED).with(Detail.WHY, "x".repeat(5_000)));

    assertThat(audit.find(AuditFilter.ALL, new Page(0, 1)).get(0).get(Detail.WHY))
        .contains("x".repeat(4_000));
  }

  @Test
  void pagesStartWithTheNewest() {
    for (int i = 0; i < 5; i++) {
      audit.add(done("machine-" + i));
    }

    assertThat(audit.find(AuditFilter.ALL, new Page(1, 2)))
        .extracting(row -> row.get(Detail.TARGET).orElseThrow())
        .containsExactly("machine-3", "machine-2");
    assertThat(audit.count(AuditFilter.ALL.with(Detail.TARGET, "machine-3"))).isEqualTo(1);
    assertThat(audit.count(AuditFilter.ALL.decision(Decision.DENIED))).isZero();
  }

  @Test
  void aStreamReadsNoFurtherThanItIsUsed() {
    for (int i = 0; i < 1_203; i++) {
      audit.add(done("machine-" + i));
    }
    connections.set(0);

    Iterator<AuditRecord> rows = audit.stream(AuditFilter.ALL).iterator();
    assertThat(rows.next().get(Detail.TARGET)).contains("machine-0");
    assertThat(connections).hasValue(1);

    int more = 0;
    while (rows.hasNext()) {
      rows.next();
      more++;
    }
    assertThat(more).isEqualTo(1_202);
    assertThat(connections).hasValue(3);
  }

  /** During an update, nodes of an older version read what those of the newer one write. */
  @Test
  void aDecisionThatOnlyANewerVersionKnowsIsShownByItsName() throws Exception {
    audit.add(done("machine-1"));
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO DEFENDERFLOW_AUDIT (WRITTEN_AT, DECISION, DRY_RUN, DECIDED_BY) VALUES"
              + " (CURRENT_TIMESTAMP, 'ROLLED_FORWARD', FALSE, 'mira')");
    }

    assertThat(audit.find(AuditFilter.ALL.person("mira"), new Page(0, 9)))
        .singleElement()
        .satisfies(row -> assertThat(row.decision()).isEqualTo("ROLLED_FORWARD"));
    StringWriter lines = new StringWriter();
    assertThat(audit.export(AuditFilter.ALL, lines)).isEqualTo(2);
    assertThat(lines.toString()).contains("\"decision\":\"ROLLED_FORWARD\"");
  }

  private static AuditRecord done(String machine) {
    return AuditRecord.of(NOW, Decision.DONE).with(Detail.TARGET, machine);
  }
}
