package io.defenderflow.connection;

import io.defenderflow.credential.Credential;
import io.defenderflow.transport.ProxySettings;
import io.defenderflow.transport.Timeouts;
import io.defenderflow.transport.TrustStoreSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code defender.connections.<name>} says. Nothing is checked here: {@link Connections#open}
 * checks all connections and reports every breach at once.
 *
 * @param credentials exactly one; several are refused when the connection is opened
 * @param endpointScope what the tokens for Defender for Endpoint are asked for, where the cloud's
 *     own scope does not fit
 * @param expectedActions the ids of the actions that the connection must be permitted to do
 * @param largestDownload the most bytes of one file from Microsoft's storage
 * @param dryRun whether nothing may be changed through the connection
 * @param readOnly whether steps that would change something are refused
 * @param engineTenants the tenants of the engine whose steps may use it; empty means all
 */
public record ConnectionSettings(
    String name,
    String tenantId,
    String clientId,
    List<Credential> credentials,
    Optional<ResponderSettings> responder,
    Cloud cloud,
    Optional<URI> loginUrl,
    Optional<URI> graphUrl,
    Optional<URI> endpointUrl,
    Optional<String> endpointScope,
    Optional<ProxySettings> proxy,
    Optional<TrustStoreSettings> trustStore,
    Timeouts timeouts,
    long largestDownload,
    List<String> expectedActions,
    boolean dryRun,
    boolean readOnly,
    List<String> engineTenants) {

  /**
   * One gigabyte: investigation packages are far smaller, and a file that could fill the disk of a
   * worker is fetched only where somebody wants that.
   */
  static final long LARGEST_DOWNLOAD = 1_000_000_000;

  public ConnectionSettings {
    credentials = List.copyOf(credentials);
    expectedActions = List.copyOf(expectedActions);
    engineTenants = List.copyOf(engineTenants);
  }

  /** Starts with the commercial cloud and Microsoft's addresses. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** How the user spells a setting of this connection. */
  String setting(String key) {
    return "defender.connections." + name + "." + key;
  }

  /** Collects the settings of one connection. A null leaves a setting as it is. */
  public static final class Builder {
    private final String name;
    private String tenantId = "";
    private String clientId = "";
    private final List<Credential> credentials = new ArrayList<>();
    private ResponderSettings responder;
    private Cloud cloud = Cloud.COMMERCIAL;
    private URI loginUrl;
    private URI graphUrl;
    private URI endpointUrl;
    private String endpointScope;
    private ProxySettings proxy;
    private TrustStoreSettings trustStore;
    private Timeouts timeouts = Timeouts.DEFAULT;
    private List<String> expectedActions = List.of();
    private boolean dryRun;
    private boolean readOnly;
    private List<String> engineTenants = List.of();
    private long largestDownload = LARGEST_DOWNLOAD;

    private Builder(String name) {
      this.name = name;
    }

    public Builder tenantId(String id) {
      tenantId = id == null ? tenantId : id;
      return this;
    }

    public Builder clientId(String id) {
      clientId = id == null ? clientId : id;
      return this;
    }

    /** Adds a credential, so that two of them can be refused with a reason. */
    public Builder credential(Credential credential) {
      if (credential != null) {
        credentials.add(credential);
      }
      return this;
    }

    public Builder responder(ResponderSettings settings) {
      responder = settings;
      return this;
    }

    public Builder cloud(Cloud value) {
      cloud = value == null ? cloud : value;
      return this;
    }

    public Builder loginUrl(URI url) {
      loginUrl = url;
      return this;
    }

    public Builder graphUrl(URI url) {
      graphUrl = url;
      return this;
    }

    public Builder endpointUrl(URI url) {
      endpointUrl = url;
      return this;
    }

    public Builder endpointScope(String scope) {
      endpointScope = scope;
      return this;
    }

    public Builder proxy(ProxySettings settings) {
      proxy = settings;
      return this;
    }

    public Builder trustStore(TrustStoreSettings settings) {
      trustStore = settings;
      return this;
    }

    public Builder timeouts(Timeouts value) {
      timeouts = value == null ? timeouts : value;
      return this;
    }

    public Builder largestDownload(Long bytes) {
      largestDownload = bytes == null ? largestDownload : bytes;
      return this;
    }

    public Builder expectedActions(List<String> ids) {
      expectedActions = ids == null ? expectedActions : ids;
      return this;
    }

    public Builder dryRun(boolean value) {
      dryRun = value;
      return this;
    }

    public Builder readOnly(boolean value) {
      readOnly = value;
      return this;
    }

    public Builder engineTenants(List<String> ids) {
      engineTenants = ids == null ? engineTenants : ids;
      return this;
    }

    public ConnectionSettings build() {
      return new ConnectionSettings(
          name,
          tenantId,
          clientId,
          credentials,
          Optional.ofNullable(responder),
          cloud,
          Optional.ofNullable(loginUrl),
          Optional.ofNullable(graphUrl),
          Optional.ofNullable(endpointUrl),
          Optional.ofNullable(endpointScope).filter(scope -> !scope.isEmpty()),
          Optional.ofNullable(proxy),
          Optional.ofNullable(trustStore),
          timeouts,
          largestDownload,
          expectedActions,
          dryRun,
          readOnly,
          engineTenants);
    }
  }
}
