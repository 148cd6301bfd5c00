package io.defenderflow.cli.settings;

import io.defenderflow.credential.Secret;
import io.defenderflow.guard.ApprovalSettings;
import io.defenderflow.guard.CapSettings;
import io.defenderflow.guard.ProtectionSettings;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What stands between a command and a write.
 *
 * @param databaseUrl where the stop switch, the counts and the audit stand
 */
public record GuardSettings(
    ProtectionSettings protection,
    ApprovalSettings approval,
    CapSettings caps,
    String databaseUrl,
    String databaseUser,
    Secret databasePassword) {

  /** The database, which is not opened yet. */
  public DataSource dataSource() {
    if (databaseUrl.startsWith("jdbc:postgresql:")) {
      PGSimpleDataSource postgres = new PGSimpleDataSource();
      postgres.setUrl(databaseUrl);
      postgres.setUser(databaseUser);
      postgres.setPassword(databasePassword.reveal());
      return postgres;
    }
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setUrl(databaseUrl);
    h2.setUser(databaseUser);
    h2.setPassword(databasePassword.reveal());
    return h2;
  }
}
