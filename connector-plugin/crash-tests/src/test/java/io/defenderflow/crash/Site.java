package io.defenderflow.crash;

import static org.awaitility.Awaitility.await;

import io.defenderflow.camunda7.EmbeddedWorker;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.simulator.SimulatorSettings;
import io.defenderflow.spring.WorkerState;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One PostgreSQL, one simulated tenant and the nodes between them. */
final class Site implements AutoCloseable {
  /** The connection through a proxy that is not there. */
  static final String BRANCH = "branch";

  /** How long a task stays locked when its node dies. */
  static final Duration LOCK = Duration.ofSeconds(7);

  /** How long a call may take. */
  static final Duration CALL = Duration.ofSeconds(3);

  /** Longer than anything here waits for an answer. */
  static final Duration NEVER = Duration.ofSeconds(45);

  private static final String CLIENT_SECRET = "canary-of-the-client-secret-4f1d";
  private static final String RESPONDER = "0e9a4a52-7c0f-4c1e-9a3b-5d1b0c7d8e21";
  private static final String RESPONDER_SECRET = "canary-of-the-responder-secret-93b7";
  private static final String PROXY_PASSWORD = "canary-of-the-proxy-password-c2e8";
  private static final String LINK_SIGNATURE = io.defenderflow.simulator.Canaries.LINK_SIGNATURE;

  private final List<String> own;
  private final Path folder;
  private final Simulator simulator;
  private final PlaybookDatabase database;
  private final DatabaseWire wire;
  private final List<Node> nodes = new CopyOnWriteArrayList<>();
  private final List<Started> started = new CopyOnWriteArrayList<>();

  /**
   * @param name of the folder with the logs, below target/crash-tests
   * @param own settings of the nodes instead of the usual ones, as {@code name=value}
   */
  Site(String name, String... own) throws IOException {
    this.own = List.of(own);
    folder = Path.of("target", "crash-tests", name);
    simulator =
        Simulator.start(
            SimulatorSettings.defaults()
                .withClientSecret(CLIENT_SECRET)
                .withActionPending(Duration.ofMillis(300))
                .withActionInProgress(Duration.ofMillis(500)));
    simulator
        .tenant()
        .registerApp(
            RESPONDER,
            RESPONDER_SECRET,
            simulator.settings().graphRoles(),
            simulator.settings().endpointRoles());
    database = new PlaybookDatabase();
    wire = new DatabaseWire(database.port());
  }

  Simulator simulator() {
    return simulator;
  }

  PlaybookDatabase database() {
    return database;
  }

  DatabaseWire wire() {
    return wire;
  }

  /** Every node that was started, also those that have ended. */
  List<Node> nodes() {
    return nodes;
  }

  /** Two nodes that work; those that are missing are started. */
  List<Node> pair() {
    long missing = 2 - nodes.stream().filter(Node::isAlive).count();
    for (long i = 0; i < missing; i++) {
      launch("node");
    }
    return nodes.stream().filter(Node::isAlive).limit(2).map(Node::awaitStart).toList();
  }

