package io.defenderflow.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.action.attacksimulation.AttackSimulations;
import io.defenderflow.action.attacksimulation.SimulationAutomations;
import io.defenderflow.action.attacksimulation.SimulationContents;
import io.defenderflow.action.attacksimulation.SimulationTrainings;
import io.defenderflow.action.audit.AuditQueries;
import io.defenderflow.action.audit.DirectoryAudits;
import io.defenderflow.action.audit.SignIns;
import io.defenderflow.action.compliance.EdiscoveryCases;
import io.defenderflow.action.compliance.EdiscoveryCustodians;
import io.defenderflow.action.compliance.EdiscoveryHolds;
import io.defenderflow.action.compliance.EdiscoverySearches;
import io.defenderflow.action.compliance.RetentionEventTypes;
import io.defenderflow.action.compliance.RetentionEvents;
import io.defenderflow.action.connection.ConnectionRecipes;
import io.defenderflow.action.device.BitLockerKeys;
import io.defenderflow.action.device.DetectedApps;
import io.defenderflow.action.device.DeviceCompliancePolicies;
import io.defenderflow.action.device.DeviceConfigurations;
import io.defenderflow.action.device.Devices;
import io.defenderflow.action.device.LocalCredentials;
import io.defenderflow.action.device.ManagedDevices;
import io.defenderflow.action.device.MobileApps;
import io.defenderflow.action.email.AnalyzedEmails;
import io.defenderflow.action.email.EmailThreatSubmissions;
import io.defenderflow.action.email.FileThreatSubmissions;
import io.defenderflow.action.email.MailFolders;
import io.defenderflow.action.email.MessageRules;
import io.defenderflow.action.email.Messages;
import io.defenderflow.action.email.OutgoingMail;
import io.defenderflow.action.email.SubmissionPolicies;
import io.defenderflow.action.email.ThreatAssessments;
import io.defenderflow.action.email.UrlThreatSubmissions;
import io.defenderflow.action.endpoint.AuthenticatedScans;
import io.defenderflow.action.endpoint.DeviceHealth;
import io.defenderflow.action.endpoint.DomainNames;
import io.defenderflow.action.endpoint.DownloadRecipes;
import io.defenderflow.action.endpoint.EndpointAlerts;
import io.defenderflow.action.endpoint.EndpointUsers;
import io.defenderflow.action.endpoint.Files;
import io.defenderflow.action.endpoint.Indicators;
import io.defenderflow.action.endpoint.InvestigationPackageRecipes;
import io.defenderflow.action.endpoint.Investigations;
import io.defenderflow.action.endpoint.IpAddresses;
import io.defenderflow.action.endpoint.LibraryFiles;
import io.defenderflow.action.endpoint.LiveResponse;
import io.defenderflow.action.endpoint.LiveResponseRecipes;
import io.defenderflow.action.endpoint.MachineActions;
import io.defenderflow.action.endpoint.MachineInvestigations;
import io.defenderflow.action.endpoint.MachineRecipes;
import io.defenderflow.action.endpoint.Machines;
import io.defenderflow.action.endpoint.ManyMachines;
import io.defenderflow.action.endpoint.Offboarding;
import io.defenderflow.action.endpoint.PendingActionRecipes;
import io.defenderflow.action.enrichment.IncidentEnrichment;
import io.defenderflow.action.enrichment.MachineEnrichment;
import io.defenderflow.action.enrichment.UserRecipes;
import io.defenderflow.action.hunting.HuntingRecipes;
import io.defenderflow.action.identity.AuthenticationMethods;
import io.defenderflow.action.identity.DirectoryRoles;
import io.defenderflow.action.identity.Groups;
import io.defenderflow.action.identity.IdentityAccounts;
import io.defenderflow.action.identity.IdentityHealthIssues;
import io.defenderflow.action.identity.IdentitySensors;
import io.defenderflow.action.identity.OauthGrants;
import io.defenderflow.action.identity.RiskDetections;
import io.defenderflow.action.identity.RiskyServicePrincipals;
import io.defenderflow.action.identity.RiskyUsers;
import io.defenderflow.action.identity.ServicePrincipals;
import io.defenderflow.action.identity.Users;
import io.defenderflow.action.incident.Alerts;
import io.defenderflow.action.incident.DetectionRules;
import io.defenderflow.action.incident.Hunting;
import io.defenderflow.action.incident.Incidents;
import io.defenderflow.action.incident.SecurityActions;
import io.defenderflow.action.indicator.EvidenceRecipes;
import io.defenderflow.action.indicator.IndicatorRecipes;
import io.defenderflow.action.intelligence.Articles;
import io.defenderflow.action.intelligence.HostArtifacts;
import io.defenderflow.action.intelligence.Hosts;
import io.defenderflow.action.intelligence.IntelligenceProfiles;
import io.defenderflow.action.intelligence.IntelligenceVulnerabilities;
import io.defenderflow.action.intelligence.SslCertificates;
import io.defenderflow.action.intelligence.WhoisRecords;
import io.defenderflow.action.posture.SecureScoreControlProfiles;
import io.defenderflow.action.posture.SecureScores;
import io.defenderflow.action.request.EndpointRequestRecipes;
import io.defenderflow.action.request.GraphRequestRecipes;
import io.defenderflow.action.tenant.AppsAndServices;
import io.defenderflow.action.tenant.ConditionalAccessPolicies;
import io.defenderflow.action.tenant.MultiTenantOrganizations;
import io.defenderflow.action.tenant.NamedLocations;
import io.defenderflow.action.tenant.NetworkAccess;
import io.defenderflow.action.tenant.OrgContacts;
import io.defenderflow.action.tenant.Organizations;
import io.defenderflow.action.tenant.Policies;
import io.defenderflow.action.tenant.Sites;
import io.defenderflow.action.tenant.TenantDomains;
import io.defenderflow.action.vulnerability.AssessmentExports;
import io.defenderflow.action.vulnerability.AssessmentRecipes;
import io.defenderflow.action.vulnerability.Assessments;
import io.defenderflow.action.vulnerability.Baselines;
import io.defenderflow.action.vulnerability.BrowserExtensions;
import io.defenderflow.action.vulnerability.Recommendations;
import io.defenderflow.action.vulnerability.RemediationActivities;
import io.defenderflow.action.vulnerability.Scores;
import io.defenderflow.action.vulnerability.Software;
import io.defenderflow.action.vulnerability.Vulnerabilities;
import io.defenderflow.catalogue.InputEntry.Place;
import io.defenderflow.catalogue.InputEntry.Type;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All actions, sorted by id. What is not in here does not exist. */
public final class Catalogue {
  private static final List<Class<?>> SOURCES =
      List.of(
          Alerts.class,
          AnalyzedEmails.class,
          AppsAndServices.class,
          Articles.class,
          AssessmentExports.class,
          AssessmentRecipes.class,
          Assessments.class,
          AttackSimulations.class,
          AuditQueries.class,
          AuthenticatedScans.class,
          AuthenticationMethods.class,
          Baselines.class,
          BitLockerKeys.class,
          BrowserExtensions.class,
          ConditionalAccessPolicies.class,
          ConnectionRecipes.class,
          DetectedApps.class,
          DetectionRules.class,
          DeviceCompliancePolicies.class,
          DeviceConfigurations.class,
          DeviceHealth.class,
          Devices.class,
          DirectoryAudits.class,
          DirectoryRoles.class,
          DomainNames.class,
          DownloadRecipes.class,
          EdiscoveryCases.class,
          EdiscoveryCustodians.class,
          EdiscoveryHolds.class,
          EdiscoverySearches.class,
          EmailThreatSubmissions.class,
          EndpointAlerts.class,
          EndpointRequestRecipes.class,
          EndpointUsers.class,
          EvidenceRecipes.class,
          FileThreatSubmissions.class,
          Files.class,
          GraphRequestRecipes.class,
          Groups.class,
          HostArtifacts.class,
          Hosts.class,
          Hunting.class,
          HuntingRecipes.class,
          IdentityAccounts.class,
          IdentityHealthIssues.class,
          IdentitySensors.class,
          IncidentEnrichment.class,
          Incidents.class,
          IndicatorRecipes.class,
          Indicators.class,
          IntelligenceProfiles.class,
          IntelligenceVulnerabilities.class,
          InvestigationPackageRecipes.class,
          Investigations.class,
          IpAddresses.class,
          LibraryFiles.class,
          LiveResponse.class,
          LiveResponseRecipes.class,
          LocalCredentials.class,
          MachineActions.class,
          MachineEnrichment.class,
          MachineInvestigations.class,
          MachineRecipes.class,
          Machines.class,
          MailFolders.class,
          ManagedDevices.class,
          ManyMachines.class,
          MessageRules.class,
          Messages.class,
          MobileApps.class,
          MultiTenantOrganizations.class,
          NamedLocations.class,
          NetworkAccess.class,
          OauthGrants.class,
          Offboarding.class,
          OrgContacts.class,
          Organizations.class,
          OutgoingMail.class,
          PendingActionRecipes.class,
          Policies.class,
          Recommendations.class,
          RemediationActivities.class,
          RetentionEventTypes.class,
          RetentionEvents.class,
          RiskDetections.class,
          RiskyServicePrincipals.class,
          RiskyUsers.class,
          Scores.class,
          SecureScoreControlProfiles.class,
          SecureScores.class,
          SecurityActions.class,
          ServicePrincipals.class,
          SignIns.class,
          SimulationAutomations.class,
          SimulationContents.class,
          SimulationTrainings.class,
          Sites.class,
          Software.class,
          SslCertificates.class,
          SubmissionPolicies.class,
          TenantDomains.class,
          ThreatAssessments.class,
          UrlThreatSubmissions.class,
          UserRecipes.class,
          Users.class,
          Vulnerabilities.class,
          WhoisRecords.class);

