package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The state of the simulated tenant. All methods may be called while requests are served; what they
 * return are copies that do not change later.
 */
public final class Tenant {

  /** Ids that documentation uses in examples stand for objects that exist here. */
  private static final Map<String, String> DOCUMENTED_EXAMPLES =
      Map.of("1042", "1041", "da637551227677560813_-961444813", "da631041000001_1");

  private static final int FIRST_ADDED_INCIDENT = 1050;

  private final SimulatorSettings settings;
  private final Tokens tokens = new Tokens();
  private final Map<String, AppRegistration> apps = new HashMap<>();
  private final Map<String, ObjectNode> incidents = new LinkedHashMap<>();
  private final Map<String, Instant> shownFrom = new HashMap<>();
  private final Map<String, ObjectNode> alerts = new LinkedHashMap<>();
  private final Map<String, StoredMachine> machines = new LinkedHashMap<>();
  private final Map<String, StoredUser> users = new LinkedHashMap<>();
  private final Map<String, StoredAction> actions = new LinkedHashMap<>();
  private final Map<String, ObjectNode> indicators = new LinkedHashMap<>();
  private final List<Due> due = new ArrayList<>();
  private final Map<Api, Resources> resources = new EnumMap<>(Api.class);
  private final List<HuntingAnswer> huntingAnswers = new ArrayList<>();
  private final Map<String, Integer> actionsToFail = new HashMap<>();
  private RepeatedAction repeatedAction = RepeatedAction.REFUSED;
  private IncidentScript script;
  private int nextIncident;
  private int nextIndicator;

  /** Rows a test wants back for queries with a certain text. */
  record HuntingAnswer(String queryContains, List<ObjectNode> rows) {}

  /** A change that the clock brings. */
  private record Due(Instant at, Runnable change) {}

  Tenant(SimulatorSettings settings) {
    this.settings = settings;
    reset();
  }

  /** Directory id. */
  public String id() {
    return settings.tenantId();
  }

  // --- applications

  /** Registers an application with a secret, or replaces it. */
  public synchronized void registerApp(
      String clientId, String secret, Set<String> graphRoles, Set<String> endpointRoles) {
    AppRegistration app = new AppRegistration(clientId, graphRoles, endpointRoles);
    app.secret(secret);
    apps.put(clientId, app);
  }

  /**
   * Lets an application log in with assertions signed by the certificate's key. An unknown
   * application is registered with every permission.
   */
  public synchronized void registerAppCertificate(String clientId, X509Certificate certificate) {
    appOrNew(clientId).trust(certificate);
  }

  /**
   * Lets an application log in with any assertion, as with a federated credential. An unknown
   * application is registered with every permission.
   */
  public synchronized void registerAppFederated(String clientId) {
    appOrNew(clientId).trustAnyAssertion();
  }

  /**
   * Changes what an application is granted. As with Entra, tokens already handed out keep their
   * roles; {@link #forgetTokens()} ends them.
   *
   * @throws NoSuchElementException when the application is not registered
   */
  public synchronized void setRoles(
      String clientId, Set<String> graphRoles, Set<String> endpointRoles) {
    existingApp(clientId).roles(graphRoles, endpointRoles);
  }

  /** Replaces an application's secret; the old one is refused from now on. */
  public synchronized void setSecret(String clientId, String secret) {
    existingApp(clientId).secret(secret);
  }

  /** Lets the secret run out: a login with it is refused as expired. */
  public synchronized void expireSecret(String clientId) {
    existingApp(clientId).expireSecret();
  }

  /** Makes every token handed out so far worthless: its next use is answered 401. */
  public synchronized void forgetTokens() {
    tokens.forgetAll();
  }

  // --- incidents

  /** All incidents, newest first. */
  public synchronized List<Incident> incidents() {
    settle();
    return incidentsNewestFirst().stream().map(json -> new Incident(json.deepCopy())).toList();
  }

  /**
   * One incident.
   *
   * @throws NoSuchElementException when there is none with the id
   */
  public synchronized Incident incident(String id) {
    settle();
    return new Incident(existingIncident(id).deepCopy());
  }

