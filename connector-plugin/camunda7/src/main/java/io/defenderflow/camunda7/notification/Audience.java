package io.defenderflow.camunda7.notification;

import io.defenderflow.credential.Secret;
import io.defenderflow.transport.Loopback;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which tasks are told to whom, as the settings say. */
final class Audience {
  /** Strict on purpose: what passes cannot end a header or add an address. */
  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z0-9._%+'=~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

  private final NotifyProperties settings;
  private final List<String> problems = new ArrayList<>();

  /**
   * @throws InvalidNotification listing every breach
   */
  Audience(NotifyProperties settings) {
    this.settings = settings;
    if (isConfigured()) {
      check();
    } else {
      checkUnused();
    }
    if (!problems.isEmpty()) {
      throw new InvalidNotification(problems);
    }
  }

  /** Who is told of a task by which channel. */
  record Receiver(String channel, String address) {}

  boolean isConfigured() {
    return settings.webhook().isConfigured() || settings.mail().isConfigured();
  }

  boolean hasMail() {
    return settings.mail().isConfigured();
  }

  String mailFrom() {
    return settings.mail().from().strip();
  }

  Optional<Webhook> webhook() {
    return Optional.of(settings.webhook())
        .filter(NotifyProperties.Webhook::isConfigured)
        .map(webhook -> new Webhook(webhook.url(), format(webhook.format()).orElseThrow()));
  }

  /** Whether people are told of a task that approves nothing. */
  boolean isToldAlso(String taskKey, Collection<String> groups) {
    return settings.also().tasks().contains(taskKey)
        || groups.stream().anyMatch(settings.also().groups()::contains);
  }

  /** Who is told of a task with these candidate groups. */
  List<Receiver> receivers(Collection<String> groups) {
    List<Receiver> receivers = new ArrayList<>();
    if (settings.webhook().isConfigured()) {
      receivers.add(new Receiver(Webhook.NAME, ""));
    }
    addresses(groups).forEach(address -> receivers.add(new Receiver(Mail.NAME, address)));
    return receivers;
  }

  private Set<String> addresses(Collection<String> groups) {
    Set<String> addresses = new LinkedHashSet<>();
    groups.forEach(
        group -> addresses.addAll(settings.mail().groups().getOrDefault(group, List.of())));
    return addresses.isEmpty() ? new LinkedHashSet<>(settings.mail().to()) : addresses;
  }

  /** Where people open the task. */
  URI link(String taskId) {
    return URI.create(tasklist() + "#/?task=" + taskId);
  }

  private String tasklist() {
    String url = settings.tasklistUrl().strip();
    return url.endsWith("/") ? url : url + "/";
  }

  // --- checks

  private void check() {
    checkTasklist();
    if (settings.webhook().isConfigured()) {
      checkWebhook();
    }
    if (settings.mail().isConfigured()) {
      checkMail();
    }
  }

  private void checkUnused() {
    if (!settings.also().groups().isEmpty() || !settings.also().tasks().isEmpty()) {
      breach(
          "also",
          "names tasks, but nobody is told of them. Set defender.notify.webhook.url or"
              + " defender.notify.mail.*.");
    }
  }

  private void checkTasklist() {
    Optional<URI> url = parsed(settings.tasklistUrl());
    boolean web =
        url.filter(
                uri ->
                    uri.getHost() != null
                        && Set.of("http", "https")
                            .contains(uri.getScheme().toLowerCase(Locale.ROOT)))
            .isPresent();
    if (!web
        || url.get().getRawUserInfo() != null
        || url.get().getRawFragment() != null
        || url.get().getRawQuery() != null) {
      breach(
          "tasklist-url",
          "is not the address of Tasklist. Messages link to the task there; it is, for example,"
              + " https://camunda.example/camunda/app/tasklist/default/ without anything behind"
              + " it.");
    }
  }

  /** No problem may quote the address: it is a secret. */
  private void checkWebhook() {
    Secret secret = settings.webhook().url();
    Optional<URI> url = parsed(secret.reveal()).filter(uri -> uri.getHost() != null);
    if (url.isEmpty()) {
      breach(
          "webhook.url", "is not an address such as https://hooks.example/.... It is not shown.");
    } else if (!isSafe(url.get())) {
      breach(
          "webhook.url",
          "must start with https://, because incidents travel there. http:// is accepted for this"
              + " machine (localhost) only. It is not shown, since it is a secret.");
    } else if (url.get().getRawUserInfo() != null || url.get().getRawFragment() != null) {
      breach("webhook.url", "may have no user and no fragment. It is not shown.");
    }
    if (format(settings.webhook().format()).isEmpty()) {
      breach("webhook.format", "must be json, teams or slack.");
    }
  }

  private void checkMail() {
    NotifyProperties.Mail mail = settings.mail();
    address("mail.from", mail.from());
    mail.to().forEach(address -> address("mail.to", address));
    mail.groups()
        .forEach(
            (group, addresses) ->
                addresses.forEach(address -> address("mail.groups." + group, address)));
    if (mail.to().isEmpty() && mail.groups().values().stream().allMatch(List::isEmpty)) {
      breach(
          "mail.to",
          "is empty, and so is mail.groups: the mail would go to nobody. Add an address.");
    }
  }

  private void address(String setting, String address) {
    if (!ADDRESS.matcher(address.strip()).matches()) {
      breach(setting, "has a value that is no mail address such as soc@example.com.");
    }
  }

  /** Whether what travels to the address is protected on its way. */
  static boolean isSafe(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return uri.getHost() != null
        && (scheme.equals("https")
            || (scheme.equals("http") && Loopback.isLoopback(uri.getHost())));
  }

  static Optional<URI> parsed(String text) {
    try {
      return Optional.of(URI.create(text.strip())).filter(URI::isAbsolute);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<WebhookFormat> format(String name) {
    return Stream.of(WebhookFormat.values())
        .filter(format -> format.name().equalsIgnoreCase(name.strip()))
        .findFirst();
  }

  private void breach(String setting, String sentence) {
    problems.add("defender.notify." + setting + " " + sentence);
  }
}
