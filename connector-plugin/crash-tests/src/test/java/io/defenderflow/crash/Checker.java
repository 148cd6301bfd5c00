package io.defenderflow.crash;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.LongRunning;
import io.defenderflow.catalogue.LostAnswer;
import io.defenderflow.simulator.Machine;
import io.defenderflow.simulator.MachineAction;
import io.defenderflow.simulator.RecordedRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Compares what the simulated tenant has seen with what the engine, the journal and the audit tell.
 * It trusts none of them and changes nothing.
 */
final class Checker {
  private static final Pattern ON_MACHINE =
      Pattern.compile("/endpoint/api/machines/([0-9a-f]{40})/([A-Za-z]+)");

  /** Defender needs this long until a created action is sure to be listed. */
  private static final Duration SETTLING = Duration.ofSeconds(30);

  private final Site site;
  private final Catalogue catalogue = Catalogue.load();
  private final List<String> breaches = new ArrayList<>();
  private final List<Map<String, String>> journal;
  private final List<Map<String, String>> audit;
  private final Map<String, MachineAction> actions;

  private Checker(Site site) {
    this.site = site;
    this.journal = site.database().rows("SELECT * FROM DEFENDERFLOW_OPERATION");
    this.audit = site.database().rows("SELECT * FROM DEFENDERFLOW_AUDIT");
    this.actions =
        site.simulator().tenant().actions().stream()
            .collect(Collectors.toMap(MachineAction::id, Function.identity()));
  }

  /** Looks at everything that happened at the site since it was set up. */
  static Report check(Site site) {
    return new Checker(site).report();
  }

  private Report report() {
    List<RecordedRequest> posts =
        site.simulator().requests().list("POST", ".*").stream()
            .filter(request -> ON_MACHINE.matcher(request.path()).matches())
            .filter(request -> !wasTurnedAway(request))
            .toList();
    posts.stream()
        .collect(Collectors.groupingBy(RecordedRequest::path))
        .forEach((path, onOne) -> checkPosts(ON_MACHINE.matcher(path), onOne));
    site.started().forEach(this::checkComments);
    int ended = 0;
    int atIncident = 0;
    for (Started run : site.started()) {
      if (site.hasEnded(run)) {
        ended++;
        checkEnded(run);
      } else if (site.isAtIncident(run)) {
        atIncident++;
      } else {
        breaches.add(run + " is lost: it has not ended, and no incident shows why.");
      }
    }
    journal.forEach(this::checkJournal);
    checkOwnership();
    breaches.addAll(Canaries.found(site));
    int adopted = (int) audit.stream().filter(row -> row.get("DECISION").equals("ADOPTED")).count();
    return new Report(
        List.copyOf(breaches), site.started().size(), ended, atIncident, posts.size(), adopted);
  }

  // --- at most one POST per machine and action

  private void checkPosts(Matcher path, List<RecordedRequest> posts) {
    path.matches();
    String machine = path.group(1);
    String type =
        path.group(2).substring(0, 1).toUpperCase(Locale.ROOT) + path.group(2).substring(1);
    long created =
        actions.values().stream()
            .filter(action -> action.machineId().equals(machine) && action.type().equals(type))
            .count();
    if (created > 1) {
      breaches.add("%s was started %d times on machine %s.".formatted(type, created, machine));
    }
    for (int i = 1; i < posts.size(); i++) {
      if (!mayBeSentAgain(type) || !wasReadBack(machine, posts.get(i - 1), posts.get(i))) {
        breaches.add(
            "%s was sent %d times to machine %s, without a clean reading back in between: %s"
                .formatted(type, posts.size(), machine, posts));
      }
    }
    long allowed =
        audit.stream()
            .filter(row -> row.get("DECISION").equals("ALLOWED"))
            .filter(row -> machine.equals(row.get("TARGET")))
            .filter(row -> type(row.get("ACTION_ID")).equals(Optional.of(type)))
            .count();
    if (allowed < posts.size()) {
      breaches.add(
          "The audit tells %d of the %d POSTs of %s to machine %s."
              .formatted(allowed, posts.size(), type, machine));
    }
  }

  /** Refused before anybody looked at what it asks for. */
  private static boolean wasTurnedAway(RecordedRequest post) {
    return Set.of(401, 403, 429).contains(post.status());
  }

  private boolean mayBeSentAgain(String type) {
    return catalogue.actions().stream()
        .filter(action -> type(action.id()).equals(Optional.of(type)))
        .allMatch(action -> action.lostAnswer() == LostAnswer.FIND_MACHINE_ACTION);
  }

  private boolean wasReadBack(String machine, RecordedRequest lost, RecordedRequest again) {
    return site.simulator().requests().list("GET", ".*/machineactions\\?.*").stream()
        .filter(reading -> reading.status() == 200)
        .filter(reading -> decoded(reading.path()).contains(machine))
        .filter(reading -> reading.nanos() < again.nanos())
        .anyMatch(reading -> reading.nanos() - lost.nanos() >= SETTLING.toNanos());
  }