  /** Raises an active incident of high severity on the finance laptop. */
  public synchronized Incident addIncident(String displayName) {
    return addIncident(displayName, "high", SeedData.FINANCE_LAPTOP, SeedData.FINANCE_USER);
  }

  /**
   * Raises an active incident with one alert that has device, user, file, process, IP and URL
   * evidence.
   *
   * @param severity informational, low, medium or high
   * @throws NoSuchElementException when the machine or the user is unknown
   */
  public synchronized Incident addIncident(
      String displayName, String severity, String machineId, String userId) {
    settle();
    String id = Integer.toString(nextIncident++);
    raise(id, displayName, severity, machineId, userId, now());
    return incident(id);
  }

  /**
   * Changes an incident behind the API's back; the time of the last update is not moved.
   *
   * @throws NoSuchElementException when there is none with the id
   */
  public synchronized void changeIncident(String id, Consumer<ObjectNode> change) {
    settle();
    change.accept(existingIncident(id));
  }

  /**
   * Raises active incidents with one alert each, as many, the last one now and each other one so
   * much earlier.
   *
   * @param severity informational, low, medium or high
   * @return their ids, the oldest first
   */
  public synchronized List<String> addIncidents(int count, String severity, Duration apart) {
    settle();
    List<String> ids = new ArrayList<>();
    for (int before = count - 1; before >= 0; before--) {
      String id = Integer.toString(nextIncident++);
      raise(
          id,
          "Incident " + id,
          severity,
          SeedData.FINANCE_LAPTOP,
          SeedData.FINANCE_USER,
          now().minus(apart.multipliedBy(before)));
      ids.add(id);
    }
    return ids;
  }

  /**
   * Does what Microsoft's correlation does when two incidents turn out to be one: the alerts move,
   * and what is left of the first one leads to the other.
   *
   * @throws NoSuchElementException when there is none with one of the ids
   */
  public synchronized void mergeIncidents(String merged, String into) {
    settle();
    ObjectNode remains = existingIncident(into);
    ObjectNode shell = existingIncident(merged);
    alertsOfIncident(merged).forEach(alert -> alert.put("incidentId", into));
    shell
        .put("status", "redirected")
        .put("redirectIncidentId", into)
        .put("lastUpdateDateTime", Json.time(now()));
    remains.put("lastUpdateDateTime", Json.time(now()));
  }

  /**
   * Lets an incident be seen only after a while, with the times that it has by now, as one that is
   * slow on its way into Microsoft's list.
   *
   * @throws NoSuchElementException when there is none with the id
   */
  public synchronized void showLater(String incidentId, Duration after) {
    settle();
    existingIncident(incidentId);
    shownFrom.put(incidentId, now().plus(after));
  }

  private boolean isShown(ObjectNode incident) {
    Instant from = shownFrom.get(incident.path("id").asText());
    return from == null || !from.isAfter(now());
  }

  /** The alerts of an incident as Graph returns them. */
  public synchronized List<ObjectNode> alertsOf(String incidentId) {
    settle();
    return alertsOfIncident(incidentId).stream().map(ObjectNode::deepCopy).toList();
  }

  /**
   * Changes an alert behind the API's back.
   *
   * @throws NoSuchElementException when there is none with the id
   */
  public synchronized void changeAlert(String id, Consumer<ObjectNode> change) {
    settle();
    change.accept(storedAlert(id).orElseThrow(() -> new NoSuchElementException("alert " + id)));
  }

  // --- machines

  public synchronized List<Machine> machines() {
    settle();
    return machines.values().stream().map(machine -> machine.snapshot(now())).toList();
  }

  /**
   * One device.
   *
   * @throws NoSuchElementException when there is none with the id
   */
  public synchronized Machine machine(String id) {
    settle();
    return existingMachine(id).snapshot(now());
  }

  /**
   * Adds or replaces a device that is online.
   *
   * @param json the machine as Defender for Endpoint returns it; needs "id" and "computerDnsName"
   */
  public synchronized Machine addMachine(JsonNode json) {
    ObjectNode machine = json.deepCopy();
    if (!machine.has("machineTags")) {
      machine.putArray("machineTags");
    }
    if (!machine.has("onboardingStatus")) {
      machine.put("onboardingStatus", "Onboarded");
    }
    if (!machine.has("healthStatus")) {
      machine.put("healthStatus", "Active");
    }
    StoredMachine stored = new StoredMachine(machine, now());
    machines.put(stored.id(), stored);
    return stored.snapshot(now());
  }

