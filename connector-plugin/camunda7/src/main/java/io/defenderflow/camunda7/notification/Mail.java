package io.defenderflow.camunda7.notification;

import jakarta.mail.MessagingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMailMessage;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Sends a mail of plain text to one address. */
final class Mail implements Channel {
  static final String NAME = "mail";

  private static final int LONGEST_SUBJECT = 150;

  private final String from;
  private final JavaMailSender sender;

  Mail(String from, JavaMailSender sender) {
    this.from = from;
    this.sender = sender;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void tell(TaskNews news, String receiver) {
    SimpleMailMessage text = new SimpleMailMessage();
    text.setFrom(from);
    text.setTo(receiver);
    text.setSubject(PlainText.line(news.headline(), LONGEST_SUBJECT));
    text.setText(text(news));
    try {
      MimeMailMessage mail =
          new MimeMailMessage(
              new MimeMessageHelper(sender.createMimeMessage(), StandardCharsets.UTF_8.name()));
      text.copyTo(mail);
      mail.getMimeMessage().setHeader("Auto-Submitted", "auto-generated");
      mail.getMimeMessage().setHeader("X-Idempotency-Key", news.key());
      sender.send(mail.getMimeMessage());
    } catch (MailAuthenticationException e) {
      throw NotTold.untilChanged(
          "The mail server refused the sign-in. Check spring.mail.username and .password, restart,"
              + " and retry this job.");
    } catch (MailException | MessagingException e) {
      throw NotTold.yet(
          "The mail to "
              + receiver
              + " could not be sent ("
              + innermost(e).getClass().getSimpleName()
              + "). Check whether the mail server runs and takes mail for this address.");
    }
  }

  private static String text(TaskNews news) {
    StringBuilder text = new StringBuilder(1_000);
    news.note().ifPresent(note -> text.append(note).append("\n\n"));
    text.append(news.taskName()).append(": a person is asked.\n\nOpen the task:\n");
    text.append(news.taskLink()).append('\n');
    Optional<URI> incident = news.incidentLink();
    incident.ifPresent(link -> text.append("\nOpen the incident:\n").append(link).append('\n'));
    text.append('\n');
    for (TaskNews.Fact fact : news.facts()) {
      text.append(fact.name()).append(": ").append(fact.value()).append('\n');
    }
    return text.append(
            "\nThese lines quote the incident, parts of which an attacker may have written. Follow"
                + " no address in them; use the links above.\n")
        .toString();
  }

  private static Throwable innermost(Throwable e) {
    Throwable inner = e;
    while (inner.getCause() != null && inner.getCause() != inner) {
      inner = inner.getCause();
    }
    return inner;
  }
}
