package io.defenderflow.camunda7.intake;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of one source of playbooks, {@code defender.intake.<name>.*}.
 *
 * @param source incidents or alerts
 * @param connection the connection that is read; blank is the default one
 * @param engineTenant the engine's tenant whose playbooks are started; blank are playbooks without
 *     a tenant
 * @param filter what starts a playbook
 * @param pollInterval from the end of one look to the next
 * @param lookBack how far the first look goes back
 * @param overlap how late Microsoft may show an item and it is still found
 * @param pageSize how many items Microsoft sends at a time
 * @param message the start message of the playbook
 * @param decision the key of a decision that picks the start message instead
 * @param updateMessage the message by which a running playbook hears of changes
 * @param policy START, UPDATE or BOTH; blank is BOTH where there is an update message
 * @param variables variables of the playbook by name, each a JSON Pointer into the item
 * @param mostPerCycle how many playbooks one look may start
 * @param expandAlerts whether an incident brings its alerts along
 * @param attempts how often an item is tried before it is set aside
 * @param alarmAfter how far the source may lag behind before its health is down
 * @param quietAfter how long there may be no item at all before its health is down; empty for any
 *     time
 */
public record SourceProperties(
    @DefaultValue("") String source,
    @DefaultValue("") String connection,
    @DefaultValue("") String engineTenant,
    @DefaultValue FilterProperties filter,
    @DefaultValue("1m") Duration pollInterval,
    @DefaultValue("1d") Duration lookBack,
    @DefaultValue("15m") Duration overlap,
    @DefaultValue("50") int pageSize,
    @DefaultValue("") String message,
    @DefaultValue("") String decision,
    @DefaultValue("") String updateMessage,
    @DefaultValue("") String policy,
    Map<String, String> variables,
    @DefaultValue("100") int mostPerCycle,
    @DefaultValue("true") boolean expandAlerts,
    @DefaultValue("3") int attempts,
    @DefaultValue("15m") Duration alarmAfter,
    Duration quietAfter) {
  public SourceProperties {
    variables = variables == null ? Map.of() : Map.copyOf(variables);
  }

  /**
   * What starts a playbook. Of each list one value must fit; an empty list lets everything pass.
   *
   * @param serviceSource the products by Microsoft's names for services, such as
   *     microsoftDefenderForEndpoint
   * @param product the products by their names in alerts, such as Microsoft Defender for Endpoint
   * @param tags custom or system tags
   * @param odata a further condition, which Microsoft evaluates
   */
  public record FilterProperties(
      List<String> severity,
      List<String> status,
      List<String> serviceSource,
      List<String> detectionSource,
      List<String> product,
      List<String> tags,
      @DefaultValue("") String odata) {
    public FilterProperties {
      severity = said(severity);
      status = said(status);
      serviceSource = said(serviceSource);
      detectionSource = said(detectionSource);
      product = said(product);
      tags = said(tags);
    }

    private static List<String> said(List<String> values) {
      return values == null
          ? List.of()
          : values.stream().map(String::strip).filter(value -> !value.isEmpty()).toList();
    }
  }
}
