package io.defenderflow.action.enrichment;

import static io.defenderflow.catalogue.Shape.NUMBER_ID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.action.endpoint.DomainNames;
import io.defenderflow.action.endpoint.Files;
import io.defenderflow.action.endpoint.IpAddresses;
import io.defenderflow.action.endpoint.Machines;
import io.defenderflow.action.identity.Users;
import io.defenderflow.action.incident.Incidents;
import io.defenderflow.action.indicator.Entities;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import io.defenderflow.fault.ErrorCode;
import java.util.Collection;
import java.util.function.Function;

/** Everything that a person wants to see about an incident. */
@Resource(service = Service.GRAPH, area = "Incidents")
public final class IncidentEnrichment {
  private static final String USER_FIELDS =
      "id,displayName,userPrincipalName,mail,accountEnabled,jobTitle,department,createdDateTime";

  private final Incidents incidents;
  private final Machines machines;
  private final Users users;
  private final Files files;
  private final IpAddresses addresses;
  private final DomainNames domains;

  public IncidentEnrichment(Calls calls) {
    this.incidents = calls.of(Incidents.class);
    this.machines = calls.of(Machines.class);
    this.users = calls.of(Users.class);
    this.files = calls.of(Files.class);
    this.addresses = calls.of(IpAddresses.class);
    this.domains = calls.of(DomainNames.class);
  }

  @Action(
      id = "incident.enrich",
      label = "Enrich incident",
      summary =
          "Returns an incident with its alerts and evidence, and the details of the machines,"
              + " users, files, addresses and domains in the evidence. What cannot be read, for"
              + " example for want of a permission, is noted in problems and does not fail the"
              + " step.",
      uses = {
        "incident.get",
        "machine.get",
        "user.get",
        "file.get",
        "file.stats.get",
        "ip.stats.get",
        "domain.stats.get"
      },
      permissions = "User.Read.All",
      returns = "incident, machines, users, files, ips, domains, problems",
      keywords = {"context", "details", "evidence", "triage"},
      docs = "graph/api/security-incident-get")
  public JsonNode enrich(
      @Input(
              value = "incidentId",
              label = "Incident",
              help = "The number of the incident.",
              shape = NUMBER_ID,
              required = true)
          String incidentId,
      @Input(
              value = "maxOfEach",
              label = "Most of each kind",
              help =
                  "How many machines, users, files, addresses and domains are read at most. Empty"
                      + " means 10. Those left out are noted in problems.",
              max = 50,
              example = "10")
          Integer maxOfEach) {
    int most = maxOfEach == null ? 10 : maxOfEach;
    JsonNode incident = incidents.get(incidentId, "alerts");
    Entities entities = Entities.of(incident.path("alerts"));
    Gathering gathering = new Gathering();
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.set("incident", incident);
    result.set("machines", all("machine", entities.machines(), most, gathering, machines::get));
    result.set(
        "users",
        all("user", entities.users(), most, gathering, id -> users.get(id, USER_FIELDS, null)));
    result.set("files", all("file", entities.files(), most, gathering, this::file));
    result.set(
        "ips",
        all("ip", entities.addresses(), most, gathering, ip -> addresses.getStats(ip, null)));
    result.set(
        "domains",
        all("domain", entities.domains(), most, gathering, name -> domains.getStats(name, null)));
    gathering.into(result);
    return result;
  }

  private JsonNode file(String hash) {
    ObjectNode file = ((ObjectNode) files.get(hash)).deepCopy();
    file.set("stats", files.getStats(hash, null));
    return file;
  }

  private static ArrayNode all(
      String kind,
      Collection<String> ids,
      int most,
      Gathering gathering,
      Function<String, JsonNode> call) {
    ArrayNode details = JsonNodeFactory.instance.arrayNode();
    ids.stream()
        .limit(most)
        .map(id -> gathering.read(kind + " " + id, () -> call.apply(id)))
        .filter(found -> found != null)
        .forEach(details::add);
    ids.stream()
        .skip(most)
        .forEach(
            id ->
                gathering.note(
                    kind + " " + id,
                    ErrorCode.RESULT_TOO_LARGE,
                    "Left out, because " + most + " of each kind are read at most."));
    return details;
  }
}
