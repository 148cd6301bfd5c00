package io.defenderflow.camunda7.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.defenderflow.camunda7.intake.SourceProperties.FilterProperties;
import io.defenderflow.connection.ConnectionSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of sources, and the conditions that they become. */
class SourceCheckTest {
  private static final FilterProperties EVERYTHING =
      new FilterProperties(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), "");

  @Test
  void everyBreachIsListedWithItsSetting() {
    SourceProperties wrong =
        new SourceProperties(
            "mails",
            "elsewhere",
            "",
            new FilterProperties(
                List.of("extreme"),
                List.of("redirected"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "true) or (1 eq 1"),
            Duration.ofMillis(1),
            Duration.ofSeconds(1),
            Duration.ofMinutes(-1),
            0,
            "",
            "",
            "",
            "SOMETIMES",
            Map.of("a b", "title", "defenderTrial", "/id"),
            0,
            true,
            0,
            Duration.ZERO,
            Duration.ZERO);

    InvalidIntake refused = catchThrowableOfType(InvalidIntake.class, () -> sources(wrong));

    assertThat(refused.problems())
        .allMatch(problem -> problem.startsWith("defender.intake.soc."))
        .extracting(problem -> problem.substring(20).split(" ", 2)[0])
        .contains(
            "source",
            "connection",
            "filter.severity",
            "filter.status",
            "filter.odata",
            "policy",
            "message",
            "poll-interval",
            "look-back",
            "overlap",
            "quiet-after",
            "page-size",
            "most-per-cycle",
            "attempts",
            "variables.a",
            "variables.defenderTrial");
    assertThat(refused).hasMessageContaining("defender.intake.soc.source must be incidents");
  }

  @Test
  void eachConditionStandsInParenthesesAndItsValuesInQuotes() {
    Filter filter =
        sources(
                settings(
                    "alerts",
                    new FilterProperties(
                        List.of("HIGH", "medium"),
                        List.of("new"),
                        List.of("it's' or 1 eq 1"),
                        List.of(),
                        List.of(),
                        List.of(),
                        "assignedTo eq null or assignedTo eq 'a)b'")))
            .get(0)
            .filter();

    assertThat(filter.conditions())
        .containsExactly(
            "(severity eq 'high' or severity eq 'medium')",
            "(status eq 'new')",
            "(serviceSource eq 'it''s'' or 1 eq 1')",
            "(assignedTo eq null or assignedTo eq 'a)b')");
  }

  @ParameterizedTest
  @ValueSource(strings = {")", "(", "a eq 'b", "a) or (b", "a\nb", "'(' ("})
  void aFreeConditionCannotLeaveItsParentheses(String odata) {
    assertThat(SourceCheck.isClosed(odata)).isFalse();
  }

  @Test
  void anUpdateMessageAloneMeansThatPlaybooksAreStartedAndFollowed() {
    assertThat(sources(settings("incidents", EVERYTHING)).get(0).policy()).isEqualTo(Policy.BOTH);
  }

  @Test
  void aSourceStartsOnlyInTheEngineTenantsOfItsConnection() {
    assertThat(sources(settings("incidents", "blue", EVERYTHING), List.of("red", "blue")))
        .hasSize(1);
    assertThat(sources(settings("incidents", "blue", EVERYTHING), List.of())).hasSize(1);

    for (String tenant : List.of("green", "")) {
      InvalidIntake refused =
          catchThrowableOfType(
              InvalidIntake.class,
              () -> sources(settings("incidents", tenant, EVERYTHING), List.of("red", "blue")));
      assertThat(refused)
          .hasMessageContaining("defender.intake.soc.engine-tenant is ")
          .hasMessageContaining("red, blue (defender.connections.default.engine-tenants)");
    }
  }

  private static SourceProperties settings(String source, FilterProperties filter) {
    return settings(source, "", filter);
  }

  private static SourceProperties settings(
      String source, String engineTenant, FilterProperties filter) {
    return new SourceProperties(
        source,
        "",
        engineTenant,
        filter,
        Duration.ofMinutes(1),
        Duration.ofDays(1),
        Duration.ofMinutes(15),
        50,
        "IncidentCreated",
        "",
        "IncidentChanged",
        "",
        Map.of(),
        100,
        true,
        3,
        Duration.ofMinutes(15),
        null);
  }

  private static List<Source> sources(SourceProperties one) {
    return sources(one, List.of());
  }

  private static List<Source> sources(SourceProperties one, List<String> engineTenants) {
    return SourceCheck.sources(
        new IntakeProperties(Map.of("soc", one)),
        Map.of(
            "default",
            ConnectionSettings.builder("default")
                .tenantId("tenant-1")
                .engineTenants(engineTenants)
                .build()));
  }
}
