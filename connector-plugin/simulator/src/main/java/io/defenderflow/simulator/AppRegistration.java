package io.defenderflow.simulator;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An application that may ask for tokens. */
final class AppRegistration {

  private final String clientId;
  private String secret;
  private boolean secretExpired;
  private boolean federated;
  private final List<X509Certificate> certificates = new ArrayList<>();
  private Set<String> graphRoles;
  private Set<String> endpointRoles;

  AppRegistration(String clientId, Set<String> graphRoles, Set<String> endpointRoles) {
    this.clientId = clientId;
    this.graphRoles = Set.copyOf(graphRoles);
    this.endpointRoles = Set.copyOf(endpointRoles);
  }

  String clientId() {
    return clientId;
  }

  boolean hasSecret(String offered) {
    return secret != null && secret.equals(offered);
  }

  void secret(String newSecret) {
    secret = newSecret;
    secretExpired = false;
  }

  boolean secretExpired() {
    return secretExpired;
  }

  void expireSecret() {
    secretExpired = true;
  }

  boolean federated() {
    return federated;
  }

  void trustAnyAssertion() {
    federated = true;
  }

  List<X509Certificate> certificates() {
    return List.copyOf(certificates);
  }

  void trust(X509Certificate certificate) {
    certificates.add(certificate);
  }

  Set<String> roles(String audience) {
    if (audience.equals(Api.GRAPH.audience())) {
      return graphRoles;
    }
    return audience.equals(Api.ENDPOINT.audience()) ? endpointRoles : Set.of();
  }

  void roles(Set<String> newGraphRoles, Set<String> newEndpointRoles) {
    graphRoles = Set.copyOf(newGraphRoles);
    endpointRoles = Set.copyOf(newEndpointRoles);
  }
}
