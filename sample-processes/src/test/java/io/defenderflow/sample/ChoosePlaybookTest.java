package io.defenderflow.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which playbook an incident starts. */
class ChoosePlaybookTest {
  private final DmnEngine engine =
      DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

  @ParameterizedTest
  @CsvSource({
    "microsoftDefenderForEndpoint, DeviceCompromised",
    "microsoftDefenderForOffice365, PhishingMailFound",
    "azureAdIdentityProtection, UserCompromised",
    "microsoftDefenderForIdentity, UserCompromised",
    "microsoftDefenderForCloudApps, UserCompromised"
  })
  void theProductThatRaisedItDecides(String serviceSource, String message) {
    assertThat(message(List.of("Execution"), List.of(serviceSource), List.of(), 1))
        .contains(message);
  }

  @Test
  void mailComesBeforeTheDevicesThatItReached() {
    assertThat(
            message(
                List.of(),
                List.of("microsoftDefenderForEndpoint", "microsoftDefenderForOffice365"),
                List.of(),
                2))
        .contains("PhishingMailFound");
  }

  @Test
  void severalAlertsOfRansomwareAreAnOutbreakAndOneIsAMachine() {
    List<String> endpoint = List.of("microsoftDefenderForEndpoint");

    assertThat(message(List.of("Ransomware"), endpoint, List.of(), 3))
        .contains("RansomwareSpreading");
    assertThat(message(List.of("Ransomware"), endpoint, List.of(), 2))
        .contains("DeviceCompromised");
  }

  @Test
  void anAnalystChoosesByATag() {
    List<String> mail = List.of("microsoftDefenderForOffice365");

    assertThat(message(List.of(), mail, List.of("ransomware"), 1)).contains("RansomwareSpreading");
    assertThat(message(List.of(), mail, List.of("block-indicators"), 1))
        .contains("IndicatorsToBlock");
  }

  @Test
  void whatNoPlaybookIsForStartsNothing() {
    assertThat(message(List.of(), List.of("dataLossPrevention"), List.of(), 1)).isEmpty();
    assertThat(message(List.of(), List.of(), List.of(), 0)).isEmpty();
  }

  private Optional<String> message(
      List<String> categories, List<String> serviceSources, List<String> tags, int alertCount) {
    try (InputStream table =
        getClass().getResourceAsStream("/processes/intake/choose-playbook.dmn")) {
      DmnDecision decision = engine.parseDecision("choose-playbook", table);
      Map<String, Object> inputs =
          Map.of(
              "categories", categories,
              "serviceSources", serviceSources,
              "tags", tags,
              "alertCount", alertCount);
      return Optional.ofNullable(engine.evaluateDecisionTable(decision, inputs).getSingleResult())
          .map(result -> result.getEntry("message"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