  /** Adds an online Windows 11 device with a made-up id of 40 hexadecimal characters. */
  public synchronized Machine addMachine(String computerDnsName, String... tags) {
    String id =
        (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "").substring(0, 40);
    ObjectNode json = existingMachine(SeedData.FINANCE_LAPTOP).json.deepCopy();
    json.put("id", id).put("computerDnsName", computerDnsName);
    json.set("machineTags", Json.array(List.of(tags)));
    return addMachine(json);
  }

  /** Changes a device behind the API's back. */
  public synchronized void changeMachine(String id, Consumer<ObjectNode> change) {
    settle();
    change.accept(existingMachine(id).json);
  }

  /** Switches a device on or off. Actions on a device that is off stay Pending. */
  public synchronized void setOnline(String machineId, boolean online) {
    settle();
    StoredMachine machine = existingMachine(machineId);
    if (online && !machine.online()) {
      machine.onlineSince = now();
    } else if (!online) {
      machine.onlineSince = null;
    }
  }

  /** Says whether the device's system can carry out machine actions at all. */
  public synchronized void setActionsSupported(String machineId, boolean supported) {
    existingMachine(machineId).actionsSupported = supported;
  }

  // --- machine actions

  /** All machine actions, newest first. */
  public synchronized List<MachineAction> actions() {
    settle();
    return actionsNewestFirst().stream()
        .map(action -> new MachineAction(action.json.deepCopy()))
        .toList();
  }

  /** The actions on one device, newest first. */
  public synchronized List<MachineAction> actions(String machineId) {
    return actions().stream().filter(action -> action.machineId().equals(machineId)).toList();
  }

  /**
   * Lets the next action of a type end as Failed.
   *
   * @param type Isolate, Unisolate, RunAntiVirusScan and so on
   */
  public synchronized void failNextAction(String type) {
    actionsToFail.merge(type, 1, Integer::sum);
  }

  /** Chooses the answer to an action of a type that is already open on the device. */
  public synchronized void answerRepeatedActionWith(RepeatedAction answer) {
    repeatedAction = answer;
  }

  /**
   * Starts an action as if somebody did so in the portal.
   *
   * @param type Isolate, Unisolate and so on
   */
  public synchronized MachineAction addAction(String machineId, String type, String comment) {
    settle();
    StoredAction action =
        startAction(
            existingMachine(machineId), type, "eskil.marn@northwharf.example", "Portal", comment);
    return new MachineAction(action.json.deepCopy());
  }

  // --- people, indicators, hunting

  public synchronized List<User> users() {
    return users.values().stream().map(StoredUser::snapshot).toList();
  }

  /**
   * One account.
   *
   * @param idOrName object id or user principal name
   * @throws NoSuchElementException when there is none
   */
  public synchronized User user(String idOrName) {
    return storedUser(idOrName)
        .orElseThrow(() -> new NoSuchElementException("user " + idOrName))
        .snapshot();
  }

  /**
   * Adds or replaces an account.
   *
   * @param json the user as Graph returns it; needs "id" and "userPrincipalName"
   */
  public synchronized User addUser(JsonNode json) {
    StoredUser user = new StoredUser(json.deepCopy());
    users.put(user.json.path("id").asText(), user);
    return user.snapshot();
  }

  public synchronized List<Indicator> indicators() {
    return indicators.values().stream().map(json -> new Indicator(json.deepCopy())).toList();
  }

  /**
   * Answers hunting queries that contain a text with these rows instead of the simulated tables.
   *
   * @param rows at least one row; the first one's fields are the columns
   */
  public synchronized void answerHunting(String queryContains, List<ObjectNode> rows) {
    huntingAnswers.add(0, new HuntingAnswer(queryContains, List.copyOf(rows)));
  }

  // --- for the routes, which hold this object's lock

  Instant now() {
    return settings.clock().instant();
  }

  Tokens tokens() {
    return tokens;
  }

