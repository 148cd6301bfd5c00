package io.defenderflow.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of every type, up to their limits and beyond. */
class BoundValuesTest {
  private static final Catalogue CATALOGUE = Catalogue.load();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LOCATION = "0854951d-5fc0-4eb1-b392-9b2c9d7949c2";

  @Test
  void aTruthIsWrittenInAnyCaseAndNothingElseIsOne() {
    assertThat(location(Map.of("isTrusted", " TRUE ")).get("isTrusted")).contains(true);
    assertThat(location(Map.of("isTrusted", false)).get("isTrusted")).contains(false);
    assertThat(location(Map.of("isTrusted", JSON.valueToTree(true))).get("isTrusted"))
        .contains(true);
    assertThat(refusedLocation(Map.of("isTrusted", "yes")))
        .containsExactly("The input \"Trusted\" (isTrusted) is neither true nor false.");
  }

  @Test
  void aTextMayBeAsLongAsItsLimit() {
    assertThat(location(Map.of("displayName", "a".repeat(256))).text("displayName")).isPresent();
    assertThat(refusedLocation(Map.of("displayName", "a".repeat(257))))
        .singleElement()
        .asString()
        .contains("has 257 characters and may have 256 at most");
  }

  @Test
  void objectsComeAsTextAsJsonAndAsCollections() throws Exception {
    String text = "[{\"cidrAddress\":\"203.0.113.0/24\"}]";
    List<Object> forms =
        List.of(text, JSON.readTree(text), List.of(Map.of("cidrAddress", "203.0.113.0/24")));

    for (Object form : forms) {
      assertThat(location(Map.of("ipRanges", form)).get("ipRanges"))
          .contains(List.of(JSON.readTree("{\"cidrAddress\":\"203.0.113.0/24\"}")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "[], is not a JSON list with at least one object",
    "{}, is not a JSON list with at least one object",
    "'[1]', has an entry that is not a JSON object",
    "'[{}, \"x\"]', has an entry that is not a JSON object",
    "[{, starts like JSON but cannot be read as JSON"
  })
  void whatIsNoListOfObjectsIsRefused(String text, String why) {
    assertThat(refusedLocation(Map.of("ipRanges", text)))
        .singleElement()
        .asString()
        .contains("(ipRanges)", why);
  }

  @Test
  void objectsMayBeAsManyAsTheirLimit() {
    List<Map<String, Object>> most = Collections.nCopies(2_000, Map.of("cidrAddress", "x"));
    List<Map<String, Object>> more = Collections.nCopies(2_001, Map.of("cidrAddress", "x"));

    assertThat((List<?>) location(Map.of("ipRanges", most)).get("ipRanges").orElseThrow())
        .hasSize(2_000);
    assertThat(refusedLocation(Map.of("ipRanges", more)))
        .singleElement()
        .asString()
        .contains("has 2001 entries and may have 2000 at most");
  }

  @Test
  void choicesComeAsAListInAnyCaseAndKeepTheirOrder() {
    Object bound =
        bind(
                "auditQuery.create",
                Map.of(
                    "displayName", "x",
                    "filterStartDateTime", "2026-11-20T03:00:00Z",
                    "filterEndDateTime", "2026-11-21T03:00:00Z",
                    "recordTypeFilters", "exchangeitem, EXCHANGEADMIN"))
            .get("recordTypeFilters")
            .orElseThrow();

    assertThat((List<?>) bound)
        .extracting(choice -> ((Enum<?>) choice).name())
        .containsExactly("EXCHANGE_ITEM", "EXCHANGE_ADMIN");
  }

  @Test
  void choicesThatCannotRepeatComeOnce() {
    Map<String, Object> source =
        Map.of(
            "caseId", LOCATION,
            "custodianId", "0053a61a3b6c42738f7606791716a22a",
            "email", "mira.solberg@northwharf.example",
            "includedSources", "mailbox,MAILBOX,site");

    Object bound =
        bind("ediscovery.custodian.userSource.create", source).get("includedSources").orElseThrow();

    assertThat((Set<?>) bound)
        .extracting(choice -> ((Enum<?>) choice).name())
        .containsExactly("MAILBOX", "SITE");
  }

  @Test
  void aFileComesAsAVariableOrInBase64WithOrWithoutItsName() {
    byte[] content = "Write-Output".getBytes(StandardCharsets.UTF_8);
    String base64 = Base64.getEncoder().encodeToString(content);

    FileContent variable = file(new FileContent("collect.ps1", content));
    FileContent named =
        file("collect.ps1 : " + base64.substring(0, 4) + "\n " + base64.substring(4));
    FileContent unnamed = file(base64);

    assertThat(variable.bytes()).isEqualTo(content);
    assertThat(named.bytes()).isEqualTo(content);
    assertThat(named.name()).isEqualTo("collect.ps1");
    assertThat(unnamed.bytes()).isEqualTo(content);
    assertThat(unnamed.name()).isEqualTo("File");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.ps1:no base64!", "../a.ps1:AAAA", "a/b:AAAA", ":AAAA"})
  void whatIsNoFileIsRefused(String text) {
    assertThat(refused("libraryFile.upload", Map.of("File", text)))
        .singleElement()
        .asString()
        .contains("(File)");
  }

  @Test
  void aFileMayBeAsLargeAsItsLimit() {
    int most = input("libraryFile.upload", "File").max();

    assertThat(file(new FileContent("a.ps1", new byte[most])).bytes()).hasSize(most);
    assertThat(
            refused(
                "libraryFile.upload", Map.of("File", new FileContent("a.ps1", new byte[most + 1]))))
        .singleElement()
        .asString()
        .contains("has " + (most + 1) + " bytes and may have " + most + " at most");
  }

  @Test
  void aFileWhereTextIsDueIsRead() {
    FileContent text = new FileContent("name.txt", "Blocked".getBytes(StandardCharsets.UTF_8));

    assertThat(location(Map.of("displayName", text)).text("displayName")).contains("Blocked");
  }

  @Test
  void aNumberMayBeNothingOrItsLimit() {
    int most = input("machine.list", "top").max();

    assertThat(bind("machine.list", Map.of("top", 0)).get("top")).contains(0);
    assertThat(bind("machine.list", Map.of("top", " 5.0 ")).get("top")).contains(5);
    assertThat(refused("machine.list", Map.of("top", "-1")))
        .singleElement()
        .asString()
        .contains("is below 0");
    assertThat(refused("machine.list", Map.of("top", "five")))
        .singleElement()
        .asString()
        .contains("is not a whole number");
    assertThat(most).isPositive();
    assertThat(bind("machine.list", Map.of("top", most)).get("top")).contains(most);
    assertThat(refused("machine.list", Map.of("top", most + 1)))
        .singleElement()
        .asString()
        .contains("may be " + most + " at most");
  }

  @Test
  void aWrongChoiceIsShownInPartWithWhatIsAllowed() {
    String wrong = "x".repeat(61);

    String said = refused("incident.update", Map.of("incidentId", "1", "status", wrong)).get(0);

    assertThat(said).contains("\"" + "x".repeat(60) + "...\"", "inProgress");
    assertThat(
            refused("incident.update", Map.of("incidentId", "1", "status", "y".repeat(60))).get(0))
        .contains("\"" + "y".repeat(60) + "\"");
  }

  @Test
  void whatIsMissingSaysWhatIsExpected() {
    assertThat(refused("namedLocation.updateIpRanges", Map.of()))
        .anySatisfy(said -> assertThat(said).contains("is missing. Expected is a GUID such as"));
  }

  @ParameterizedTest
  @CsvSource({
    "CVE, cve-2026-12345, CVE-2026-12345",
    "GUID, 5382F7EA-7557-4AB7-9782-D50480024A4E, 5382f7ea-7557-4ab7-9782-d50480024a4e",
    "MACHINE_ID, 1E5BC9D7E413DDD7902C2932E418702B84D0CC07, 1e5bc9d7e413ddd7902c2932e418702b84d0cc07"
  })
  void whatIsTheSameIsWrittenTheSame(Shape shape, String given, String expected) {
    assertThat(shape.normalise(given)).isEqualTo(expected);
  }

  @Test
  void aPathIsEscapedOnce() {
    assertThat(Shape.GRAPH_PATH.normalise("/v1.0/users?$filter=a eq 'b'")).doesNotContain(" ");
    assertThat(Shape.ENDPOINT_PATH.normalise("/api/machines?$filter=a eq 'b'")).doesNotContain(" ");
    assertThat(Shape.GRAPH_PATH.check("/v1.0/../beta/users")).isPresent();
    assertThat(Shape.ENDPOINT_PATH.check("/api/../login")).isPresent();
    assertThat(Shape.ODATA_FILTER.check("a eq 'b")).isPresent();
    assertThat(Shape.FILE_NAME.check(".bashrc")).isPresent();
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void aShapeSaysWhatItExpects(Shape shape) {
    assertThat(shape.expected()).isNotBlank();
    if (!shape.pattern().isEmpty()) {
      assertThat(shape.example()).matches("(?s)" + shape.pattern());
    }
  }

  @Test
  void somePatternIsKnownToTheTemplates() {
    assertThat(Shape.GUID.pattern()).contains("{12}");
    assertThat(Shape.TEXT.pattern()).isEmpty();
  }

  private static FileContent file(Object given) {
    return (FileContent)
        bind("libraryFile.upload", Map.of("File", given)).get("File").orElseThrow();
  }

  private static BoundInputs location(Map<String, Object> more) {
    Map<String, Object> raw = new HashMap<>(more);
    raw.put("locationId", LOCATION);
    return bind("namedLocation.updateIpRanges", raw);
  }

  private static List<String> refusedLocation(Map<String, Object> more) {
    Map<String, Object> raw = new HashMap<>(more);
    raw.put("locationId", LOCATION);
    return refused("namedLocation.updateIpRanges", raw);
  }

  private static BoundInputs bind(String action, Map<String, ?> raw) {
    return CATALOGUE.find(action).orElseThrow().bind(raw);
  }

  private static List<String> refused(String action, Map<String, ?> raw) {
    return catchThrowableOfType(InvalidInput.class, () -> bind(action, raw)).problems().stream()
        .map(InvalidInput.Problem::message)
        .toList();
  }

  private static InputEntry input(String action, String name) {
    return CATALOGUE.find(action).orElseThrow().inputs().stream()
        .filter(input -> input.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