  /** Waits until no task is locked any more by those who hold one now. */
  Duration awaitTakeOver() {
    long start = System.nanoTime();
    String holders = "SELECT ID_, WORKER_ID_ FROM ACT_RU_EXT_TASK WHERE WORKER_ID_ IS NOT NULL";
    List<Map<String, String>> before = database.rows(holders);
    until(() -> database.rows(holders).stream().noneMatch(before::contains));
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Every playbook that was started, oldest first. */
  List<Started> started() {
    return started;
  }

  /** What must be told nowhere, by what it is. */
  Map<String, String> secrets() {
    Map<String, String> secrets = new LinkedHashMap<>();
    secrets.put("the client secret", CLIENT_SECRET);
    secrets.put("the responder's client secret", RESPONDER_SECRET);
    secrets.put("the proxy password", PROXY_PASSWORD);
    secrets.put("the signature of a download link", LINK_SIGNATURE);
    simulator.requests().list().stream()
        .map(request -> request.headers().getOrDefault("authorization", ""))
        .filter(header -> header.startsWith("Bearer "))
        .map(header -> header.substring("Bearer ".length()))
        .distinct()
        .forEach(token -> secrets.put("token " + secrets.size(), token));
    return secrets;
  }

  // --- nodes

  /** Starts a node of this build without waiting for it. */
  Node launch(String name) {
    return launch(name, System.getProperty("java.class.path"));
  }

  /**
   * Starts a node of an earlier build without waiting for it.
   *
   * @param build a folder with the jars of its core, spring and starter
   */
  Node launch(String name, Path build) throws IOException {
    Set<Path> ofThisBuild =
        Stream.of(Catalogue.class, WorkerState.class, EmbeddedWorker.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
            .map(Site::absolute)
            .collect(Collectors.toSet());
    List<String> earlier;
    try (Stream<Path> files = Files.list(build)) {
      earlier = files.map(Path::toString).filter(file -> file.endsWith(".jar")).sorted().toList();
    }
    Stream<String> rest =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !ofThisBuild.contains(absolute(entry)));
    return launch(
        name,
        Stream.concat(earlier.stream(), rest).collect(Collectors.joining(File.pathSeparator)));
  }

  private static Path absolute(String path) {
    return Path.of(path).toAbsolutePath().normalize();
  }

  private Node launch(String name, String classPath) {
    Node node =
        Node.launch(
            name + "-" + nodes.size(),
            classPath,
            settings(),
            Map.of(
                "DEFENDER_CONNECTIONS_DEFAULT_CLIENTSECRET", CLIENT_SECRET,
                "DEFENDER_CONNECTIONS_DEFAULT_RESPONDER_CLIENTSECRET", RESPONDER_SECRET,
                "DEFENDER_CONNECTIONS_BRANCH_CLIENTSECRET", CLIENT_SECRET,
                "DEFENDER_CONNECTIONS_BRANCH_PROXY_PASSWORD", PROXY_PASSWORD),
            folder.resolve(name + "-" + nodes.size() + ".log"));
    nodes.add(node);
    return node;
  }

  private List<String> settings() {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "server.address=127.0.0.1",
                "server.port=0",
                "spring.main.banner-mode=off",
                "spring.datasource.url=jdbc:postgresql://127.0.0.1:"
                    + wire.port()
                    + "/"
                    + database.name(),
                "spring.datasource.username=postgres",
                "spring.datasource.hikari.connection-timeout=2000",
                "spring.datasource.hikari.validation-timeout=1000",
                "management.endpoints.web.exposure.include=*",
                "management.endpoint.health.show-details=always",
                "camunda.bpm.auto-deployment-enabled=false",
                "camunda.bpm.job-execution.lock-time-in-millis=" + LOCK.toMillis(),
                "camunda.bpm.job-execution.wait-time-in-millis=300",
                "camunda.bpm.job-execution.max-wait=1000",
                "camunda.bpm.generic-properties.properties.history-time-to-live=P1D",
                "logging.level.io.defenderflow=TRACE",
                "logging.level.org.apache.hc=TRACE",
                "logging.level.com.microsoft.aad=TRACE",
                "defender.connection-test.enabled=false",
                "defender.limits.families.all=unlimited",
                "defender.worker.poll-interval=200ms",
                "defender.worker.first-poll=300ms",
                "defender.worker.longest-poll=1s",
                "defender.worker.shutdown=5s",
                "defender.worker.lanes.hunt.enabled=false"));
    for (String lane : List.of("read", "change", "contain")) {
      settings.add("defender.worker.lanes." + lane + ".lock-duration=" + LOCK.toMillis() + "ms");
    }
    for (String name : List.of("default", BRANCH)) {
      String connection = "defender.connections." + name + ".";
      settings.add(connection + "tenant-id=" + simulator.settings().tenantId());
      settings.add(connection + "client-id=" + simulator.settings().clientId());
      settings.add(connection + "timeouts.call=" + CALL.toMillis() + "ms");
    }
    settings.add("defender.connections.default.responder.client-id=" + RESPONDER);
    settings.add("defender.connections.default.login-url=" + simulator.loginUrl());
    settings.add("defender.connections.default.graph-url=" + simulator.graphUrl());
    settings.add("defender.connections.default.endpoint-url=" + simulator.endpointUrl());
    settings.add("defender.connections." + BRANCH + ".proxy.host=127.0.0.1");
    settings.add("defender.connections." + BRANCH + ".proxy.port=1");
    settings.add("defender.connections." + BRANCH + ".proxy.username=northwharf");
    for (String setting : own) {
      String name = setting.substring(0, setting.indexOf('=') + 1);
      settings.removeIf(usual -> usual.startsWith(name));
      settings.add(setting);
    }
    return settings;
  }

  // --- playbooks

  /**
   * Starts a playbook on a machine and an incident of its own.
   *
   * @param playbook a key of {@link Playbooks}
   */
  Started run(String playbook) {
    int number = started.size();
    String machine = simulator.tenant().addMachine("nw-crash-" + number).id();
    String incident =
        simulator
            .tenant()
            .addIncident("Crash " + number, "high", machine, SeedData.FINANCE_USER)
            .id();
    String sha1 = "%040x".formatted(number + 1);
    String instance =
        database
            .engine()
            .getRuntimeService()
            .startProcessInstanceByKey(
                playbook, Map.of("machineId", machine, "incidentId", incident, "sha1", sha1))
            .getId();
    Started run = new Started(playbook, instance, machine, incident, sha1);
    started.add(run);
    return run;
  }

  boolean hasEnded(Started run) {
    return database
        .rows(
            "SELECT 1 FROM ACT_HI_PROCINST WHERE ID_ = ? AND END_TIME_ IS NOT NULL",
            run.processInstanceId())
        .stream()
        .findAny()
        .isPresent();
  }

  /** Whether a person is shown that the playbook stands still. */
  boolean isAtIncident(Started run) {
    return !database
        .rows("SELECT 1 FROM ACT_RU_INCIDENT WHERE PROC_INST_ID_ = ?", run.processInstanceId())
        .isEmpty();
  }

  void awaitEnd(Started run, Duration longest) {
    await("the end of " + run)
        .atMost(longest)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> hasEnded(run));
  }

  /** Waits until every playbook has ended or stands at an incident. */
  void awaitRest(Duration longest) {
    await("every playbook has ended or stands at an incident")
        .atMost(longest)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () ->
                database
                    .rows(
                        "SELECT ID_ FROM ACT_HI_PROCINST WHERE END_TIME_ IS NULL AND ID_ NOT IN"
                            + " (SELECT PROC_INST_ID_ FROM ACT_RU_INCIDENT)")
                    .isEmpty());
  }

  /**
   * How often something was asked of a machine.
   *
   * @param operation the end of the path, such as isolate
   */
  long posts(Started run, String operation) {
    return simulator.requests().count("POST", ".*/machines/" + run.machineId() + "/" + operation);
  }

  void awaitPost(Started run, String operation) {
    until(() -> posts(run, operation) == 1);
  }

  /** The state of an operation in the journal; empty where there is none. */
  String journaled(Started run, String action) {
    return database
        .rows(
            "SELECT STATE FROM DEFENDERFLOW_OPERATION WHERE PROCESS_INSTANCE_ID = ? AND ACTION_ID"
                + " = ?",
            run.processInstanceId(),
            action)
        .stream()
        .map(row -> row.get("STATE"))
        .findFirst()
        .orElse("");
  }

  /** Waits for something that takes no longer than a few calls. */
  static void until(Callable<Boolean> condition) {
    await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(20)).until(condition);
  }

  @Override
  public void close() throws IOException {
    nodes.forEach(Node::close);
    wire.close();
    database.close();
    simulator.close();
  }
}
