package io.defenderflow.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TokenSourceTest {
  private static final String SCOPE = "https://graph.microsoft.com/.default";

  private final TestClock clock = new TestClock();
  private final AtomicInteger requests = new AtomicInteger();
  private Fault failure;
  private Duration lifetime = Duration.ofHours(1);

  private final TokenSource tokens = new TokenSource(this::issue, clock);

  @Test
  void fiftyThreadsShareOneRequest() throws InterruptedException, ExecutionException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    TokenSource slow =
        new TokenSource(
            scope -> {
              begun.countDown();
              await(mayEnd);
              return issue(scope);
            },
            clock);

    List<AccessToken> got = inFiftyThreads(slow, begun, mayEnd);

    assertThat(requests).hasValue(1);
    assertThat(got).hasSize(50).containsOnly(got.get(0));
  }

  @Test
  void theScopesHaveTokensOfTheirOwn() {
    assertThat(tokens.get("a")).isNotEqualTo(tokens.get("b")).isEqualTo(tokens.get("a"));
    assertThat(requests).hasValue(2);
  }

  @Test
  void aTokenIsRenewedFiveMinutesBeforeItsEnd() {
    AccessToken first = tokens.get(SCOPE);

    clock.pass(Duration.ofMinutes(54));
    assertThat(tokens.get(SCOPE)).isEqualTo(first);

    clock.pass(Duration.ofMinutes(1));
    assertThat(tokens.get(SCOPE)).isNotEqualTo(first);
    assertThat(requests).hasValue(2);
  }

  @Test
  void aShortLivedTokenIsUsedForHalfOfItsLife() {
    lifetime = Duration.ofMinutes(4);
    AccessToken first = tokens.get(SCOPE);

    clock.pass(Duration.ofSeconds(119));
    assertThat(tokens.get(SCOPE)).isEqualTo(first);
    clock.pass(Duration.ofSeconds(1));
    assertThat(tokens.get(SCOPE)).isNotEqualTo(first);
  }

  @Test
  void aTokenThatIsStillGoodOutlivesAnOutageOfTheLoginService() {
    AccessToken first = tokens.get(SCOPE);
    failure = Fault.of(ErrorCode.SERVICE_UNAVAILABLE, "down");

    clock.pass(Duration.ofMinutes(57));
    assertThat(tokens.get(SCOPE)).isEqualTo(first);

    clock.pass(Duration.ofMinutes(3));
    assertThat(fault().code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
  }

  @Test
  void whileTheLoginServiceAsksToWaitNobodyAsksAgain() {
    failure = Fault.of(ErrorCode.THROTTLED, "wait").withRetryAt(clock.instant().plusSeconds(60));
    assertThat(fault().code()).isEqualTo(ErrorCode.THROTTLED);

    clock.pass(Duration.ofSeconds(59));
    assertThat(fault().retryAt()).contains(TestClock.START.plusSeconds(60));
    assertThat(catchThrowableOfType(Fault.class, () -> tokens.get("other")).code())
        .isEqualTo(ErrorCode.THROTTLED);
    assertThat(requests).as("no request inside of the minute").hasValue(1);

    failure = null;
    clock.pass(Duration.ofSeconds(1));
    assertThat(tokens.get(SCOPE)).isNotNull();
    assertThat(requests).hasValue(2);
  }

  @Test
  void whoRefusesTheSameTokenGetsTheSameNewOne() {
    AccessToken refused = tokens.get(SCOPE);

    AccessToken fresh = tokens.replace(SCOPE, refused);
    AccessToken again = tokens.replace(SCOPE, refused);

    assertThat(fresh).isNotEqualTo(refused).isEqualTo(again).isEqualTo(tokens.get(SCOPE));
    assertThat(requests).hasValue(2);
  }

  @Test
  void aFailureEndsTheRequestSoThatTheNextOneCanSucceed() {
    failure = Fault.of(ErrorCode.AUTH_FAILED, "wrong secret");
    assertThat(fault().code()).isEqualTo(ErrorCode.AUTH_FAILED);

    failure = null;
    assertThat(tokens.get(SCOPE)).isNotNull();
  }

  @Test
  void aTokenDoesNotShowItself() {
    assertThat(tokens.get(SCOPE).toString()).contains("(hidden)").doesNotContain("canary");
  }

  private AccessToken issue(String scope) {
    int number = requests.incrementAndGet();
    if (failure != null) {
      throw failure;
    }
    return AccessToken.of("canary." + scope + "." + number, clock.instant(), lifetime);
  }

  private Fault fault() {
    return catchThrowableOfType(Fault.class, () -> tokens.get(SCOPE));
  }

  private static List<AccessToken> inFiftyThreads(
      TokenSource source, CountDownLatch begun, CountDownLatch mayEnd)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(50);
    try {
      List<Future<AccessToken>> asked = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        asked.add(threads.submit(() -> source.get(SCOPE)));
      }
      begun.await();
      mayEnd.countDown();
      List<AccessToken> got = new ArrayList<>();
      for (Future<AccessToken> one : asked) {
        got.add(one.get());
      }
      return got;
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class TestClock extends Clock {
    static final Instant START = Instant.parse("2026-11-21T03:00:00Z");

    private Instant now = START;

    void pass(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
