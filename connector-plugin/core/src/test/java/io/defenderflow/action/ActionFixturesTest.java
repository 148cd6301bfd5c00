package io.defenderflow.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Answer;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Download;
import io.defenderflow.connection.Connections;
import io.defenderflow.connection.ScriptedTenant;
import io.defenderflow.connection.ScriptedTenant.Reply;
import io.defenderflow.connection.ScriptedTenant.Seen;
import io.defenderflow.fault.Fault;
import io.defenderflow.limit.LimitSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays the fixtures of all actions through the real transport. A fixture says which inputs come
 * from the process, what exactly is sent, what Microsoft answers, and what the process gets.
 */
@Timeout(60)
class ActionFixturesTest {
  private static final Path FIXTURES = Path.of("src/test/resources/fixtures");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Catalogue CATALOGUE = Catalogue.load();

  private static final Pattern FORM_FIELD =
      Pattern.compile(
          "(?is)Content-Disposition: form-data; name=\"([^\"]+)\"(?:; filename=\"([^\"]+)\")?.*?"
              + "\r\n\r\n(.*)\r\n");

  private static ScriptedTenant tenant;
  private static Connections connections;

  @BeforeAll
  static void open() throws IOException {
    tenant = new ScriptedTenant();
    connections =
        Connections.open(
            List.of(tenant.settings().build()),
            LimitSettings.unlimited(),
            Clock.fixed(Instant.parse("2026-11-21T03:00:00Z"), ZoneOffset.UTC),
            pause -> {
              throw new AssertionError("A fixture needs no pause.");
            });
  }

  @AfterAll
  static void close() {
    connections.close();
    tenant.close();
  }

  static Stream<String> fixtures() throws IOException {
    try (Stream<Path> files = Files.walk(FIXTURES)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> FIXTURES.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList()
          .stream();
    }
  }

  @Test
  void everyActionHasAFixtureThatEndsWellAndEveryFixtureAnAction() throws IOException {
    Set<String> fixtures = fixtures().collect(Collectors.toSet());
    assertThat(CATALOGUE.actions().stream().map(action -> action.id() + "/ok.json"))
        .as("Fixtures of all actions")
        .allSatisfy(fixture -> assertThat(fixtures).contains(fixture));
    assertThat(fixtures)
        .allSatisfy(fixture -> assertThat(CATALOGUE.find(actionOf(fixture))).isPresent());
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void theActionSendsAndReturnsWhatTheFixtureSays(String file) throws IOException {
    JsonNode fixture = JSON.readTree(Files.readString(FIXTURES.resolve(file)));
    ActionEntry action = CATALOGUE.find(actionOf(file)).orElseThrow();
    tenant.apiRequests().clear();
    tenant.replies(replies(fixture));

    JsonNode outcome = outcome(action, fixture.get("inputs"));

    assertThat(requests(tenant.apiRequests())).isEqualTo(requests(fixture));
    assertThat(outcome)
        .isEqualTo(
            fixture.has("fault")
                ? fixture.get("fault")
                : fixture.path("result").isMissingNode()
                    ? NullNode.getInstance()
                    : JSON.readTree(located(fixture.get("result").toString())));
  }

  /** The result as the process reads it, or the code of the fault. */
  private static JsonNode outcome(ActionEntry action, JsonNode inputs) throws IOException {
    Map<String, Object> raw = JSON.convertValue(inputs, JSON.constructType(Map.class));
    try {
      Answer answer = action.call(connections.get("").calls(action.effect()), action.bind(raw));
      JsonNode json = JSON.readTree(answer.json().toString());
      if (action.bringsFiles()) {
        files(((ObjectNode) json).putArray("files"), answer.files());
      }
      return json;
    } catch (Fault fault) {
      return JSON.getNodeFactory().textNode(fault.code().name());
    }
  }

  private static void files(ArrayNode list, List<Download> files) throws IOException {
    for (Download file : files) {
      try (file;
          InputStream content = file.open()) {
        list.addObject()
            .put("name", file.name())
            .put("mediaType", file.mediaType())
            .put("contentBase64", Base64.getEncoder().encodeToString(content.readAllBytes()));
      }
    }
  }

  private static Reply[] replies(JsonNode fixture) {
    List<Reply> replies = new ArrayList<>();
    for (JsonNode exchange : fixture.get("exchanges")) {
      JsonNode response = exchange.get("response");
      String body =
          response.path("body").isMissingNode() ? "" : located(response.get("body").toString());
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("Content-Type", "application/json");
      response
          .path("headers")
          .properties()
          .forEach(header -> headers.put(header.getKey(), located(header.getValue().asText())));
      byte[] bytes =
          response.has("bodyBase64")
              ? Base64.getDecoder().decode(response.get("bodyBase64").asText())
              : body.getBytes(StandardCharsets.UTF_8);
      replies.add(new Reply(response.get("status").asInt(), headers, bytes));
    }
    return replies.toArray(Reply[]::new);
  }

  private static String located(String text) {
    return text.replace("{graph}", tenant.url("/graph").toString())
        .replace("{endpoint}", tenant.url("/mde").toString())
        .replace("{storage}", tenant.url("/storage").toString());
  }

  private static List<String> requests(JsonNode fixture) {
    List<String> requests = new ArrayList<>();
    for (JsonNode exchange : fixture.get("exchanges")) {
      JsonNode request = exchange.get("request");
      requests.add(
          request.get("verb").asText()
              + " "
              + request.get("target").asText()
              + " "
              + (request.has("body") ? located(request.get("body").toString()) : ""));
    }
    return requests;
  }

  private static List<String> requests(List<Seen> seen) throws IOException {
    List<String> requests = new ArrayList<>();
    for (Seen request : seen) {
      requests.add(
          request.verb()
              + " "
              + request.target().replaceFirst("^/(graph|mde)", "")
              + " "
              + (request.body().isEmpty() ? "" : body(request)));
    }
    return requests;
  }

  /** The JSON of a body; of a form its fields, and of a file in it the name and the content. */
  private static JsonNode body(Seen request) throws IOException {
    String type = request.headers().getOrDefault("Content-Type", "");
    if (!type.startsWith("multipart/form-data")) {
      return JSON.readTree(request.body());
    }
    ObjectNode form = JSON.createObjectNode();
    for (String part : request.body().split("--" + Pattern.quote(boundary(type)) + "(--)?\r\n")) {
      Matcher field = FORM_FIELD.matcher(part);
      if (field.matches()) {
        if (field.group(2) == null) {
          form.put(field.group(1), field.group(3));
        } else {
          form.putObject(field.group(1))
              .put("fileName", field.group(2))
              .put("content", field.group(3));
        }
      }
    }
    return form;
  }

  private static String boundary(String contentType) {
    return contentType.replaceFirst(".*boundary=([^;]+).*", "$1");
  }

  private static String actionOf(String fixture) {
    return fixture.substring(0, fixture.indexOf('/'));
  }
}
