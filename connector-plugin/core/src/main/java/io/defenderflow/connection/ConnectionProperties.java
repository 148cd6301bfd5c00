package io.defenderflow.connection;

import io.defenderflow.credential.Credential;
import io.defenderflow.credential.Secret;
import io.defenderflow.transport.ProxySettings;
import io.defenderflow.transport.Timeouts;
import io.defenderflow.transport.TrustStoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings {@code defender.connections.<name>.*} in the shape in which a settings file spells
 * them: what is not written there is null. Secrets are {@link Secret}s, so that no text form of
 * this shows them.
 *
 * @param clientSecret the value of a client secret
 * @param clientSecretExpires its last day, for example 2027-03-01, so that health can warn
 * @param certificate a certificate with its private key
 * @param federatedTokenFile a file with the token of another identity provider
 * @param managedIdentity whether the identity of the Azure resource is used
 * @param cloud commercial, gcc, gcc-high, dod or china
 * @param endpointScope what tokens for Defender for Endpoint are asked for
 * @param largestDownload the most bytes of one file from Microsoft's storage
 * @param responder the app registration for everything that changes or contains
 * @param expectedActions the ids of the actions that the connection must be permitted to do
 * @param dryRun whether nothing may be changed through the connection
 * @param readOnly whether steps that would change something are refused
 * @param engineTenants the tenants of the engine whose steps may use it; absent means all
 */
public record ConnectionProperties(
    String tenantId,
    String clientId,
    Secret clientSecret,
    String clientSecretExpires,
    CertificateProperties certificate,
    String federatedTokenFile,
    boolean managedIdentity,
    String cloud,
    URI loginUrl,
    URI graphUrl,
    URI endpointUrl,
    String endpointScope,
    ProxyProperties proxy,
    TrustStoreProperties trustStore,
    TimeoutProperties timeouts,
    Long largestDownload,
    ResponderProperties responder,
    List<String> expectedActions,
    boolean dryRun,
    boolean readOnly,
    List<String> engineTenants) {

  /** A PEM or PKCS#12 file, and its password where it has one. */
  public record CertificateProperties(String path, Secret password) {}

  /** An HTTP proxy, also for token requests. */
  public record ProxyProperties(String host, int port, String username, Secret password) {}

  /** The certificate authorities to trust instead of those of the Java runtime. */
  public record TrustStoreProperties(String path, Secret password) {}

  /**
   * How long a connection waits for Microsoft.
   *
   * @param call one whole call
   * @param hunting one hunting query
   * @param download one whole file
   */
  public record TimeoutProperties(
      Duration connect, Duration call, Duration hunting, Duration download) {}

  /** A second app registration with a credential of its own. */
  public record ResponderProperties(
      String clientId,
      Secret clientSecret,
      String clientSecretExpires,
      CertificateProperties certificate,
      String federatedTokenFile,
      boolean managedIdentity) {}

  /**
   * The same for the connection with this name, ready to be checked and opened.
   *
   * @throws IllegalArgumentException where the cloud is none, naming the possible ones
   */
  public ConnectionSettings settings(String name) {
    ConnectionSettings.Builder builder =
        ConnectionSettings.builder(name)
            .tenantId(tenantId)
            .clientId(clientId)
            .cloud(Cloud.of(cloud))
            .loginUrl(loginUrl)
            .graphUrl(graphUrl)
            .endpointUrl(endpointUrl)
            .endpointScope(endpointScope)
            .largestDownload(largestDownload)
            .expectedActions(expectedActions)
            .dryRun(dryRun)
            .readOnly(readOnly)
            .engineTenants(engineTenants);
    credentials(clientSecret, clientSecretExpires, certificate, federatedTokenFile, managedIdentity)
        .forEach(builder::credential);
    if (proxy != null) {
      builder.proxy(
          new ProxySettings(
              proxy.host(),
              proxy.port(),
              proxy.username() == null ? "" : proxy.username(),
              orEmpty(proxy.password())));
    }
    if (trustStore != null) {
      builder.trustStore(
          new TrustStoreSettings(Path.of(trustStore.path()), orEmpty(trustStore.password())));
    }
    if (timeouts != null) {
      builder.timeouts(
          new Timeouts(
              or(timeouts.connect(), Timeouts.DEFAULT.connect()),
              or(timeouts.call(), Timeouts.DEFAULT.call()),
              or(timeouts.hunting(), Timeouts.DEFAULT.hunting()),
              or(timeouts.download(), Timeouts.DEFAULT.download())));
    }
    if (responder != null) {
      builder.responder(
          new ResponderSettings(
              responder.clientId() == null ? "" : responder.clientId(),
              credentials(
                  responder.clientSecret(),
                  responder.clientSecretExpires(),
                  responder.certificate(),
                  responder.federatedTokenFile(),
                  responder.managedIdentity())));
    }
    return builder.build();
  }

  private static List<Credential> credentials(
      Secret secret,
      String secretExpires,
      CertificateProperties certificate,
      String federatedTokenFile,
      boolean managedIdentity) {
    List<Credential> credentials = new ArrayList<>();
    if (secret != null) {
      credentials.add(
          new Credential.ClientSecret(secret, secretExpires == null ? "" : secretExpires));
    }
    if (certificate != null) {
      credentials.add(
          new Credential.Certificate(Path.of(certificate.path()), orEmpty(certificate.password())));
    }
    if (federatedTokenFile != null && !federatedTokenFile.isBlank()) {
      credentials.add(new Credential.FederatedTokenFile(Path.of(federatedTokenFile)));
    }
    if (managedIdentity) {
      credentials.add(new Credential.ManagedIdentity());
    }
    return credentials;
  }

  private static Duration or(Duration given, Duration otherwise) {
    return given == null ? otherwise : given;
  }

  private static Secret orEmpty(Secret secret) {
    return secret == null ? Secret.of("") : secret;
  }
}
