package io.defenderflow.camunda7.notification;

import io.defenderflow.transport.Loopback;
import java.util.List;
import java.util.Properties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** The application's mail server, where it has Spring's mail on its class path. */
final class MailOffice {
  /** In milliseconds. Jakarta Mail waits for ever where nothing is said. */
  private static final String LIMIT = "10000";

  private final ObjectProvider<JavaMailSender> senders;

  MailOffice(ObjectProvider<JavaMailSender> senders) {
    this.senders = senders;
  }

  /**
   * @throws InvalidNotification where there is no mail server, or no TLS on the way to it
   */
  Channel open(String from) {
    JavaMailSender sender = senders.getIfUnique();
    if (sender == null) {
      throw new InvalidNotification(
          List.of(
              "defender.notify.mail is set, but the application has no mail server. Set"
                  + " spring.mail.host and what belongs to it."));
    }
    // A sender with a session of its own, for example from JNDI, has no host here.
    return new Mail(
        from,
        sender instanceof JavaMailSenderImpl server && server.getHost() != null
            ? protectedCopy(server)
            : sender);
  }

  /** The same server, with time limits. The application's own sender stays as it is. */
  private static JavaMailSender protectedCopy(JavaMailSenderImpl server) {
    String protocol = server.getProtocol() == null ? "smtp" : server.getProtocol();
    String prefix = "mail." + protocol + ".";
    Properties properties = new Properties();
    properties.putAll(server.getJavaMailProperties());
    if (!isProtected(protocol, prefix, properties) && !Loopback.isLoopback(server.getHost())) {
      throw new InvalidNotification(
          List.of(
              "spring.mail is not set to use TLS, and incidents would travel readable. Set"
                  + " spring.mail.properties.mail.smtp.starttls.enable and .starttls.required to"
                  + " true, or spring.mail.ssl.enabled to true."));
    }
    for (String limit : List.of("connectiontimeout", "timeout", "writetimeout")) {
      properties.putIfAbsent(prefix + limit, LIMIT);
    }
    properties.putIfAbsent(prefix + "ssl.checkserveridentity", "true");
    JavaMailSenderImpl copy = new JavaMailSenderImpl();
    copy.setHost(server.getHost());
    copy.setPort(server.getPort());
    copy.setProtocol(protocol);
    copy.setUsername(server.getUsername());
    copy.setPassword(server.getPassword());
    copy.setDefaultEncoding(server.getDefaultEncoding());
    copy.setJavaMailProperties(properties);
    return copy;
  }

  private static boolean isProtected(String protocol, String prefix, Properties properties) {
    return protocol.equals("smtps")
        || is(properties, prefix + "ssl.enable")
        || is(properties, prefix + "starttls.required");
  }

  private static boolean is(Properties properties, String name) {
    return "true".equals(String.valueOf(properties.get(name)));
  }
}
