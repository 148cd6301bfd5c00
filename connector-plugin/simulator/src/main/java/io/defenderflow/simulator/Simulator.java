package io.defenderflow.simulator;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.common.ConsoleNotifier;
import com.github.tomakehurst.wiremock.common.FatalStartupException;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.security.Authenticator;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A stand-in for Microsoft Entra ID, Microsoft Graph and Defender for Endpoint that keeps state. It
 * listens on 127.0.0.1 only.
 */
public final class Simulator implements AutoCloseable {

  private static final int SECRET_BYTES = 30;
  private static final int CONTAINER_THREADS = 64;

  private final SimulatorSettings settings;
  private final Tenant tenant;
  private final Faults faults = new Faults();
  private final RequestLog requests = new RequestLog();
  private final WireMockServer server;

  private Simulator(SimulatorSettings settings) {
    this.settings =
        settings.clientSecret() == null ? settings.withClientSecret(randomSecret()) : settings;
    this.tenant = new Tenant(this.settings);
    SimulatedAnswers answers = new SimulatedAnswers(tenant, faults, requests);
    WireMockConfiguration configuration =
        WireMockConfiguration.options()
            .bindAddress("127.0.0.1")
            .containerThreads(CONTAINER_THREADS)
            .disableRequestJournal()
            .gzipDisabled(true)
            .notifier(new ConsoleNotifier(false))
            // WireMock's own administration would let any web page stop or change the simulator.
            .adminAuthenticator(refuseEverybody())
            .extensions(answers);
    this.server =
        new WireMockServer(
            settings.port() == 0
                ? configuration.dynamicPort()
                : configuration.port(settings.port()));
    server.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.aResponse()));
    try {
      server.start();
    } catch (FatalStartupException e) {
      throw new IllegalStateException(
          "The simulator cannot listen on 127.0.0.1:%d. Stop what uses the port, or choose another one."
              .formatted(settings.port()),
          e);
    }
    List<Route> routes = new ArrayList<>();
    routes.addAll(new IncidentRoutes(tenant, url()).routes());
    routes.addAll(new AlertRoutes(tenant, url()).routes());
    routes.addAll(new HuntingRoutes(tenant, url()).routes());
    routes.addAll(new UserRoutes(tenant, url()).routes());
    routes.addAll(new MachineRoutes(tenant, url()).routes());
    routes.addAll(new MachineActionRoutes(tenant, url()).routes());
    routes.addAll(new LiveResponseRoutes(tenant, url()).routes());
    routes.addAll(new InvestigationRoutes(tenant, url()).routes());
    routes.addAll(new IndicatorRoutes(tenant, url()).routes());
    routes.addAll(new FileRoutes(tenant, url()).routes());
    OperationRoutes operations = operationRoutes();
    answers.serve(
        new Router(tenant, routes, operations),
        new TokenRoutes(tenant, loginUrl()),
        new StorageRoutes(tenant),
        new AssessmentRoutes(tenant, operations, url()),
        new TenantPage(tenant, requests, port()));
  }

  /**
   * Starts a simulated tenant.
   *
   * @throws IllegalStateException when the port is taken
   */
  public static Simulator start(SimulatorSettings settings) {
    return new Simulator(settings);
  }

  /** Starts a simulated tenant on a free port with {@link SimulatorSettings#defaults()}. */
  public static Simulator start() {
    return start(SimulatorSettings.defaults());
  }

  /** The settings in use, with the port and secret that were asked for or made up. */
  public SimulatorSettings settings() {
    return settings.withPort(port());
  }

  /** The secret of the first app registration. */
  public String clientSecret() {
    return settings.clientSecret();
  }

  public int port() {
    return server.port();
  }

  /** Where the page for people is: {@code http://127.0.0.1:<port>}. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** Stands for {@code https://login.microsoftonline.com}. */
  public String loginUrl() {
    return url() + "/login";
  }

  /** Stands for {@code https://graph.microsoft.com}. */
  public String graphUrl() {
    return url() + "/graph";
  }

  /** Stands for {@code https://api.security.microsoft.com}. */
  public String endpointUrl() {
    return url() + "/endpoint";
  }

  public Tenant tenant() {
    return tenant;
  }

  public Faults faults() {
    return faults;
  }

  public RequestLog requests() {
    return requests;
  }

  /** Goes back to the state after the start: seed data, no faults, no requests, no tokens. */
  public void reset() {
    faults.reset();
    tenant.reset();
    requests.clear();
  }

  /** Stops listening. */
  @Override
  public void close() {
    server.stop();
  }

  private OperationRoutes operationRoutes() {
    OperationRoutes operations = new OperationRoutes(tenant, url());
    operations.add(new RiskRoutes(tenant).handlers());
    operations.add(new LibraryFileRoutes(tenant, url()).handlers());
    operations.add(new AuthenticationMethodRoutes(tenant, operations).handlers());
    operations.add(new DirectoryRoutes(tenant, operations).handlers());
    operations.add(new MailRoutes(tenant, operations).handlers());
    operations.add(new EmailThreatRoutes(tenant, operations).handlers());
    operations.add(new ManagedDeviceRoutes(tenant).handlers());
    operations.add(new AuditQueryRoutes(tenant, operations).handlers());
    operations.add(new AttackSimulationRoutes(tenant, operations, url()).handlers());
    operations.add(new CaseRoutes(tenant, operations).handlers());
    operations.add(new IdentitySecurityRoutes(tenant, operations).handlers());
    operations.add(new EndpointAlertRoutes(tenant, operations).handlers());
    operations.add(new EdiscoveryRoutes(tenant, operations, url()).handlers());
    operations.add(new ScanRoutes(tenant, operations).handlers());
    operations.add(new AssessmentRoutes(tenant, operations, url()).handlers());
    return operations;
  }

  private static Authenticator refuseEverybody() {
    return request -> false;
  }

  private static String randomSecret() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