  private final SortedMap<String, ActionEntry> actions;

  private Catalogue(SortedMap<String, ActionEntry> actions) {
    this.actions = Collections.unmodifiableSortedMap(actions);
    actions.values().forEach(entry -> entry.standsIn(this));
  }

  public static Catalogue load() {
    return of(SOURCES);
  }

  /**
   * Reads the actions of the given interfaces and recipe classes.
   *
   * @throws IllegalStateException where an id is claimed twice
   */
  static Catalogue of(List<Class<?>> sources) {
    SortedMap<String, ActionEntry> actions = new TreeMap<>();
    for (Class<?> source : sources) {
      Resource resource = source.getAnnotation(Resource.class);
      for (ActionEntry entry : source.isInterface() ? calls(source) : recipes(source, resource)) {
        if (actions.put(entry.id(), entry) != null) {
          throw new IllegalStateException("Two methods claim the action id " + entry.id() + ".");
        }
      }
    }
    actions.values().forEach(entry -> addPermissionsOfParts(entry, actions));
    return new Catalogue(actions);
  }

  /** All actions, sorted by id. */
  public Collection<ActionEntry> actions() {
    return actions.values();
  }

  public Optional<ActionEntry> find(String id) {
    return Optional.ofNullable(actions.get(id));
  }

