package io.defenderflow.sample.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompromisedUserDecisionsTest {
  private static final String ADMINISTRATOR =
      "[{'@odata.type': '#microsoft.graph.directoryRole', 'displayName': 'Global Administrator'}]";

  @ParameterizedTest(name = "{0}, {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "breakglass-1@n.example | []               | Member | false | breakGlass   | byHand",
        "Emergency-Access2@n.example | []          | Member | false | breakGlass   | byHand",
        "a@n.example | Emergency access accounts   | Member | false | breakGlass   | byHand",
        "a@n.example | unreadable                  | Member | false | unknown      | byHand",
        "a@n.example | administrator               | Member | true  | privileged   | byHand",
        "a@n.example | Tier 0 administrators       | Member | false | privileged   | byHand",
        "a@n.example | Sales                       | Member | true  | synchronized | ask",
        "a@n.example | Sales                       | Guest  | false | guest        | ask",
        "a@n.example | Sales                       | Member | false | standard     | ask",
        "a@n.example | []                          | Member | null  | standard     | ask"
      })
  void theAccountPolicyAnswersAsItsRowsSay(
      String name,
      String groups,
      String type,
      String synchronizedFromAd,
      String kind,
      String disable) {
    String memberships =
        switch (groups) {
          case "unreadable" -> "null";
          case "administrator" -> "{'value': " + ADMINISTRATOR + "}";
          case "[]" -> "{'value': []}";
          default ->
              "{'value': [{'@odata.type': '#microsoft.graph.group', 'displayName': '"
                  + groups
                  + "'}]}";
        };

    var decided =
        new DecisionFile("compromised-user/account-policy.dmn")
            .decide(
                json(
                    "{'userPrincipalName': '%s', 'memberships': %s, 'user': {'userType': '%s',"
                        + " 'onPremisesSyncEnabled': %s}}",
                    name, memberships, type, synchronizedFromAd));

    assertThat(decided).containsEntry("accountKind", kind).containsEntry("disable", disable);
    assertThat(decided.get("reason")).asString().isNotBlank();
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'displayName': 'x', 'actions': {'forwardTo': [{'emailAddress': {'address':"
            + " 'd@evil.example'}}]} | outside",
        "'displayName': 'x', 'actions': {'redirectTo': [{'emailAddress': {'address':"
            + " 'D@EVIL.example'}}]} | outside",
        "'displayName': 'x', 'actions': {'forwardTo': [{'emailAddress': {'address':"
            + " 'B@N.example'}}]} | Nothing",
        "'displayName': 'x', 'actions': {'forwardTo': [{'emailAddress': {'address':"
            + " 'b@evil-n.example'}}]} | outside",
        "'displayName': 'x', 'actions': {'delete': true}, 'conditions': {'subjectContains':"
            + " ['Invoice 7']} | deletes mail about",
        "'displayName': 'x', 'actions': {'permanentDelete': true}, 'conditions': {} | without"
            + " looking",
        "'displayName': 'x', 'actions': {'delete': true}, 'conditions': {'subjectContains':"
            + " ['lunch']} | Nothing",
        "'displayName': 'x', 'actions': {'moveToFolder': 'f1'}, 'conditions': {'bodyContains':"
            + " ['phish']} | hides mail about",
        "'displayName': 'x', 'actions': {'markAsRead': true}, 'conditions': {'senderContains':"
            + " ['helpdesk']} | hides mail about",
        "'displayName': '..', 'actions': {'copyToFolder': 'f1'} | no letter",
        "'displayName': null, 'actions': {'copyToFolder': 'f1'} | no letter",
        "'displayName': 'Team', 'actions': {'moveToFolder': 'f1'}, 'conditions': null | Nothing"
      })
  void anInboxRuleIsJudgedByWhatItDoes(String rule, String reason) {
    var decided =
        new DecisionFile("compromised-user/inbox-rule-review.dmn")
            .decide(json("{'userPrincipalName': 'a@n.example', 'rule': {%s}}", rule));

    assertThat(decided.get("reason")).asString().contains(reason);
    assertThat(decided).containsEntry("suspicious", !reason.equals("Nothing"));
  }

  @ParameterizedTest(name = "{0}, {1} days -> {2}")
  @CsvSource({
    "password, 1, false",
    "temporaryAccessPass, 300, true",
    "microsoftAuthenticator, 6, true",
    "phone, 8, false",
    "phone, , false"
  })
  void aSignInMethodIsSuspiciousWhenItIsNew(String kind, Integer days, boolean suspicious) {
    String since =
        days == null ? "null" : "'" + Instant.now().minus(Duration.ofDays(days)).toString() + "'";

    assertThat(
            new DecisionFile("compromised-user/sign-in-method-review.dmn")
                .decide(json("{'method': {'kind': '%s', 'createdDateTime': %s}}", kind, since)))
        .containsEntry("suspicious", suspicious);
  }

  @Test
  void theUserOfTheEvidenceIsTakenOnlyWhereItIsOne() {
    DecisionFile users = new DecisionFile("compromised-user/users-of-incident.dmn");
    String one = "{'userAccount': {'azureAdUserId': 'u1', 'userPrincipalName': 'a@n.example'}}";
    String two = "{'userAccount': {'userPrincipalName': 'b@n.example', 'displayName': 'Bo'}}";
    String machine = "{'mdeDeviceId': 'm1'}";

    var sameTwice =
        users.decide(
            json(
                "{'incident': {'alerts': [{'evidence': [%s, %s]}, {'evidence': [%s]}]}}",
                machine, one, one));
    assertThat(sameTwice).containsEntry("reference", "u1");
    assertThat(sameTwice.get("count")).asString().isEqualTo("1");

    var several =
        users.decide(json("{'incident': {'alerts': [{'evidence': [%s, %s]}]}}", one, two));
    assertThat(several).containsEntry("reference", null);
    assertThat(several.get("text")).asString().contains("a@n.example").contains("Bo, b@n.example");

    var none = users.decide("{\"incident\": {\"alerts\": []}}");
    assertThat(none).containsEntry("reference", null);
    assertThat(none.get("text")).asString().contains("names no user");
  }

  @Test
  void whatCouldNotBeReadIsSaid() {
    var facts = new DecisionFile("compromised-user/user-facts.dmn").decide("{}");

    assertThat(facts.values()).allSatisfy(text -> assertThat(text.toString()).contains("read"));
  }

  @Test
  void aThousandSignInsStayBelowWhatTheEngineKeepsInAText() {
    String signIn =
        json(
            "{'createdDateTime': '2026-11-21T02:39:55Z', 'appDisplayName': '%s'}", "x".repeat(500));
    String all = String.join(",", java.util.Collections.nCopies(1000, signIn));

    assertThat(
            new DecisionFile("compromised-user/user-facts.dmn")
                .decide("{\"signIns\": {\"value\": [" + all + "]}}")
                .get("signIns")
                .toString())
        .hasSizeLessThan(4000)
        .contains("2026-11-21");
  }

  @Test
  void theFindingsNameTheStepsThatRemoveThem() {
    var named =
        new DecisionFile("compromised-user/findings-to-approve.dmn")
            .decide(
                json(
                    "{'findings': [{'kind': 'inboxRule', 'id': 'r1', 'name': '..', 'reason':"
                        + " 'why'}, {'kind': 'microsoftAuthenticator', 'id': 'm1', 'name': 'app',"
                        + " 'reason': 'new'}, {'kind': 'windowsHelloForBusiness', 'id': 'm2',"
                        + " 'name': 'pc', 'reason': 'new'}]}"));

    assertThat(named.get("actions").toString().lines())
        .containsExactly(
            "messageRule.delete",
            "authMethod.authenticatorApp.delete",
            "authMethod.windowsHello.delete");
    assertThat(named.get("ids").toString().lines()).containsExactly("r1", "m1", "m2");
  }

  private static String json(String text, Object... values) {
    return text.formatted(values).replace('\'', '"');
  }
}