  Optional<AppRegistration> app(String clientId) {
    return Optional.ofNullable(apps.get(clientId));
  }

  List<HuntingAnswer> huntingAnswers() {
    return huntingAnswers;
  }

  /**
   * Work that takes its time: it runs after the wait of a machine action and is done after the time
   * a machine action takes.
   */
  void progress(Runnable running, Runnable done) {
    Instant starts = now().plus(settings.actionPending());
    due.add(new Due(starts, running));
    due.add(new Due(starts.plus(settings.actionInProgress()), done));
  }

  /**
   * The id of some object of a collection, for tests that need one that is there.
   *
   * @param path the collection as Microsoft documents it, such as {@code /v1.0/groups}
   */
  public Optional<String> idIn(String path) {
    return resources.get(api(path)).list(withoutVersion(path)).stream()
        .map(object -> object.path("id").asText())
        .filter(id -> !id.isEmpty())
        .findFirst();
  }

  /**
   * Adds or replaces an object that no class of its own keeps, such as an inbox rule, a sign-in
   * method, a group that a person is in, or a machine with a vulnerability.
   *
   * @param path the collection as Microsoft documents it, with the ids of people and machines, such
   *     as {@code /v1.0/users/<id>/mailFolders/inbox/messageRules}
   * @param object the object as Microsoft returns it; needs "id"
   */
  public synchronized void put(String path, ObjectNode object) {
    resources.get(api(path)).put(withoutVersion(path), object.deepCopy());
  }

  /**
   * Takes an object away that no class of its own keeps.
   *
   * @return whether it was there
   */
  public synchronized boolean remove(String path, String id) {
    return resources.get(api(path)).remove(withoutVersion(path), id);
  }

  /** The objects of a collection that no class of its own keeps, as they are now. */
  public synchronized List<ObjectNode> list(String path) {
    return resources.get(api(path)).list(withoutVersion(path)).stream()
        .map(ObjectNode::deepCopy)
        .toList();
  }

  private static Api api(String path) {
    return path.startsWith("/api/") ? Api.ENDPOINT : Api.GRAPH;
  }

  private static String withoutVersion(String path) {
    return path.replaceFirst("^/(v1\\.0|beta|api)", "");
  }

  /** The objects that no class of their own keeps. */
  Resources resources(Api api) {
    return resources.get(api);
  }

  /** The same call with a person's or device's id in place of the name it was called by. */
  OperationCall canonical(OperationCall call) {
    String[] segments = call.path().split("/", 4);
    if (segments.length < 3) {
      return call;
    }
    Optional<String> id =
        switch (call.operation().api() + segments[1].toLowerCase(Locale.ROOT)) {
          case "GRAPHusers" -> storedUser(segments[2]).map(user -> user.json.path("id").asText());
          case "ENDPOINTmachines" -> storedMachine(segments[2]).map(StoredMachine::id);
          default -> Optional.empty();
        };
    if (id.isEmpty()) {
      return call;
    }
    segments[2] = id.get();
    return new OperationCall(
        call.operation(),
        call.call(),
        String.join("/", segments),
        call.operation().path().match(String.join("/", segments)).orElseThrow(),
        call.token(),
        call.body());
  }

  private Map<String, Resources.Kept> graphObjects() {
    return Map.of(
        "/users",
        new Resources.Kept(
            () -> users.values().stream().map(user -> user.json).toList(),
            id -> storedUser(id).map(user -> user.json)),
        "/security/incidents",
        new Resources.Kept(this::incidentsNewestFirst, this::storedIncident),
        "/security/alerts_v2",
        new Resources.Kept(this::alertsNewestFirst, this::storedAlert));
  }

  private Map<String, Resources.Kept> endpointObjects() {
    return Map.of(
        "/machines",
        new Resources.Kept(
            () -> machines.values().stream().map(machine -> machine.shown(now())).toList(),
            id -> storedMachine(id).map(machine -> machine.shown(now()))),
        "/machineactions",
        new Resources.Kept(
            () -> actionsNewestFirst().stream().map(action -> action.json).toList(),
            id -> storedAction(id).map(action -> action.json)),
        "/alerts",
        new Resources.Kept(this::alertsNewestFirst, this::storedAlert));
  }