  /** Reads the request lines itself: the contract would parse every method a second time. */
  private static List<ActionEntry> calls(Class<?> api) {
    Resource resource = api.getAnnotation(Resource.class);
    return Arrays.stream(api.getMethods())
        .filter(method -> method.isAnnotationPresent(Action.class))
        .map(
            method -> {
              Action action = method.getAnnotation(Action.class);
              String line = method.getAnnotation(RequestLine.class).value();
              return new ActionEntry(
                  action,
                  resource,
                  method,
                  line.substring(0, line.indexOf(' ')),
                  pathOf(method),
                  inputs(method, pathOf(method), bodyInputs(method, line)),
                  new TreeSet<>(permissions(resource, action.permissions())),
                  permissions(resource, action.anyPermission()));
            })
        .toList();
  }

  private static List<String> bodyInputs(Method method, String requestLine) {
    return Arrays.stream(method.getParameters())
        .map(parameter -> parameter.getAnnotation(Input.class).value())
        .filter(name -> !requestLine.contains("{" + name + "}"))
        .toList();
  }

  private static List<ActionEntry> recipes(Class<?> recipes, Resource resource) {
    return Arrays.stream(recipes.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Action.class))
        .map(
            method -> {
              Action action = method.getAnnotation(Action.class);
              return new ActionEntry(
                  action,
                  resource,
                  method,
                  "",
                  "",
                  inputs(method, "", List.of()),
                  new TreeSet<>(permissions(resource, action.permissions())),
                  permissions(resource, action.anyPermission()));
            })
        .toList();
  }

  private static void addPermissionsOfParts(
      ActionEntry composite, SortedMap<String, ActionEntry> actions) {
    for (String id : composite.uses()) {
      ActionEntry part = actions.get(id);
      if (part == null) {
        throw new IllegalStateException(
            "The action " + composite.id() + " uses " + id + ", which does not exist.");
      }
      composite.addPermissions(part.permissions());
    }
  }

  private static String pathOf(Method method) {
    String line = method.getAnnotation(RequestLine.class).value();
    String target = line.substring(line.indexOf(' ') + 1);
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  private static List<Permission> permissions(Resource resource, String[] names) {
    return Arrays.stream(names).map(name -> new Permission(resource.service(), name)).toList();
  }

  private static List<InputEntry> inputs(Method method, String path, List<String> body) {
    List<InputEntry> inputs = new ArrayList<>();
    for (Parameter parameter : method.getParameters()) {
      inputs.add(input(parameter, path, body));
    }
    if (method.getReturnType() == Page.class) {
      inputs.add(
          new InputEntry(
              ActionEntry.MAX_ITEMS,
              "Most items to return",
              "Pages are followed until this many items are there. Empty means "
                  + ActionEntry.DEFAULT_MAX_ITEMS
                  + ". The result says truncated=true when there are more.",
              Type.INTEGER,
              Place.STEP,
              Shape.TEXT,
              false,
              false,
              List.of(),
              "100",
              100_000));
    }
    return inputs;
  }

  private static InputEntry input(Parameter parameter, String path, List<String> body) {
    Input input = parameter.getAnnotation(Input.class);
    Class<?> type = parameter.getType();
    Optional<Class<?>> choices = choices(parameter);
    Place place =
        path.contains("{" + input.value() + "}")
            ? Place.PATH
            : body.contains(input.value()) ? Place.BODY : path.isEmpty() ? Place.STEP : Place.QUERY;
    List<String> values =
        choices
            .map(choice -> Arrays.stream(choice.getEnumConstants()).map(Wire::text).toList())
            .orElse(List.of());
    return new InputEntry(
        input.value(),
        input.label(),
        input.help(),
        typeOf(parameter),
        place,
        input.shape(),
        input.required(),
        input.clearable(),
        values,
        example(input, type, values),
        input.max());
  }

  /** The enumeration of a choice or of a list of choices. */
  static Optional<Class<?>> choices(Parameter parameter) {
    return Stream.of(parameter.getType(), elementOf(parameter)).filter(Class::isEnum).findFirst();
  }

  private static Class<?> elementOf(Parameter parameter) {
    return parameter.getParameterizedType() instanceof ParameterizedType list
        ? (Class<?>) list.getActualTypeArguments()[0]
        : void.class;
  }

  private static Type typeOf(Parameter parameter) {
    Class<?> type = parameter.getType();
    if (type.isEnum()) {
      return Type.CHOICE;
    }
    if (type == Integer.class) {
      return Type.INTEGER;
    }
    if (type == Boolean.class) {
      return Type.BOOLEAN;
    }
    if (type == FileContent.class) {
      return Type.FILE;
    }
    if (type == List.class || type == Set.class) {
      return elementOf(parameter) == JsonNode.class ? Type.OBJECTS : Type.LIST;
    }
    return type == String.class ? Type.TEXT : Type.OBJECT;
  }

  private static String example(Input input, Class<?> type, List<String> values) {
    if (!input.example().isEmpty()) {
      return input.example();
    }
    if (!values.isEmpty()) {
      return values.get(0);
    }
    return type == Boolean.class ? "true" : type == Integer.class ? "10" : input.shape().example();
  }
}
