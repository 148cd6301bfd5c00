package io.defenderflow.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.defenderflow.simulator.Canaries;
import io.defenderflow.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** The whole application on a free port, as its users reach it: through the REST API. */
final class RunningSample implements AutoCloseable {
  static final String PASSWORD = "chosen-for-this-test";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final ServletWebServerApplicationContext context;

  private RunningSample(ServletWebServerApplicationContext context) {
    this.context = context;
  }

  /**
   * Starts the application with these settings, for example {@code
   * defender.simulator.enabled=false}.
   */
  static RunningSample start(List<String> settings) {
    return start(SampleApplication.application(), settings);
  }

  /**
   * @param clock by which the plugin tells the time; the engine has its own
   */
  static RunningSample start(List<String> settings, Clock clock) {
    return start(
        SampleApplication.application()
            .initializers(context -> context.getBeanFactory().registerSingleton("clock", clock)),
        settings);
  }

  private static RunningSample start(SpringApplicationBuilder application, List<String> settings) {
    List<String> arguments = new ArrayList<>();
    settings.forEach(setting -> arguments.add("--" + setting));
    arguments.add("--server.port=0");
    return new RunningSample(
        (ServletWebServerApplicationContext) application.run(arguments.toArray(String[]::new)));
  }

  /** The settings that make the simulator the tenant, as a real one would be set. */
  static List<String> tenant(Simulator simulator) {
    String connection = "defender.connections.default.";
    return List.of(
        "defender.simulator.enabled=false",
        connection + "tenant-id=" + simulator.settings().tenantId(),
        connection + "client-id=" + simulator.settings().clientId(),
        connection + "client-secret=" + simulator.clientSecret(),
        connection + "login-url=" + simulator.loginUrl(),
        connection + "graph-url=" + simulator.graphUrl(),
        connection + "endpoint-url=" + simulator.endpointUrl());
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** The answer to a GET as somebody without a name. */
  HttpResponse<String> get(String path) {
    return send(request(path).GET().build());
  }

  HttpResponse<String> get(String user, String password, String path) {
    return send(request(path).header("Authorization", basic(user, password)).GET().build());
  }

  /** What the engine answers to the user. */
  JsonNode read(String user, String path) {
    HttpResponse<String> answer = get(user, PASSWORD, "/engine-rest" + path);
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return json(answer.body());
  }

  /** The answer to a POST to the engine as the user. */
  HttpResponse<String> post(String user, String path, String body) {
    return send(
        request("/engine-rest" + path)
            .header("Authorization", basic(user, PASSWORD))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /** The answer to a PUT to the engine as the user. */
  HttpResponse<String> put(String user, String path, String body) {
    return send(
        request("/engine-rest" + path)
            .header("Authorization", basic(user, PASSWORD))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body))
            .build());
  }

  /** What a page of another site can make a browser send, together with its stored login. */
  HttpResponse<String> postFromAnotherSite(String user, String path, String type, String body) {
    return send(
        request(path)
            .header("Authorization", basic(user, PASSWORD))
            .header("Origin", "https://evil.example")
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /** The open task of a playbook, or of one that it has called, if it is there already. */
  Optional<JsonNode> task(String businessKey, String name) {
    JsonNode tasks =
        read(
            "administrator",
            "/task?processInstanceBusinessKey="
                + businessKey
                + "&name="
                + name.replace(" ", "%20"));
    return Optional.ofNullable(tasks.get(0));
  }

  /** Completes a task as the user with text variables. */
  HttpResponse<String> complete(String user, JsonNode task, Map<String, String> variables) {
    var body = JSON.createObjectNode();
    variables.forEach(
        (name, value) -> body.withObject("/variables").putObject(name).put("value", value));
    return post(user, "/task/" + task.path("id").asText() + "/submit-form", body.toString());
  }

  /** What lets the time of a timer event be over, if the timer runs. */
  Optional<Runnable> timer(String activityId, String processInstanceId) {
    JsonNode timers =
        read(
            "administrator",
            "/job?activityId=" + activityId + "&processInstanceId=" + processInstanceId);
    return Optional.ofNullable(timers.get(0))
        .map(
            timer ->
                () ->
                    post("administrator", "/job/" + timer.path("id").asText() + "/execute", "{}"));
  }

  /** What lets the next attempt of a step begin, if one has failed and another is due later. */
  Optional<Runnable> failedStep(String activityId, String processInstanceId) {
    return read(
            "administrator",
            "/external-task?activityId=" + activityId + "&processInstanceId=" + processInstanceId)
        .valueStream()
        .filter(step -> step.hasNonNull("errorMessage"))
        .findFirst()
        .map(
            step ->
                () ->
                    post(
                        "administrator",
                        "/external-task/" + step.path("id").asText() + "/unlock",
                        "{}"));
  }

  /** Which end event a playbook reached last, if it has ended. */
  Optional<String> end(String businessKey) {
    JsonNode instances =
        read(
            "administrator",
            "/history/process-instance?finished=true&rootProcessInstances=true"
                + "&processInstanceBusinessKey="
                + businessKey);
    return Optional.ofNullable(instances.get(0))
        .map(
            instance ->
                read(
                        "administrator",
                        "/history/activity-instance?sortBy=endTime&sortOrder=desc&processInstanceId="
                            + instance.path("id").asText())
                    .valueStream()
                    .filter(activity -> activity.path("activityType").asText().endsWith("EndEvent"))
                    .findFirst()
                    .orElseThrow()
                    .path("activityName")
                    .asText());
  }

  @Override
  public void close() {
    keepDatabase();
    context.close();
  }

  /** The scan for secrets at the end of the build reads it. */
  private void keepDatabase() {
    try {
      Path folder = Files.createDirectories(Path.of("target", "databases"));
      Files.writeString(
          folder.resolve(UUID.randomUUID() + ".txt"), Canaries.textOf(bean(DataSource.class)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path));
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The test was interrupted.", e);
    }
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the application listens. */
  String url() {
    return "http://127.0.0.1:" + context.getWebServer().getPort();
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }
}