  RepeatedAction repeatedAction() {
    return repeatedAction;
  }

  synchronized void reset() {
    apps.clear();
    incidents.clear();
    shownFrom.clear();
    alerts.clear();
    machines.clear();
    users.clear();
    actions.clear();
    indicators.clear();
    huntingAnswers.clear();
    due.clear();
    actionsToFail.clear();
    tokens.forgetAll();
    repeatedAction = RepeatedAction.REFUSED;
    nextIncident = FIRST_ADDED_INCIDENT;
    nextIndicator = 995;
    registerApp(
        settings.clientId(),
        settings.clientSecret(),
        settings.graphRoles(),
        settings.endpointRoles());
    script = null;
    resources.put(Api.GRAPH, new Resources(Seeds.graph(id(), now()), graphObjects()));
    resources.put(Api.ENDPOINT, new Resources(Seeds.endpoint(id(), now()), endpointObjects()));
    SeedData.fill(this, now());
    if (settings.script()) {
      script = new IncidentScript(now().plus(settings.firstIncidentAfter()));
    }
  }

  /** Brings everything that follows from the clock up to date. */
  void settle() {
    Instant now = now();
    if (script != null) {
      script.raiseDue(this, now);
    }
    List<Due> ripe =
        due.stream()
            .filter(change -> !change.at().isAfter(now))
            .sorted(Comparator.comparing(Due::at))
            .toList();
    due.removeAll(ripe);
    ripe.forEach(change -> change.change().run());
    actions.values().stream()
        .filter(StoredAction::open)
        .sorted(Comparator.comparing(action -> action.startsAt(settings.actionPending())))
        .toList()
        .forEach(action -> settle(action, now));
  }

  private void settle(StoredAction action, Instant now) {
    Instant starts = action.startsAt(settings.actionPending());
    if (starts.isAfter(now)) {
      return;
    }
    Instant ends = starts.plus(settings.actionInProgress());
    if (!ends.isAfter(now)) {
      action.status(action.fails ? "Failed" : "Succeeded", ends);
    } else if (!action.status().equals("InProgress")) {
      action.status("InProgress", starts);
    }
  }

  /** A new incident that an alert can be moved to. */
  ObjectNode incidentFor(ObjectNode alert) {
    String id = Integer.toString(nextIncident++);
    ObjectNode incident = existingIncident(alert.path("incidentId").asText()).deepCopy();
    incident
        .put("id", id)
        .put("displayName", alert.path("title").asText())
        .put("status", "active")
        .putNull("redirectIncidentId")
        .putNull("assignedTo")
        .put("createdDateTime", Json.time(now()))
        .put("lastUpdateDateTime", Json.time(now()));
    incident.putArray("comments");
    incidents.put(id, incident);
    return incident;
  }

  void addOldIncident(
      String id, String displayName, String severity, String machineId, String userId, Instant at) {
    raise(id, displayName, severity, machineId, userId, at);
    ObjectNode incident = existingIncident(id);
    incident
        .put("status", "resolved")
        .put("assignedTo", "eskil.marn@northwharf.example")
        .put("classification", "truePositive")
        .put("determination", "other")
        .put("lastUpdateDateTime", Json.time(at.plusSeconds(5400)))
        .put("lastModifiedBy", "eskil.marn@northwharf.example");
    for (ObjectNode alert : alertsOfIncident(id)) {
      alert
          .put("status", "resolved")
          .put("resolvedDateTime", Json.time(at.plusSeconds(5400)))
          .put("lastUpdateDateTime", Json.time(at.plusSeconds(5400)));
    }
  }

