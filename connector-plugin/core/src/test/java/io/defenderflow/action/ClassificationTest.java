package io.defenderflow.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.defenderflow.action.incident.EndpointClassification;
import io.defenderflow.catalogue.BoundInputs;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.InvalidInput;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A determination is sent only with a classification that it fits. */
class ClassificationTest {
  private static final Catalogue CATALOGUE = Catalogue.load();

  @ParameterizedTest
  @CsvSource({
    "truePositive,multiStagedAttack",
    "truePositive,compromisedAccount",
    "truePositive,other",
    "informationalExpectedActivity,securityTesting",
    "informationalExpectedActivity,confirmedActivity",
    "falsePositive,notMalicious",
    "falsePositive,notEnoughDataToValidate",
    "truePositive,unknown",
    "truePositive,",
    ",unknown",
    ","
  })
  void whatFitsInGraphIsAccepted(String classification, String determination) {
    for (String action : new String[] {"incident.update", "alert.update"}) {
      assertThat(CATALOGUE.find(action).orElseThrow().bind(inputs(classification, determination)))
          .isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "falsePositive,malware,determination",
    "truePositive,notMalicious,determination",
    "informationalExpectedActivity,phishing,determination",
    "truePositive,apt,determination",
    "unknown,malware,determination",
    ",malware,classification"
  })
  void whatDoesNotFitInGraphIsRefusedBeforeAnythingIsSent(
      String classification, String determination, String field) {
    for (String action : new String[] {"incident.update", "alert.update"}) {
      assertThatThrownBy(
              () ->
                  CATALOGUE.find(action).orElseThrow().bind(inputs(classification, determination)))
          .isInstanceOfSatisfying(
              InvalidInput.class,
              refused ->
                  assertThat(refused.problems())
                      .singleElement()
                      .satisfies(problem -> assertThat(problem.field()).isEqualTo(field)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TruePositive,CompromisedUser,",
    "InformationalExpectedActivity,ConfirmedUserActivity,",
    "FalsePositive,Clean,",
    "FalsePositive,NotMalicious,",
    "FalsePositive,Malware,determination",
    "TruePositive,SecurityTesting,determination",
    ",Malware,classification"
  })
  void theEndpointPairsAreThoseOfMicrosoftsPage(
      String classification, String determination, String field) {
    Map<String, Object> values = new java.util.HashMap<>();
    if (classification != null) {
      values.put("classification", classification);
    }
    values.put("determination", determination);

    assertThat(
            new EndpointClassification()
                .problem(new BoundInputs(values))
                .map(InvalidInput.Problem::field)
                .orElse(null))
        .isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mde.alert.update", "mde.alert.batchUpdate"})
  void whatDoesNotFitInDefenderForEndpointIsRefusedBeforeAnythingIsSent(String action) {
    assertThatThrownBy(
            () ->
                CATALOGUE
                    .find(action)
                    .orElseThrow()
                    .bind(
                        Map.of(
                            "alertId", "da637551227677560813_-961444813",
                            "alertIds", "da637551227677560813_-961444813",
                            "classification", "FalsePositive",
                            "determination", "Malware")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("NotMalicious, Clean, InsufficientData, Other");
  }

  private static Map<String, String> inputs(String classification, String determination) {
    return Map.of(
        "incidentId",
        "1042",
        "alertId",
        "da637551227677560813_-961444813",
        "classification",
        classification == null ? "" : classification,
        "determination",
        determination == null ? "" : determination);
  }
}
