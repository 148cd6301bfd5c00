package io.defenderflow.permission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Permission;
import io.defenderflow.catalogue.Service;
import io.defenderflow.playbook.Playbook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PermissionPlanTest {
  private static final Catalogue CATALOGUE = Catalogue.load();

  @Test
  void whatReadsAndWhatActsIsSplitAndAWaitingStepReadsItsMachineAction() {
    PermissionPlan plan =
        PermissionPlan.ofTwo(CATALOGUE, actions("incident.get", "machine.isolate"));

    assertThat(PermissionTable.text(plan))
        .isEqualTo(
            """
            App registration "Defenderflow reader"
            Permission                 Service                          Id                                    Needed by
            SecurityIncident.Read.All  Microsoft Graph                  45cc0394-e837-488b-a098-1918f48d186c  incident.get
            Machine.Read.All           Microsoft Defender for Endpoint  ea8291d3-4b9a-44b5-bc3a-6cea3026dc79  machine.isolate

            App registration "Defenderflow responder"
            Permission       Service                          Id                                    Needed by
            Machine.Isolate  Microsoft Defender for Endpoint  7e4e1300-e1b9-4102-88ba-f0cb6e6d5974  machine.isolate
            """);
  }

  @Test
  void oneRegistrationHasThePermissionsOfBoth() throws IOException {
    PermissionPlan plan =
        PermissionPlan.ofOne(CATALOGUE, actions("incident.get", "machine.isolate"));

    assertThat(AppManifest.json(plan))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"requiredResourceAccess": [
                      {"resourceAppId": "00000003-0000-0000-c000-000000000000", "resourceAccess": [
                        {"id": "45cc0394-e837-488b-a098-1918f48d186c", "type": "Role"}]},
                      {"resourceAppId": "fc780465-2017-40d4-a0c5-307022471b92", "resourceAccess": [
                        {"id": "7e4e1300-e1b9-4102-88ba-f0cb6e6d5974", "type": "Role"},
                        {"id": "ea8291d3-4b9a-44b5-bc3a-6cea3026dc79", "type": "Role"}]}]}
                    """));
    assertThat(PermissionTable.markdown(plan))
        .contains("### App registration \"Defenderflow\"")
        .contains(
            "| `Machine.Isolate` | Microsoft Defender for Endpoint |"
                + " 7e4e1300-e1b9-4102-88ba-f0cb6e6d5974 | machine.isolate |");
  }

  @Test
  void theScriptAddsEveryPermissionOfEveryRegistrationAndConsents() {
    String script =
        AzureCommands.script(
            PermissionPlan.ofTwo(CATALOGUE, actions("incident.get", "machine.isolate")));

    assertThat(script)
        .startsWith("#!/bin/sh\n")
        .contains("READER_APP_ID=\"${READER_APP_ID:-}\"\n")
        .contains(
            "az ad app permission add --id \"$READER_APP_ID\" --api"
                + " 00000003-0000-0000-c000-000000000000 --api-permissions \\\n"
                + "  45cc0394-e837-488b-a098-1918f48d186c=Role\n")
        .contains(
            "az ad app permission add --id \"$RESPONDER_APP_ID\" --api"
                + " fc780465-2017-40d4-a0c5-307022471b92 --api-permissions \\\n"
                + "  7e4e1300-e1b9-4102-88ba-f0cb6e6d5974=Role\n")
        .contains("az ad app permission admin-consent --id \"$READER_APP_ID\"\n")
        .contains("az ad app permission admin-consent --id \"$RESPONDER_APP_ID\"\n");
  }

  @Test
  void ofAlternativesTheLeastIsTakenUnlessAnotherIsThereAnyway() {
    ActionEntry choosing =
        CATALOGUE.actions().stream()
            .filter(action -> action.anyPermission().size() > 1)
            .filter(action -> AppRoles.load().id(action.anyPermission().get(0)).isPresent())
            .findFirst()
            .orElseThrow();

    assertThat(PermissionPlan.ofOne(CATALOGUE, List.of(choosing)).of(Registration.APP).needs())
        .extracting(PermissionNeed::permission)
        .contains(choosing.anyPermission().get(0))
        .doesNotContain(choosing.anyPermission().get(1));
  }

  @Test
  void anAlternativeWithoutAKnownIdIsPassedOver() {
    Permission unknown = new Permission(Service.GRAPH, "GroupMember.ReadBasic.All");
    ActionEntry action =
        CATALOGUE.actions().stream()
            .filter(entry -> entry.anyPermission().indexOf(unknown) == 0)
            .findFirst()
            .orElseThrow();

    assertThat(PermissionPlan.ofOne(CATALOGUE, List.of(action)).of(Registration.APP).needs())
        .extracting(PermissionNeed::permission)
        .containsExactly(new Permission(Service.GRAPH, "GroupMember.Read.All"));
  }

  @Test
  void whatCannotBeScriptedIsSaidPlainlyInEveryOutput() {
    PermissionNeed need =
        new PermissionNeed(
            new Permission(Service.GRAPH, "SecurityData.Manage.All"),
            Optional.empty(),
            new TreeSet<>(),
            new TreeSet<>(List.of("thing.do")));
    PermissionPlan plan =
        new PermissionPlan(
            List.of(
                new AppRegistration(
                    Registration.APP,
                    List.of(need),
                    new TreeMap<>(Map.of("thing.do", "Give the app the role Thing Manager.")))));

    assertThat(List.of(PermissionTable.text(plan), PermissionTable.markdown(plan)))
        .allSatisfy(
            text ->
                assertThat(text)
                    .contains("The id of SecurityData.Manage.All", "unknown", "Thing Manager"));
    assertThat(AppManifest.json(plan).path("requiredResourceAccess")).isEmpty();
    assertThat(AppManifest.json(plan).path("addByHand").get(0).asText())
        .contains("SecurityData.Manage.All");
    assertThat(AppManifest.json(plan).path("alsoNeeds").path("thing.do").asText())
        .contains("Thing Manager");
    assertThat(AzureCommands.script(plan))
        .contains("# BY HAND: The id of SecurityData.Manage.All")
        .contains("# BY HAND for thing.do: Give the app the role Thing Manager.")
        .doesNotContain("permission add");
  }

  @Test
  void everyPermissionOfEveryActionIsInThePlanOfAll() {
    PermissionPlan plan = PermissionPlan.ofOne(CATALOGUE, CATALOGUE.actions());
    List<String> planned =
        plan.of(Registration.APP).needs().stream()
            .map(need -> need.permission().toString())
            .toList();

    assertThat(CATALOGUE.actions())
        .allSatisfy(
            action ->
                assertThat(planned)
                    .containsAll(action.permissions().stream().map(Object::toString).toList()));
  }

  @Test
  void theActionsOfPlaybooksAreFoundAndWhatIsUnclearIsReported() throws IOException {
    Playbook sample =
        Playbook.read(
            Path.of(
                "../../sample-processes/src/main/resources/processes/shared/close-incident.bpmn"));
    Playbook unclear =
        Playbook.read(
            "unclear.bpmn",
            "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'"
                + " xmlns:c='http://camunda.org/schema/1.0/bpmn'><process id='p'>"
                + step("a", "machine.vanish")
                + step("b", "${action}")
                + "<callActivity id='c' calledElement='close-incident'/>"
                + "<callActivity id='d' calledElement='elsewhere'/></process></definitions>");

    PlaybookActions found = PlaybookActions.of(CATALOGUE, List.of(sample, unclear));

    assertThat(found.actions())
        .extracting(ActionEntry::id)
        .contains("incident.get", "incident.comment.add", "incident.update");
    assertThat(found.problems()).hasSize(3);
    assertThat(found.problems().get(0)).startsWith("unclear.bpmn: ").contains("machine.vanish");
    assertThat(found.problems().get(1)).contains("${action}");
    assertThat(found.problems().get(2)).contains("elsewhere");
  }

  private static String step(String id, String action) {
    return "<serviceTask id='"
        + id
        + "' c:topic='defender-read'><extensionElements><c:inputOutput>"
        + "<c:inputParameter name='defenderAction'>"
        + action
        + "</c:inputParameter></c:inputOutput></extensionElements></serviceTask>";
  }

  private static List<ActionEntry> actions(String... ids) {
    return Stream.of(ids).map(id -> CATALOGUE.find(id).orElseThrow()).toList();
  }
}
