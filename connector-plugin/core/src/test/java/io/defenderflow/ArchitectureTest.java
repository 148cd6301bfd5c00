package io.defenderflow;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.Turn;
import io.defenderflow.connection.Connection;
import io.defenderflow.connection.Connections;
import io.defenderflow.fault.Fault;
import io.defenderflow.guard.Clearance;
import io.defenderflow.guard.Tenants;
import io.defenderflow.transport.Timeouts;

@AnalyzeClasses(packages = "io.defenderflow", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule coreKnowsNoEngineAndNoSpring =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.defenderflow.simulator..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.camunda..", "org.operaton..", "org.springframework..")
          .because("the same code runs beside any engine");

  @ArchTest
  static final ArchRule lanesSeeTenantsOnlyThroughTheCatalogue =
      noClasses()
          .that()
          .resideInAPackage("io.defenderflow.lane..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "io.defenderflow.connection..",
                      "io.defenderflow.transport..",
                      "io.defenderflow.credential..",
                      "feign..",
                      "org.apache.hc..",
                      "com.microsoft..")
                  // Locks are compared with the time that calls may take.
                  .and(not(type(Timeouts.class))))
          .because("a step is a call of the catalogue, whoever carries it");

  @ArchTest
  static final ArchRule onlyTheGuardReachesCallsThatChangeSomething =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.defenderflow.guard..", "io.defenderflow.connection..")
          .should()
          .callMethod(Tenants.class, "calls", String.class, Effect.class)
          .orShould()
          .callMethod(Connections.class, "calls", String.class, Effect.class)
          .orShould()
          .callMethod(Connection.class, "calls", Effect.class)
          .because("a step may change something only after the guard has let it pass");

  @ArchTest
  static final ArchRule onlyAStepThatWritesAsksTheGuardForThem =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.defenderflow.guard..")
          .and()
          .doNotHaveFullyQualifiedName("io.defenderflow.lane.WritingStep")
          .should()
          .callMethod(Clearance.class, "calls")
          .orShould()
          .callMethod(Turn.class, "calls", String.class)
          .because("it alone writes down before it sends");

  @ArchTest
  static final ArchRule theJournalKnowsNoLane =
      noClasses()
          .that()
          .resideInAPackage("io.defenderflow.journal..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.defenderflow.lane..", "io.defenderflow.action..")
          .because("the journal is a table, and who writes into it decides what it means");

  @ArchTest
  static final ArchRule onlyTheTransportSeesAnswers =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.defenderflow.transport..",
              "io.defenderflow.answer..",
              "io.defenderflow.simulator..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.apache.hc..", "io.defenderflow.answer..")
                  .or(type(feign.Response.class)))
          .orShould()
          .callMethod(Fault.class, "withStatus", int.class)
          .because("what a status means is said once, and a fault carries it on as a verdict");

  @ArchTest
  static final ArchRule noClassLooksAtTheStatusOfAFault =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(Fault.class.getName())
          .should()
          .accessField(Fault.class, "status")
          .because("it is for people only");
}