  private static String decoded(String path) {
    return URLDecoder.decode(path, StandardCharsets.UTF_8);
  }

  private void checkComments(Started run) {
    Map<String, Long> byText =
        site.simulator().tenant().incident(run.incidentId()).comments().stream()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    byText.forEach(
        (text, times) -> {
          if (times > 1) {
            breaches.add(
                "Incident %s has the comment \"%s\" %d times."
                    .formatted(run.incidentId(), text, times));
          }
        });
  }

  // --- no playbook lost, and Microsoft's state is what the history says

  private void checkEnded(Started run) {
    Set<String> passed =
        site
            .database()
            .rows(
                "SELECT ACT_ID_ FROM ACT_HI_ACTINST WHERE PROC_INST_ID_ = ? AND END_TIME_ IS NOT"
                    + " NULL AND ACT_INST_STATE_ <> 2",
                run.processInstanceId())
            .stream()
            .map(row -> row.get("ACT_ID_"))
            .collect(Collectors.toSet());
    if (!passed.contains(Playbooks.DONE)) {
      breaches.add(run + " has ended without passing its end, only " + passed + ".");
    }
    Playbooks.machineActions()
        .forEach(
            (step, type) -> {
              if (passed.contains(step)) {
                checkDone(run, type);
              }
            });
    Machine machine = site.simulator().tenant().machine(run.machineId());
    boolean isolated = passed.contains("Isolate") && !passed.contains("Release");
    if (machine.isolated() != isolated) {
      breaches.add(
          "By the history of %s its machine is %s, but in the tenant it is %s."
              .formatted(run, isolation(isolated), isolation(machine.isolated())));
    }
    if (passed.contains("Comment")
        && site.simulator().tenant().incident(run.incidentId()).comments().isEmpty()) {
      breaches.add("By the history of " + run + " its incident has a comment, but it has none.");
    }
    site.database()
        .rows(
            "SELECT ACTION_ID, STATE FROM DEFENDERFLOW_OPERATION WHERE PROCESS_INSTANCE_ID = ? AND"
                + " STATE IN ('INTENT', 'SENT', 'UNKNOWN')",
            run.processInstanceId())
        .forEach(
            row ->
                breaches.add(
                    "%s has ended, but by the journal its %s is still %s."
                        .formatted(run, row.get("ACTION_ID"), row.get("STATE"))));
  }

  private static String isolation(boolean isolated) {
    return isolated ? "isolated" : "not isolated";
  }

  private void checkDone(Started run, String type) {
    boolean succeeded =
        actions.values().stream()
            .filter(action -> action.machineId().equals(run.machineId()))
            .filter(action -> action.type().equals(type))
            .anyMatch(action -> action.status().equals("Succeeded"));
    if (!succeeded) {
      breaches.add(
          "By the history of %s %s is done, but the tenant knows no such machine action."
              .formatted(run, type));
    }
  }

  // --- the journal

  private void checkJournal(Map<String, String> row) {
    String what = "The operation %s of %s".formatted(row.get("ACTION_ID"), row.get("TARGET"));
    String state = row.get("STATE");
    if (state.equals("DONE") && row.get("OUTCOME") == null) {
      breaches.add(what + " is DONE, but the journal has no outcome of it.");
    }
    if (state.equals("CONFIRMED") && row.get("MACHINE_ACTION_ID") == null) {
      breaches.add(what + " is CONFIRMED, but the journal names no work.");
    }
    if (state.equals("SENT") && row.get("SENT_AT") == null) {
      breaches.add(what + " is SENT, but the journal has no time of it.");
    }
    if (row.get("MACHINE_ACTION_ID") == null) {
      return;
    }
    MachineAction action = actions.get(row.get("MACHINE_ACTION_ID"));
    if (action == null || !action.machineId().equals(row.get("TARGET"))) {
      breaches.add(what + " names work that the tenant does not know on this machine.");
    } else if (row.get("ADOPTED").equals("f") && !action.comment().contains(row.get("MARKER"))) {
      breaches.add(what + " names work as its own that has not its marker.");
    }
  }

  /** Every action that the tenant knows was meant by an operation. */
  private void checkOwnership() {
    Map<String, String> meant = new HashMap<>();
    journal.forEach(row -> meant.put(row.get("MACHINE_ACTION_ID"), row.get("ACTION_ID")));
    Set<String> atWork =
        journal.stream()
            .filter(row -> Set.of("SENT", "UNKNOWN").contains(row.get("STATE")))
            .map(row -> row.get("TARGET"))
            .collect(Collectors.toSet());
    for (MachineAction action : actions.values()) {
      if (!meant.containsKey(action.id()) && !atWork.contains(action.machineId())) {
        breaches.add(
            "The tenant has the machine action %s %s on machine %s, which no operation names."
                .formatted(action.type(), action.id(), action.machineId()));
      }
    }
  }

  private Optional<String> type(String actionId) {
    return Optional.ofNullable(actionId)
        .flatMap(catalogue::find)
        .flatMap(ActionEntry::longRunning)
        .map(LongRunning::type);
  }
}
