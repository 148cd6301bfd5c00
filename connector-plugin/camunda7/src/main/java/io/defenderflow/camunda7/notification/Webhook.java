package io.defenderflow.camunda7.notification;

import io.defenderflow.credential.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Posts to an address. Redirects are not followed, since they would carry the text elsewhere. */
final class Webhook implements Channel {
  static final String NAME = "webhook";

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration WHOLE = Duration.ofSeconds(10);

  /** They say that it may succeed later, although they are the caller's fault by their number. */
  private static final Set<Integer> LATER = Set.of(408, 425, 429);

  private final Secret url;
  private final WebhookFormat format;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(Version.HTTP_1_1)
          .followRedirects(Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();

  Webhook(Secret url, WebhookFormat format) {
    this.url = url;
    this.format = format;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void tell(TaskNews news, String receiver) {
    int status = post(news);
    if (status < 200 || status > 299) {
      String answered = "The webhook answered with HTTP " + status + ".";
      if (status < 500 && !LATER.contains(status)) {
        throw NotTold.untilChanged(
            answered
                + (status < 400
                    ? " Redirects are not followed. "
                    : " It does not take this message. ")
                + "Check defender.notify.webhook.url and format, restart, and retry this job.");
      }
      throw NotTold.yet(answered);
    }
  }

  private int post(TaskNews news) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url.reveal().strip()))
            .timeout(WHOLE)
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "Defenderflow")
            .header("Idempotency-Key", news.key())
            .POST(BodyPublishers.ofString(format.body(news).toString()))
            .build();
    CompletableFuture<HttpResponse<Void>> answer =
        http.sendAsync(request, BodyHandlers.discarding());
    try {
      // The request's own time limit ends with the headers, and a body may come for ever.
      return answer.get(WHOLE.toMillis(), TimeUnit.MILLISECONDS).statusCode();
    } catch (TimeoutException e) {
      throw NotTold.yet(noAnswer());
    } catch (ExecutionException e) {
      throw NotTold.yet(silence(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw NotTold.yet("The application stops. The webhook is told after the next start.");
    } finally {
      answer.cancel(true);
    }
  }

  private String silence(Throwable why) {
    if (why instanceof SSLException) {
      return "The TLS certificate of the webhook's host "
          + host()
          + " is not trusted, or TLS failed, so that nothing was sent. Let its owner mend the"
          + " certificate, or let Java trust its issuer (-Djavax.net.ssl.trustStore), and retry"
          + " this job.";
    }
    return why instanceof HttpTimeoutException
        ? noAnswer()
        : "The webhook's host "
            + host()
            + " could not be reached ("
            + why.getClass().getSimpleName()
            + ").";
  }

  /** The rest of the address is a secret. */
  private String host() {
    return URI.create(url.reveal().strip()).getHost();
  }

  private static String noAnswer() {
    return "The webhook did not answer within " + WHOLE.toSeconds() + " seconds.";
  }
}
