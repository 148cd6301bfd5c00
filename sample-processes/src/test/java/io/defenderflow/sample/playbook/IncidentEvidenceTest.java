package io.defenderflow.sample.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.spin.Spin;
import org.junit.jupiter.api.Test;

class IncidentEvidenceTest {
  private static final String USER =
      """
      {"@odata.type": "#microsoft.graph.security.userEvidence",
       "userAccount": {"userPrincipalName": "alva.rinne@northwharf.example"}}\
      """;
  private static final String FILE =
      """
      {"@odata.type": "#microsoft.graph.security.fileEvidence", "mdeDeviceId": "not a device",
       "fileDetails": {"fileName": "invoice-viewer.exe"}}\
      """;
  private static final String DEVICE =
      """
      {"@odata.type": "#microsoft.graph.security.deviceEvidence", "mdeDeviceId": "1a0c",
       "deviceDnsName": "nw-fin-lt-014.northwharf.example"}\
      """;

  @Test
  void machineAndUserAreFoundWhereverTheyStand() {
    IncidentEvidence evidence = of("[%s, %s]".formatted(FILE, USER), "[%s]".formatted(DEVICE));

    assertThat(evidence.machine()).contains("1a0c");
    assertThat(evidence.user()).contains("alva.rinne@northwharf.example");
    assertThat(evidence.text())
        .isEqualTo(
            """
            file: invoice-viewer.exe
            user: alva.rinne@northwharf.example
            device: nw-fin-lt-014.northwharf.example\
            """);
  }

  @Test
  void aDeviceWithoutSensorIsCalledByItsName() {
    IncidentEvidence evidence =
        of("[%s]".formatted(DEVICE.replace("\"mdeDeviceId\": \"1a0c\"", "\"mdeDeviceId\": null")));

    assertThat(evidence.machine()).contains("nw-fin-lt-014.northwharf.example");
  }

  @Test
  void evidenceOfAnUnknownKindPointsToThePortal() {
    IncidentEvidence evidence =
        of("[{\"@odata.type\": \"#microsoft.graph.security.newEvidence\"}]");

    assertThat(evidence.machine()).isEmpty();
    assertThat(evidence.user()).isEmpty();
    assertThat(evidence.text()).isEqualTo("new: see the incident in the Defender portal");
  }

  @Test
  void anIncidentWithoutAlertsSaysNothing() {
    IncidentEvidence evidence = IncidentEvidence.of(Spin.JSON("{\"alerts\": null}"));

    assertThat(evidence.machine()).isEmpty();
    assertThat(evidence.text()).isEmpty();
  }

  @Test
  void theTextFitsIntoAVariable() {
    String many =
        java.util.stream.IntStream.range(0, 200)
            .mapToObj(i -> USER.replace("alva.rinne", "somebody.with.a.long.name." + i))
            .collect(java.util.stream.Collectors.joining(",", "[", "]"));

    assertThat(of(many).text()).hasSize(4_000).endsWith("…");
  }

  private static IncidentEvidence of(String... evidenceOfAlerts) {
    String alerts =
        java.util.Arrays.stream(evidenceOfAlerts)
            .map("{\"evidence\": %s}"::formatted)
            .collect(java.util.stream.Collectors.joining(","));
    return IncidentEvidence.of(Spin.JSON("{\"alerts\": [" + alerts + "]}"));
  }
}