  void raise(
      String id, String displayName, String severity, String machineId, String userId, Instant at) {
    StoredMachine machine = existingMachine(machineId);
    ObjectNode user =
        storedUser(userId).orElseThrow(() -> new NoSuchElementException("user " + userId)).json;
    String portal = "https://security.microsoft.com/";
    ObjectNode incident =
        Json.object()
            .put("id", id)
            .put("tenantId", id())
            .put("status", "active")
            .put("incidentWebUrl", portal + "incidents/" + id + "?tid=" + id())
            .putNull("redirectIncidentId")
            .put("displayName", displayName)
            .put("createdDateTime", Json.time(at))
            .put("lastUpdateDateTime", Json.time(at))
            .putNull("assignedTo")
            .put("classification", "unknown")
            .put("determination", "unknown")
            .put("severity", severity)
            .put(
                "description",
                displayName + " was seen on " + machine.json.path("computerDnsName").asText() + ".")
            .putNull("summary")
            .putNull("resolvingComment")
            .put("priorityScore", severity.equals("high") ? 92 : 41)
            .put("lastModifiedBy", "Microsoft 365 Defender-AlertCorrelation");
    incident.putArray("customTags");
    incident.putArray("systemTags");
    incident.putArray("comments");
    incidents.put(id, incident);
    String alertId = "da63%s000001_1".formatted(id);
    ObjectNode alert =
        Json.object()
            .put("id", alertId)
            .put("providerAlertId", alertId)
            .put("incidentId", id)
            .put("tenantId", id())
            .put("status", "new")
            .put("severity", severity)
            .put("classification", "unknown")
            .put("determination", "unknown")
            .put("serviceSource", "microsoftDefenderForEndpoint")
            .put("detectionSource", "microsoftDefenderForEndpoint")
            .put("productName", "Microsoft Defender for Endpoint")
            .put("detectorId", "7f1c3609-a3ff-40e2-995b-c01770161d68")
            .put("title", displayName)
            .put(
                "description",
                "A file was seen that reads and rewrites many documents in a short time.")
            .put(
                "recommendedActions",
                "Isolate the device, collect its investigation package and check the user's"
                    + " sessions.")
            .put("category", "Impact")
            .putNull("assignedTo")
            .putNull("actorDisplayName")
            .putNull("threatDisplayName")
            .putNull("threatFamilyName")
            .put("investigationState", "unsupportedAlertType")
            .put("alertWebUrl", portal + "alerts/" + alertId + "?tid=" + id())
            .put("incidentWebUrl", portal + "incidents/" + id + "?tid=" + id())
            .put("createdDateTime", Json.time(at))
            .put("lastUpdateDateTime", Json.time(at))
            .put("firstActivityDateTime", Json.time(at.minusSeconds(95)))
            .put("lastActivityDateTime", Json.time(at.minusSeconds(12)))
            .putNull("resolvedDateTime");
    alert.putArray("mitreTechniques").add("T1486").add("T1204.002");
    alert.putArray("comments");
    alert.putArray("systemTags");
    alert
        .putArray("evidence")
        .add(Evidence.device(machine.json, at))
        .add(Evidence.user(user, at))
        .add(Evidence.file(machineId, at))
        .add(Evidence.process(machineId, user, at))
        .add(Evidence.ip(at))
        .add(Evidence.url(at));
    alerts.put(alertId, alert);
  }

  List<ObjectNode> incidentsNewestFirst() {
    return newestFirst(
        incidents.values().stream().filter(this::isShown).toList(), "createdDateTime");
  }

  Optional<ObjectNode> storedIncident(String id) {
    return keptIncident(id).filter(this::isShown);
  }

  private Optional<ObjectNode> keptIncident(String id) {
    return Optional.ofNullable(
        incidents.getOrDefault(id, incidents.get(DOCUMENTED_EXAMPLES.getOrDefault(id, ""))));
  }

  List<ObjectNode> alertsNewestFirst() {
    return newestFirst(alerts.values(), "createdDateTime");
  }

  Optional<ObjectNode> storedAlert(String id) {
    return Optional.ofNullable(
        alerts.getOrDefault(id, alerts.get(DOCUMENTED_EXAMPLES.getOrDefault(id, ""))));
  }

  List<ObjectNode> alertsOfIncident(String incidentId) {
    return alerts.values().stream()
        .filter(alert -> alert.path("incidentId").asText().equals(incidentId))
        .toList();
  }

  ArrayNode comment(ObjectNode incidentOrAlert, String comment, String author) {
    ArrayNode comments = incidentOrAlert.withArray("comments");
    comments
        .addObject()
        .put("@odata.type", "#microsoft.graph.security.alertComment")
        .put("comment", comment)
        .put("createdByDisplayName", author)
        .put("createdDateTime", Json.time(now()));
    incidentOrAlert.put("lastUpdateDateTime", Json.time(now()));
    return comments;
  }

