package io.defenderflow.sample;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

class PlaybookOnPostgresTest extends PlaybookContract {
  private final EmbeddedPostgres postgres;

  PlaybookOnPostgresTest() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @Override
  String databaseUrl() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  @Override
  void stopDatabase() throws IOException {
    postgres.close();
  }
}
