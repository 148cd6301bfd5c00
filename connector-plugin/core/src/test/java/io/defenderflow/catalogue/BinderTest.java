package io.defenderflow.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.defenderflow.action.endpoint.IsolationType;
import io.defenderflow.action.incident.AlertDetermination;
import io.defenderflow.action.incident.IncidentStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinderTest {
  private static final String MACHINE = "1e5bc9d7e413ddd7902c2932e418702b84d0cc07";
  private static final Catalogue CATALOGUE = Catalogue.load();

  private static BoundInputs bind(String action, Map<String, ?> raw) {
    return CATALOGUE.find(action).orElseThrow().bind(raw);
  }

  private static List<String> fieldsRefused(String action, Map<String, ?> raw) {
    return catchThrowableOfType(InvalidInput.class, () -> bind(action, raw)).problems().stream()
        .map(InvalidInput.Problem::field)
        .toList();
  }

  @Test
  void blankIsAbsent() {
    BoundInputs bound =
        bind("incident.update", Map.of("incidentId", "1042", "assignedTo", "  ", "status", ""));

    assertThat(bound.values()).containsOnlyKeys("incidentId");
  }

  @Test
  void choicesAreComparedWithoutRegardToCase() {
    BoundInputs bound =
        bind(
            "incident.update",
            Map.of(
                "incidentId", "1",
                "status", "INPROGRESS",
                "classification", "TruePositive",
                "determination", "multistagedattack"));

    assertThat(bound.get("status")).contains(IncidentStatus.IN_PROGRESS);
    assertThat(bound.get("determination")).contains(AlertDetermination.MULTI_STAGED_ATTACK);
    assertThat(bound.text("determination")).contains("multiStagedAttack");
  }

  @Test
  void endpointChoicesKeepMicrosoftsSpelling() {
    BoundInputs bound =
        bind(
            "machine.isolate",
            Map.of("machineId", MACHINE, "Comment", "why", "IsolationType", "unmanageddevice"));

    assertThat(bound.get("IsolationType")).contains(IsolationType.UN_MANAGED_DEVICE);
    assertThat(bound.text("IsolationType")).contains("UnManagedDevice");
  }

  @Test
  void listsComeFromJsonFromCommasAndFromCollections() throws Exception {
    List<Object> forms =
        List.of(
            "[\"a\", \"b, c\"]",
            List.of("a", "b, c"),
            new ObjectMapper().readTree("[\"a\",\"b, c\"]"));

    for (Object form : forms) {
      assertThat(
              bind("incident.update", Map.of("incidentId", "1", "customTags", form))
                  .get("customTags"))
          .contains(List.of("a", "b, c"));
    }
    assertThat(
            bind("incident.update", Map.of("incidentId", "1", "customTags", " a , b,"))
                .get("customTags"))
        .contains(List.of("a", "b"));
  }

  @Test
  void theClearLiteralEmptiesListsAndTexts() {
    BoundInputs bound =
        bind(
            "incident.update",
            Map.of("incidentId", "1", "customTags", "(clear)", "assignedTo", "(clear)"));

    assertThat(bound.get("customTags")).contains(List.of());
    assertThat(bound.get("assignedTo")).contains(Clear.LITERAL);
  }

  @Test
  void theClearLiteralIsRefusedWhereNothingCanBeCleared() {
    assertThat(
            fieldsRefused("incident.comment.add", Map.of("incidentId", "1", "comment", "(clear)")))
        .containsExactly("comment");
  }

  @Test
  void anEmptyJsonListIsNotTakenForAnEmptying() {
    assertThatThrownBy(() -> bind("incident.update", Map.of("incidentId", "1", "customTags", "[]")))
        .hasMessageContaining("customTags")
        .hasMessageContaining("(clear)");
  }

  @Test
  void everyProblemIsReportedAtOnceWithFieldAndExpectation() {
    assertThatThrownBy(() -> bind("machine.isolate", Map.of("IsolationType", "Total")))
        .hasMessageContaining("\"Machine\" (machineId) is missing")
        .hasMessageContaining("\"Reason\" (Comment) is missing")
        .hasMessageContaining("Allowed is one of Full, Selective, UnManagedDevice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../incidents/1",
        "a/../b",
        "%2e%2e%2f",
        MACHINE + "?x=1",
        MACHINE + "#f",
        MACHINE + ";a=b",
        "..\\..",
        MACHINE + "\r\nX-Evil: 1",
        "1e5bc9d7e413ddd7902c2932e418702b84d0cc0",
        MACHINE + "0",
        MACHINE + "," + MACHINE,
        "*",
        "[\"" + MACHINE + "\"]",
        "..",
        "1e5bc9d7e413ddd7902c2932e418702b84d0cc0\uFF0F"
      })
  void aMachineIdThatCouldLeaveItsPlaceIsRefused(String id) {
    assertThat(
            fieldsRefused(
                "machine.isolate",
                Map.of("machineId", id, "Comment", "why", "IsolationType", "Full")))
        .containsExactly("machineId");
  }

  @Test
  void upperCaseMachineIdsAreNormalised() {
    assertThat(
            bind(
                    "machine.get",
                    Map.of("machineId", " " + MACHINE.toUpperCase(java.util.Locale.ROOT) + "\n"))
                .get("machineId"))
        .contains(MACHINE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "yesterday",
        "2026-11-21",
        "2026-11-21T03:00:00"
      })
  void datesThatDoNotExistOrHaveNoZoneAreRefused(String date) {
    assertThat(fieldsRefused("machine.findByIp", Map.of("ip", "10.0.0.1", "timestamp", date)))
        .containsExactly("timestamp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.256", "10.0.0", "localhost", "::zz", "1.2.3.4/8", "fe80::1%eth0"})
  void namesAndRangesAreNoIpAddress(String ip) {
    assertThat(
            fieldsRefused(
                "machine.findByIp", Map.of("ip", ip, "timestamp", "2026-11-21T03:00:00Z")))
        .containsExactly("ip");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DeviceInfo | where DeviceName == \"it\"s\" | take 1",
        "DeviceInfo | where DeviceName == 'O'Neil'",
        "DeviceInfo | where DeviceName == \"x\\\"",
        "DeviceInfo | where (DeviceName == \"x\"",
        "DeviceInfo | where DeviceName == \"line\nbreak\""
      })
  void aQueryWhoseQuotesAVariableBrokeIsRefused(String query) {
    assertThat(fieldsRefused("hunting.run", Map.of("Query", query))).containsExactly("Query");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DeviceInfo | where DeviceName == \"it's\" // don't count",
        "DeviceInfo | where Path == @'C:\\Users\\' | take 1",
        "let x = ```a \" b```; DeviceInfo",
        "DeviceInfo | where DeviceName in ('a', \"b\\\"c\") and todynamic('{\"a\":[1]}').a[0] == 1"
      })
  void aSoundQueryPasses(String query) {
    assertThat(bind("hunting.run", Map.of("Query", query)).get("Query")).contains(query);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "P7D",
        "PT12H",
        "2026-11-01/2026-11-02",
        "P2D/2026-11-02T00:00:00Z",
        "2026-11-01T00:00:00Z/PT5H",
        "2026-11-01"
      })
  void everyDocumentedTimespanPasses(String timespan) {
    assertThat(
            bind("hunting.run", Map.of("Query", "DeviceInfo", "Timespan", timespan))
                .get("Timespan"))
        .contains(timespan);
  }

  @ParameterizedTest
  @ValueSource(strings = {"P7D/P1D", "a/b", "1/2/3", "7 days"})
  void otherTimespansAreRefused(String timespan) {
    assertThat(fieldsRefused("hunting.run", Map.of("Query", "DeviceInfo", "Timespan", timespan)))
        .containsExactly("Timespan");
  }

  @Test
  void aCommentOverTheLimitIsRefusedWithItsLength() {
    assertThatThrownBy(
            () ->
                bind(
                    "incident.comment.add",
                    Map.of("incidentId", "1", "comment", "x".repeat(5_000))))
        .hasMessageContaining("comment")
        .hasMessageContaining("5000")
        .hasMessageContaining("4000");
  }

  @Test
  void numbersMustBeWholeAndWithinTheirLimit() {
    assertThat(fieldsRefused("incident.list", Map.of("top", "1.5"))).containsExactly("top");
    assertThat(fieldsRefused("incident.list", Map.of("top", 1001))).containsExactly("top");
    assertThat(fieldsRefused("incident.list", Map.of("top", "-1"))).containsExactly("top");
    assertThat(bind("incident.list", Map.of("top", "50")).get("top")).contains(50);
    assertThat(bind("incident.list", Map.of("top", 50L)).get("top")).contains(50);
  }

  @Test
  void anOpenQuoteInAFilterIsRefused() {
    assertThat(fieldsRefused("incident.list", Map.of("filter", "displayName eq 'O'Neil'")))
        .containsExactly("filter");
  }

  @Test
  void namesThatAreNoInputsAreLeftOut() {
    assertThat(bind("machine.get", Map.of("machineId", MACHINE, "createdDateTime", "x")).values())
        .containsOnlyKeys("machineId");
  }

  @Test
  void aJsonObjectIsTakenAsTextOrAsValue() {
    assertThat(
            bind("alert.update", Map.of("alertId", "da1_-2", "customDetails", "{\"a\":\"b\"}"))
                .get("customDetails")
                .orElseThrow())
        .hasToString("{\"a\":\"b\"}");
    assertThat(fieldsRefused("alert.update", Map.of("alertId", "da1_-2", "customDetails", "[1]")))
        .containsExactly("customDetails");
  }
}
