package io.defenderflow.credential;

import java.nio.file.Path;

/** How a connection proves to Entra ID who it is. */
public sealed interface Credential {

  /**
   * The value of a client secret, not its id.
   *
   * @param expires its last day as somebody wrote it down, for example 2027-03-01; empty where it
   *     is not known. Entra ID does not tell.
   */
  record ClientSecret(Secret value, String expires) implements Credential {
    public ClientSecret(Secret value) {
      this(value, "");
    }
  }

  /**
   * A certificate with its private key (RSA).
   *
   * @param file PEM with the key and the certificate chain, or PKCS#12
   * @param password of the PKCS#12 file or of the PEM key; an empty secret where there is none
   */
  record Certificate(Path file, Secret password) implements Credential {}

  /**
   * A token of another identity provider, for example of Kubernetes workload identity.
   *
   * @param file read anew for each token request, since the provider replaces its content
   */
  record FederatedTokenFile(Path file) implements Credential {}

  /**
   * The identity of the Azure resource that runs the plugin. The client id of the connection picks
   * a user-assigned identity; without one the system-assigned identity is used.
   */
  record ManagedIdentity() implements Credential {}
}
