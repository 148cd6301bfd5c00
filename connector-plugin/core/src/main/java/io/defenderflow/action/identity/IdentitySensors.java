package io.defenderflow.action.identity;

import static io.defenderflow.catalogue.Effect.CHANGE;
import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.Shape.ID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;
import static io.defenderflow.catalogue.Shape.ODATA_LIST;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import java.util.List;

/**
 * Sensors of Defender for Identity on domain controllers and other servers, through Microsoft
 * Graph.
 */
@Resource(service = Service.GRAPH, area = "Defender for Identity sensors")
public interface IdentitySensors {
  @Action(
      id = "identity.sensor.list",
      label = "List identity sensors",
      summary = "Returns the sensors of Defender for Identity with version, health and settings.",
      permissions = "SecurityIdentitiesSensors.Read.All",
      returns = "sensor collection",
      keywords = {"defender for identity", "domain controller"},
      docs = "graph/api/security-identitycontainer-list-sensors")
  @RequestLine(
      "GET /v1.0/security/identities/sensors?$count={count}&$expand={expand}&$filter={filter}&$select={select}&$skip={skip}&$top={top}")
  Page list(
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matching sensors as well.")
          Boolean count,
      @Input(
              value = "expand",
              label = "Expand",
              help = "Choose healthIssues to get the health issues of each sensor as well.",
              shape = ODATA_LIST,
              example = "healthIssues")
          String expand,
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter on healthStatus (healthy, notHealthyLow, notHealthyMedium,"
                      + " notHealthyHigh), deploymentStatus, domainName or sensorType.",
              shape = ODATA_FILTER,
              example = "healthStatus eq 'notHealthyHigh'")
          String filter,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,displayName,healthStatus,version")
          String select,
      @Input(
              value = "skip",
              label = "Skip",
              help = "How many items to leave out from the start.",
              example = "0")
          Integer skip,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many items Microsoft sends at a time.",
              example = "100")
          Integer top);

  @Action(
      id = "identity.sensor.get",
      label = "Get identity sensor",
      summary = "Returns one sensor of Defender for Identity with version, health and settings.",
      permissions = "SecurityIdentitiesSensors.Read.All",
      returns = "sensor",
      keywords = {"defender for identity", "domain controller"},
      docs = "graph/api/security-sensor-get")
  @RequestLine("GET /v1.0/security/identities/sensors/{sensorId}")
  JsonNode get(
      @Input(
              value = "sensorId",
              label = "Sensor",
              help = "The id of the sensor. The step \"List identity sensors\" returns it.",
              shape = ID,
              required = true,
              example = "b3c1b5fc-828c-45fa-a1e1-10d74f6d6e9d")
          String sensorId);

  @Action(
      id = "identity.sensor.update",
      label = "Update identity sensor",
      summary =
          "Changes the settings of a sensor and returns the sensor. Settings that are left empty"
              + " stay as they are. Sensors of version 3 and later take the description only.",
      effect = CHANGE,
      permissions = "SecurityIdentitiesSensors.ReadWrite.All",
      returns = "sensor",
      keywords = {"defender for identity", "settings"},
      docs = "graph/api/security-sensor-update")
  @RequestLine("PATCH /v1.0/security/identities/sensors/{sensorId}")
  JsonNode update(
      @Input(
              value = "sensorId",
              label = "Sensor",
              help = "The id of the sensor. The step \"List identity sensors\" returns it.",
              shape = ID,
              required = true,
              example = "b3c1b5fc-828c-45fa-a1e1-10d74f6d6e9d")
          String sensorId,
      @Input(
              value = "description",
              label = "Description",
              help = "What the sensor is for, in your words.",
              required = true,
              field = "settings/description",
              example = "First domain controller")
          String description,
      @Input(
              value = "domainControllerDnsNames",
              label = "Domain controllers",
              help =
                  "The DNS names of the domain controllers that the sensor asks. Not for sensors"
                      + " that run on a domain controller, nor from version 3 on.",
              field = "settings/domainControllerDnsNames",
              example = "dc01.northwharf.example")
          List<String> domainControllerDnsNames,
      @Input(
              value = "isDelayedDeploymentEnabled",
              label = "Delayed updates",
              help =
                  "Choose true so that the sensor gets updates 72 hours after the others. Not for"
                      + " version 3 and later.",
              field = "settings/isDelayedDeploymentEnabled")
          Boolean isDelayedDeploymentEnabled);

  @Action(
      id = "identity.sensor.deploymentAccessKey.get",
      label = "Get sensor access key",
      summary =
          "Returns the key with which a new sensor joins the tenant. The key is a secret and is"
              + " written to the process history if the step keeps its result: do not keep it"
              + " longer than the installation needs.",
      permissions = "SecurityIdentitiesSensors.ReadWrite.All",
      returns = "deploymentAccessKeyType {deploymentAccessKey}",
      keywords = {"defender for identity", "install", "onboarding", "secret"},
      docs = "graph/api/security-sensor-getdeploymentaccesskey")
  @RequestLine("GET /v1.0/security/identities/sensors/getDeploymentAccessKey")
  JsonNode getDeploymentAccessKey();

  @Action(
      id = "identity.sensor.deploymentAccessKey.regenerate",
      label = "Regenerate sensor access key",
      summary =
          "Replaces the key with which new sensors join the tenant, and returns the new one. The"
              + " old key is worthless at once and cannot be taken back; sensors that are installed"
              + " go on. Use it when the key leaked. The new key is written to the process history"
              + " if the step keeps its result.",
      effect = CONTAIN,
      lostAnswer = ASK,
      permissions = "SecurityIdentitiesSensors.ReadWrite.All",
      returns = "deploymentAccessKeyType {deploymentAccessKey}",
      keywords = {"defender for identity", "rotate", "leaked", "secret"},
      docs = "graph/api/security-sensor-regeneratedeploymentaccesskey")
  @RequestLine("POST /v1.0/security/identities/sensors/regenerateDeploymentAccessKey")
  JsonNode regenerateDeploymentAccessKey();

  @Action(
      id = "identity.sensor.deploymentPackage.getUri",
      label = "Get sensor package link",
      summary =
          "Returns the version of the current sensor installer and a link to it. The link needs no"
              + " sign-in and ends after a short time: use it at once and do not pass it on.",
      permissions = "SecurityIdentitiesSensors.Read.All",
      returns = "sensorDeploymentPackage {downloadUrl, version} (file link)",
      keywords = {"defender for identity", "install", "download"},
      docs = "graph/api/security-sensor-getdeploymentpackageuri")
  @RequestLine("GET /v1.0/security/identities/sensors/getDeploymentPackageUri")
  JsonNode getDeploymentPackageUri();

  @Action(
      id = "identity.sensorCandidate.list",
      label = "List sensor candidates",
      summary =
          "Returns the servers that Defender for Endpoint watches and that could run a sensor of"
              + " Defender for Identity.",
      permissions = "SecurityIdentitiesSensors.Read.All",
      returns = "sensorCandidate collection",
      keywords = {"defender for identity", "domain controller", "coverage"},
      docs = "graph/api/security-identitycontainer-list-sensorcandidates")
  @RequestLine("GET /v1.0/security/identities/sensorCandidates")
  Page listCandidates();

  @Action(
      id = "identity.sensorCandidate.activate",
      label = "Activate sensor candidates",
      summary =
          "Switches the sensor of Defender for Identity on, on servers that are candidates. It"
              + " answers at once and takes effect later: the servers then show in \"List identity"
              + " sensors\".",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "SecurityIdentitiesSensors.ReadWrite.All",
      returns = "nothing",
      keywords = {"defender for identity", "install", "domain controller"},
      docs = "graph/api/security-sensorcandidate-activate")
  @RequestLine("POST /v1.0/security/identities/sensorCandidates/activate")
  void activateCandidates(
      @Input(
              value = "serverIds",
              label = "Servers",
              help = "The ids of the servers. The step \"List sensor candidates\" returns them.",
              required = true,
              example = "1e5bc9d7e413ddd7902c2932e418702b84d0cc07")
          List<String> serverIds);

  @Action(
      id = "identity.sensorCandidateActivation.get",
      label = "Get sensor activation mode",
      summary = "Returns whether new sensor candidates are activated by themselves or by hand.",
      permissions = "SecurityIdentitiesSensors.Read.All",
      returns = "sensorCandidateActivationConfiguration",
      keywords = {"defender for identity", "settings"},
      docs = "graph/api/security-sensorcandidateactivationconfiguration-get")
  @RequestLine("GET /v1.0/security/identities/sensorCandidateActivationConfiguration")
  JsonNode getActivation();

  @Action(
      id = "identity.sensorCandidateActivation.update",
      label = "Update sensor activation mode",
      summary =
          "Sets whether new sensor candidates are activated by themselves or by hand, and returns"
              + " the setting. Sensors that are active stay active.",
      effect = CHANGE,
      permissions = "SecurityIdentitiesSensors.ReadWrite.All",
      returns = "sensorCandidateActivationConfiguration",
      keywords = {"defender for identity", "settings", "automatic"},
      docs = "graph/api/security-identitycontainer-post-sensorcandidateactivationconfiguration")
  @RequestLine("PATCH /v1.0/security/identities/sensorCandidateActivationConfiguration")
  JsonNode updateActivation(
      @Input(
              value = "activationMode",
              label = "Activation mode",
              help =
                  "Automated activates every new candidate as soon as it is found; manual waits for"
                      + " the step \"Activate sensor candidates\".",
              required = true,
              example = "automated")
          SensorActivationMode activationMode);

  @Action(
      id = "identity.autoAuditing.get",
      label = "Get automatic auditing",
      summary =
          "Returns whether Defender for Identity sets the Windows audit policies of its servers by"
              + " itself.",
      permissions = "SecurityIdentitiesAutoConfig.Read.All",
      returns = "autoAuditingConfiguration",
      keywords = {"defender for identity", "settings", "audit policy"},
      docs = "graph/api/security-autoauditingconfiguration-get")
  @RequestLine("GET /v1.0/security/identities/settings/autoAuditingConfiguration")
  JsonNode getAutoAuditing();

  @Action(
      id = "identity.autoAuditing.update",
      label = "Update automatic auditing",
      summary =
          "Sets whether Defender for Identity sets the Windows audit policies of its servers by"
              + " itself, and returns the setting. Policies that were set stay when it is switched"
              + " off.",
      effect = CHANGE,
      permissions = "SecurityIdentitiesAutoConfig.ReadWrite.All",
      returns = "autoAuditingConfiguration",
      keywords = {"defender for identity", "settings", "audit policy"},
      docs = "graph/api/security-autoauditingconfiguration-update")
  @RequestLine("PATCH /v1.0/security/identities/settings/autoAuditingConfiguration")
  JsonNode updateAutoAuditing(
      @Input(
              value = "isAutomatic",
              label = "Automatic",
              help =
                  "Choose true to let Defender set the audit policies, false to keep them in your"
                      + " own hands.",
              required = true)
          Boolean isAutomatic);
}
