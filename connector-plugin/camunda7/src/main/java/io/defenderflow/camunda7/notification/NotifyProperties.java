package io.defenderflow.camunda7.notification;

import io.defenderflow.credential.Secret;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code defender.notify.*}.
 *
 * @param tasklistUrl where people open tasks, for example {@code
 *     https://camunda.example/camunda/app/tasklist/default/}
 * @param also which user tasks are told besides those that approve containment
 */
@ConfigurationProperties("defender.notify")
public record NotifyProperties(
    @DefaultValue("") String tasklistUrl,
    @DefaultValue Also also,
    @DefaultValue Webhook webhook,
    @DefaultValue Mail mail) {

  /**
   * @param groups ids of candidate groups
   * @param tasks ids that user tasks have in their models
   */
  public record Also(@DefaultValue List<String> groups, @DefaultValue List<String> tasks) {}

  /**
   * @param url whoever knows it can post, so that it is a secret
   * @param format json, teams or slack
   */
  public record Webhook(Secret url, @DefaultValue("json") String format) {
    boolean isConfigured() {
      return url != null && !url.isBlank();
    }
  }

  /**
   * @param to addresses that are told of tasks of which no candidate group has an address
   * @param groups addresses by the id of the candidate group
   */
  public record Mail(
      @DefaultValue("") String from,
      @DefaultValue List<String> to,
      Map<String, List<String>> groups) {
    public Mail {
      groups = groups == null ? Map.of() : Map.copyOf(groups);
    }

    boolean isConfigured() {
      return !from.isBlank() || !to.isEmpty() || !groups.isEmpty();
    }
  }
}
