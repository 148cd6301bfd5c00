package io.defenderflow.camunda7.notification;

import io.defenderflow.camunda7.DefenderAutoConfiguration;
import io.defenderflow.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;

/** Tells people of new approval tasks, where a channel is configured. */
@AutoConfiguration(
    after = DefenderAutoConfiguration.class,
    afterName = "org.springframework.boot.autoconfigure.mail.MailSenderAutoConfiguration")
@EnableConfigurationProperties(NotifyProperties.class)
public class NotificationAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  static Audience defenderAudience(NotifyProperties properties) {
    return new Audience(properties);
  }

  /**
   * The engine asks for its plugins while it is built, so that this one must not need the engine.
   */
  @Bean
  @ConditionalOnMissingBean
  static NotificationPlugin defenderNotificationPlugin(
      Audience audience, ObjectProvider<Newsroom> newsroom) {
    return new NotificationPlugin(audience, new TellHandler(newsroom::getObject));
  }

  /** Made at the start, so that a mail server that is missing stops it. */
  @Bean
  @ConditionalOnMissingBean
  Newsroom defenderNewsroom(
      Audience audience, Catalogue catalogue, ObjectProvider<MailOffice> mail) {
    List<Channel> channels = new ArrayList<>();
    audience.webhook().ifPresent(channels::add);
    if (audience.hasMail()) {
      MailOffice office = mail.getIfAvailable();
      if (office == null) {
        throw new InvalidNotification(
            List.of(
                "defender.notify.mail is set, but the application cannot send mail. Add the"
                    + " dependency spring-boot-starter-mail."));
      }
      channels.add(office.open(audience.mailFrom()));
    }
    return new Newsroom(audience, catalogue, channels);
  }

  /** Mail, where the application has Spring's mail. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(JavaMailSender.class)
  static class ByMail {
    @Bean
    @ConditionalOnMissingBean
    MailOffice defenderMailOffice(ObjectProvider<JavaMailSender> senders) {
      return new MailOffice(senders);
    }
  }
}
