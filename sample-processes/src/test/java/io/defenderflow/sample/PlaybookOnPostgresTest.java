package io.defenderflow.sample;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;

class PlaybookOnPostgresTest extends PlaybookContract {
  private final EmbeddedPostgres postgres;

  PlaybookOnPostgresTest() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @Override
  String databaseUrl() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  @AfterAll
  void stopPostgres() throws IOException {
    postgres.close();
  }
}
