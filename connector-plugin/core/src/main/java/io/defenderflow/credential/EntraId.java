package io.defenderflow.credential;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.ManagedIdentityApplication;
import com.microsoft.aad.msal4j.ManagedIdentityId;
import com.microsoft.aad.msal4j.ManagedIdentityParameters;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Issues tokens through Microsoft's own library, for every kind of {@link Credential}. */
public final class EntraId implements TokenIssuer {
  private final Request request;
  private final Clock clock;
  private final Optional<Instant> certificateExpiry;

  private EntraId(Request request, Clock clock, Optional<Instant> certificateExpiry) {
    this.request = request;
    this.clock = clock;
    this.certificateExpiry = certificateExpiry;
  }

  /**
   * An issuer for one app registration, or for a managed identity.
   *
   * @param authority https address of the login service, without the tenant
   * @param clientId blank for a system-assigned managed identity
   * @param http makes the requests; it answers with good answers only and throws a Fault otherwise
   * @throws UnusableCredential where the credential can never work
   */
  public static EntraId of(
      URI authority,
      String tenantId,
      String clientId,
      Credential credential,
      IHttpClient http,
      Clock clock)
      throws UnusableCredential {
    if (credential instanceof Credential.ManagedIdentity) {
      return new EntraId(managedIdentity(clientId, http), clock, Optional.empty());
    }
    if (credential instanceof Credential.Certificate certificate) {
      LoadedCertificate loaded = LoadedCertificate.load(certificate, clock.instant());
      IClientCredential proof =
          ClientCredentialFactory.createFromCertificateChain(loaded.key(), loaded.chain());
      return new EntraId(
          application(authority, tenantId, clientId, proof, http),
          clock,
          Optional.of(loaded.notAfter()));
    }
    IClientCredential proof =
        credential instanceof Credential.ClientSecret secret
            ? ClientCredentialFactory.createFromSecret(secret.value().reveal())
            : federated(((Credential.FederatedTokenFile) credential).file());
    return new EntraId(
        application(authority, tenantId, clientId, proof, http), clock, Optional.empty());
  }

  /**
   * Looks into the files of a credential without asking Entra ID.
   *
   * @throws UnusableCredential where the credential can never work
   */
  public static void check(Credential credential, Clock clock) throws UnusableCredential {
    if (credential instanceof Credential.Certificate certificate) {
      LoadedCertificate.load(certificate, clock.instant());
    }
    if (credential instanceof Credential.FederatedTokenFile federated
        && !Files.isReadable(federated.file())) {
      throw new UnusableCredential(
          "names the file "
              + federated.file()
              + ", which cannot be read. Check the path and its"
              + " rights.");
    }
  }

  /** When the certificate runs out, where one is used. */
  public Optional<Instant> certificateExpiry() {
    return certificateExpiry;
  }

  @Override
  public AccessToken issue(String scope) {
    try {
      IAuthenticationResult result = request.send(scope).get();
      // The library counts from the system clock, our refresh from the given one.
      Duration lifetime = Duration.between(Instant.now(), result.expiresOnDate().toInstant());
      return AccessToken.of(result.accessToken(), clock.instant(), lifetime);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.of(ErrorCode.NETWORK, "The worker was stopped while it asked for a token.");
    } catch (ExecutionException | CompletionException e) {
      throw faultIn(e);
    }
  }

  private static Request application(
      URI authority, String tenantId, String clientId, IClientCredential proof, IHttpClient http) {
    try {
      ConfidentialClientApplication application =
          ConfidentialClientApplication.builder(clientId, proof)
              .authority(authority + "/" + tenantId + "/")
              .instanceDiscovery(false)
              .httpClient(http)
              .executorService(new CallerThread())
              .disableInternalRetries()
              .logPii(false)
              .build();
      return scope ->
          application.acquireToken(
              ClientCredentialParameters.builder(Set.of(scope)).skipCache(true).build());
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("The login address is not a URL.", e);
    }
  }

  private static Request managedIdentity(String clientId, IHttpClient http) {
    ManagedIdentityApplication application =
        ManagedIdentityApplication.builder(
                clientId.isBlank()
                    ? ManagedIdentityId.systemAssigned()
                    : ManagedIdentityId.userAssignedClientId(clientId))
            .httpClient(http)
            .executorService(new CallerThread())
            .disableInternalRetries()
            .logPii(false)
            .build();
    return scope -> {
      String resource = scope.replaceFirst("/\\.default$", "");
      try {
        return application.acquireTokenForManagedIdentity(
            ManagedIdentityParameters.builder(resource).forceRefresh(true).build());
      } catch (Exception e) {
        throw new CompletionException(e);
      }
    };
  }

  private static IClientCredential federated(Path file) {
    return ClientCredentialFactory.createFromCallback(
        () -> {
          try {
            return Files.readString(file).strip();
          } catch (IOException e) {
            throw Fault.of(
                ErrorCode.AUTH_FAILED,
                "The federated token file "
                    + file
                    + " cannot be read. Check that the workload identity is mounted there and that"
                    + " the worker may read it.");
          }
        });
  }

  private static Fault faultIn(Throwable e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof Fault fault) {
        return fault;
      }
    }
    return Fault.of(
        ErrorCode.AUTH_FAILED,
        "No token could be asked for with this credential. Check the credential settings of the"
            + " connection. The library reports "
            + rootOf(e).getClass().getSimpleName()
            + ".");
  }

  private static Throwable rootOf(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  /** One token request for a scope. */
  private interface Request {
    Future<IAuthenticationResult> send(String scope);
  }
}
