package io.defenderflow.lane;

import io.defenderflow.audit.Audit;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.guard.ApprovalSettings;
import io.defenderflow.guard.CapSettings;
import io.defenderflow.guard.Containments;
import io.defenderflow.guard.Guard;
import io.defenderflow.guard.ProcessHistory;
import io.defenderflow.guard.ProtectionSettings;
import io.defenderflow.guard.StopSwitch;
import io.defenderflow.guard.Tenants;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;

/** Guards that let everything pass. */
final class Guards {
  private Guards() {}

  static Guard open(Tenants tenants, DataSource database, Clock clock) {
    return of(tenants, database, ProtectionSettings.NONE, CapSettings.NONE, clock);
  }

  static Guard of(
      Tenants tenants,
      DataSource database,
      ProtectionSettings protection,
      CapSettings caps,
      Clock clock) {
    return of(
        tenants,
        database,
        protection,
        ApprovalSettings.NONE,
        caps,
        processInstance -> Optional.of("mara"),
        clock);
  }

  static Guard of(
      Tenants tenants,
      DataSource database,
      ProtectionSettings protection,
      ApprovalSettings approval,
      CapSettings caps,
      ProcessHistory history,
      Clock clock) {
    Audit audit = new Audit(database);
    Guard guard =
        new Guard(
            Catalogue.load(),
            tenants,
            protection,
            approval,
            caps,
            new StopSwitch(database, audit, clock),
            new Containments(database, audit, clock),
            audit,
            history,
            clock);
    guard.createTables();
    return guard;
  }
}