  Collection<StoredMachine> storedMachines() {
    return machines.values();
  }

  Optional<StoredMachine> storedMachine(String idOrName) {
    StoredMachine byId = machines.get(idOrName.toLowerCase(Locale.ROOT));
    if (byId != null) {
      return Optional.of(byId);
    }
    return machines.values().stream()
        .filter(machine -> machine.json.path("computerDnsName").asText().equalsIgnoreCase(idOrName))
        .findFirst();
  }

  List<StoredAction> actionsNewestFirst() {
    List<StoredAction> all = new ArrayList<>(actions.values());
    all.sort(Comparator.comparing((StoredAction action) -> action.created).reversed());
    return all;
  }

  Optional<StoredAction> storedAction(String id) {
    return Optional.ofNullable(actions.get(id.toLowerCase(Locale.ROOT)));
  }

  Optional<StoredAction> openAction(StoredMachine machine, String type) {
    return actions.values().stream()
        .filter(action -> action.machine == machine && action.type().equals(type) && action.open())
        .findFirst();
  }

  /** From the start of work on a device to its end. */
  Duration actionTime() {
    return settings.actionPending().plus(settings.actionInProgress());
  }

  StoredAction startAction(
      StoredMachine machine, String type, String requestor, String source, String comment) {
    boolean fails = actionsToFail.getOrDefault(type, 0) > 0;
    if (fails) {
      actionsToFail.merge(type, -1, Integer::sum);
    }
    String id = UUID.randomUUID().toString();
    Instant created = now();
    ObjectNode json =
        Json.object()
            .put("id", id)
            .put("type", type)
            .putNull("title")
            .putNull("scope")
            .put("requestor", requestor)
            .put("requestorComment", comment)
            .putNull("externalID")
            .put("requestSource", source)
            .put("status", "Pending")
            .put("machineId", machine.id())
            .put("computerDnsName", machine.json.path("computerDnsName").asText())
            .put("creationDateTimeUtc", Json.time(created))
            .put("lastUpdateDateTimeUtc", Json.time(created))
            .putNull("cancellationRequestor")
            .putNull("cancellationComment")
            .putNull("cancellationDateTimeUtc")
            .put("errorHResult", 0)
            .putNull("troubleshootInfo")
            .putNull("relatedFileInfo");
    json.putArray("commands");
    StoredAction action = new StoredAction(json, machine, created, fails);
    actions.put(id, action);
    settle();
    return action;
  }

  Optional<StoredUser> storedUser(String idOrName) {
    StoredUser byId = users.get(idOrName.toLowerCase(Locale.ROOT));
    if (byId != null) {
      return Optional.of(byId);
    }
    return users.values().stream()
        .filter(user -> user.json.path("userPrincipalName").asText().equalsIgnoreCase(idOrName))
        .findFirst();
  }

  Map<String, ObjectNode> storedIndicators() {
    return indicators;
  }

  String nextIndicatorId() {
    return Integer.toString(nextIndicator++);
  }

  private ObjectNode existingIncident(String id) {
    return keptIncident(id).orElseThrow(() -> new NoSuchElementException("incident " + id));
  }

  private StoredMachine existingMachine(String id) {
    return storedMachine(id).orElseThrow(() -> new NoSuchElementException("machine " + id));
  }

  private AppRegistration existingApp(String clientId) {
    return app(clientId).orElseThrow(() -> new NoSuchElementException("application " + clientId));
  }

  private AppRegistration appOrNew(String clientId) {
    return apps.computeIfAbsent(
        clientId, id -> new AppRegistration(id, Roles.GRAPH, Roles.ENDPOINT));
  }

  private static List<ObjectNode> newestFirst(Collection<ObjectNode> all, String timeField) {
    List<ObjectNode> sorted = new ArrayList<>(all);
    sorted.sort(
        Comparator.comparing((ObjectNode json) -> json.path(timeField).asText()).reversed());
    return sorted;
  }
}
