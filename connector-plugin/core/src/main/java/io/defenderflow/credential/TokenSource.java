package io.defenderflow.credential;

import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The tokens of one credential. However many threads ask, one request per scope is under way, and
 * none while Entra ID asks to wait. Who waited for a request shares its result, a failure as well.
 */
public final class TokenSource {
  private final TokenIssuer issuer;
  private final Clock clock;
  private final Map<String, Scope> scopes = new ConcurrentHashMap<>();
  private final AtomicReference<Fault> closedGate = new AtomicReference<>();

  public TokenSource(TokenIssuer issuer, Clock clock) {
    this.issuer = issuer;
    this.clock = clock;
  }

  /**
   * A token that is good for some minutes more.
   *
   * @throws Fault where Entra ID issues none
   */
  public AccessToken get(String scope) {
    Scope of = scopes.computeIfAbsent(scope, name -> new Scope());
    AccessToken current = of.current();
    if (current != null && clock.instant().isBefore(current.refreshAt())) {
      return current;
    }
    try {
      return renew(scope, of, current);
    } catch (Fault fault) {
      boolean passing = fault.code().ending() == ErrorCode.Ending.TRANSIENT;
      if (passing && current != null && clock.instant().isBefore(current.expiresAt())) {
        return current;
      }
      throw fault;
    }
  }

  /**
   * Another token than the one that a service refused. Only the first of several threads asks Entra
   * ID; the others get its token.
   *
   * @throws Fault where Entra ID issues none
   */
  public AccessToken replace(String scope, AccessToken refused) {
    return renew(scope, scopes.computeIfAbsent(scope, name -> new Scope()), refused);
  }

  private AccessToken renew(String scope, Scope of, AccessToken old) {
    CompletableFuture<AccessToken> mine = new CompletableFuture<>();
    CompletableFuture<AccessToken> inFlight = of.join(mine, old);
    if (inFlight != mine) {
      return await(inFlight);
    }
    try {
      AccessToken fresh = issue(scope);
      of.finish(fresh);
      mine.complete(fresh);
      return fresh;
    } catch (RuntimeException e) {
      of.finish(null);
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private AccessToken issue(String scope) {
    Fault gate = closedGate.get();
    if (gate != null && gate.retryAt().filter(clock.instant()::isBefore).isPresent()) {
      throw gate;
    }
    try {
      AccessToken token = issuer.issue(scope);
      closedGate.set(null);
      return token;
    } catch (Fault fault) {
      Instant now = clock.instant();
      closedGate.set(fault.retryAt().filter(now::isBefore).isPresent() ? fault : null);
      throw fault;
    }
  }

  private static AccessToken await(CompletableFuture<AccessToken> inFlight) {
    try {
      return inFlight.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  /** The token of one scope and the request for the next one. */
  private static final class Scope {
    private AccessToken token;
    private CompletableFuture<AccessToken> inFlight;

    synchronized AccessToken current() {
      return token;
    }

    /** The request to wait for; it is {@code mine} where the caller has to make it. */
    synchronized CompletableFuture<AccessToken> join(
        CompletableFuture<AccessToken> mine, AccessToken old) {
      if (inFlight != null) {
        return inFlight;
      }
      if (!Objects.equals(token, old)) {
        return CompletableFuture.completedFuture(token);
      }
      inFlight = mine;
      return mine;
    }

    synchronized void finish(AccessToken fresh) {
      token = fresh == null ? token : fresh;
      inFlight = null;
    }
  }
}
