package io.defenderflow.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.Turn;
import io.defenderflow.connection.Connection;
import io.defenderflow.connection.Connections;
import io.defenderflow.guard.Clearance;
import io.defenderflow.guard.Tenants;

@AnalyzeClasses(
    packages = "io.defenderflow.cli",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule onlyTheGuardReachesCallsThatChangeSomething =
      noClasses()
          .should()
          .callMethod(Tenants.class, "calls", String.class, Effect.class)
          .orShould()
          .callMethod(Connections.class, "calls", String.class, Effect.class)
          .orShould()
          .callMethod(Connection.class, "calls", Effect.class)
          .orShould()
          .callMethod(Turn.class, "calls", String.class)
          .because("a command may change something only after the guard has let it pass");

  @ArchTest
  static final ArchRule onlyOneClassAsksTheGuardForThem =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.defenderflow.cli.CommandGuard")
          .should()
          .callMethod(Clearance.class, "calls")
          .because("it alone writes down before it sends");
}
