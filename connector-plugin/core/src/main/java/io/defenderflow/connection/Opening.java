package io.defenderflow.connection;

import io.defenderflow.catalogue.Service;
import io.defenderflow.credential.Credential;
import io.defenderflow.credential.EntraId;
import io.defenderflow.credential.TokenSource;
import io.defenderflow.credential.TokenSources;
import io.defenderflow.credential.UnusableCredential;
import io.defenderflow.limit.AppGates;
import io.defenderflow.limit.Gate;
import io.defenderflow.limit.Gates;
import io.defenderflow.transport.HttpCalls;
import io.defenderflow.transport.HttpLine;
import io.defenderflow.transport.Origin;
import io.defenderflow.transport.Pause;
import io.defenderflow.transport.SignedLinks;
import io.defenderflow.transport.TokenHttp;
import io.defenderflow.transport.TrustStore;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** Puts the parts of one connection together. */
final class Opening {
  private final ConnectionSettings settings;
  private final Clock clock;
  private final Pause pause;
  private final Gates gates;

  Opening(ConnectionSettings settings, Gates gates, Clock clock, Pause pause) {
    this.settings = settings;
    this.gates = gates;
    this.clock = clock;
    this.pause = pause;
  }

  /** Every breach, those inside of files as well. */
  List<String> problems() {
    List<String> problems = new ArrayList<>(SettingsCheck.problems(settings));
    settings.credentials().forEach(credential -> unusable("", credential, problems));
    settings
        .responder()
        .ifPresent(
            responder ->
                responder
                    .credentials()
                    .forEach(credential -> unusable("responder.", credential, problems)));
    try {
      TrustStore.tls(settings.trustStore());
    } catch (IOException | GeneralSecurityException e) {
      problems.add(
          settings.setting("trust-store.path")
              + " cannot be used as a trust store. Check the path, its rights, trust-store.password"
              + " and that it is a PEM, PKCS#12 or JKS file with certificates.");
    }
    return problems;
  }

  /** Opens settings that have no problems. */
  Connection connection() {
    try {
      SSLContext tls = TrustStore.tls(settings.trustStore());
      HttpLine line = new HttpLine(settings.timeouts(), settings.proxy(), tls);
      HttpLine direct = new HttpLine(settings.timeouts(), Optional.empty(), tls);
      EntraId reader = entraId(settings.clientId(), settings.credentials().get(0), line, direct);
      TokenSource readerTokens = new TokenSource(reader, clock);
      if (settings.responder().isEmpty()) {
        TokenSources one = new TokenSources(readerTokens, Optional.empty());
        return connection(
            List.of(line, direct),
            calls(settings.clientId(), one, true, line),
            calls(settings.clientId(), one, false, line),
            expiries("reader", reader, settings.credentials().get(0)).toList());
      }
      ResponderSettings other = settings.responder().get();
      EntraId responder = entraId(other.clientId(), other.credentials().get(0), line, direct);
      TokenSources two =
          new TokenSources(readerTokens, Optional.of(new TokenSource(responder, clock)));
      return connection(
          List.of(line, direct),
          calls(settings.clientId(), two, true, line),
          calls(other.clientId(), two, false, line),
          Stream.concat(
                  expiries("reader", reader, settings.credentials().get(0)),
                  expiries("responder", responder, other.credentials().get(0)))
              .toList());
    } catch (IOException | GeneralSecurityException | UnusableCredential e) {
      throw new IllegalStateException("A file changed between its check and its use.", e);
    }
  }

  private static Stream<CredentialExpiry> expiries(
      String registration, EntraId entraId, Credential credential) {
    Optional<Instant> secret =
        credential instanceof Credential.ClientSecret value
            ? lastDay(value).map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant())
            : Optional.empty();
    return Stream.concat(
        entraId.certificateExpiry().stream()
            .map(end -> new CredentialExpiry(registration, Connection.CERTIFICATE, end)),
        secret.stream().map(end -> new CredentialExpiry(registration, "client secret", end)));
  }

  /** The last day that somebody wrote down for a secret; empty where it is none. */
  static Optional<LocalDate> lastDay(Credential.ClientSecret secret) {
    try {
      return Optional.of(LocalDate.parse(secret.expires().strip()));
    } catch (DateTimeParseException noDate) {
      return Optional.empty();
    }
  }

  private void unusable(String prefix, Credential credential, List<String> problems) {
    try {
      EntraId.check(credential, clock);
    } catch (UnusableCredential e) {
      problems.add(
          settings.setting(prefix + SettingsCheck.settingOf(credential)) + " " + e.getMessage());
    }
  }

  private Connection connection(
      List<HttpLine> lines,
      HttpCalls reader,
      HttpCalls responder,
      List<CredentialExpiry> expiries) {
    return new Connection(
        settings.name(),
        graphUrl(),
        endpointUrl(),
        lines,
        reader,
        responder,
        gates(),
        expiries,
        settings.expectedActions(),
        settings.dryRun(),
        settings.readOnly(),
        settings.engineTenants());
  }

  /** Those of both registrations, which are the same where there is only one. */
  private Set<Gate> gates() {
    Set<Gate> used = new LinkedHashSet<>(gates.of(settings.tenantId(), settings.clientId()).all());
    settings
        .responder()
        .ifPresent(
            responder -> used.addAll(gates.of(settings.tenantId(), responder.clientId()).all()));
    return used;
  }

  private HttpCalls calls(String clientId, TokenSources tokens, boolean readsOnly, HttpLine line) {
    AppGates own = gates.of(settings.tenantId(), clientId);
    return new HttpCalls(
        origins(),
        clientId,
        tokens,
        own,
        readsOnly,
        line,
        links(line),
        settings.timeouts(),
        clock,
        pause);
  }

  private SignedLinks links(HttpLine line) {
    return new SignedLinks(
        line,
        origins().values().stream().map(Origin::base).toList(),
        settings.timeouts().download(),
        settings.largestDownload(),
        clock);
  }

  private EntraId entraId(String clientId, Credential credential, HttpLine line, HttpLine direct)
      throws UnusableCredential {
    URI login = settings.loginUrl().orElse(settings.cloud().loginUrl());
    TokenHttp http =
        credential instanceof Credential.ManagedIdentity
            ? TokenHttp.toAzureHost(direct, clientId, settings.timeouts(), clock)
            : TokenHttp.toEntraId(
                line, login, settings.tenantId(), clientId, settings.timeouts(), clock);
    return EntraId.of(
        TokenHttp.authority(login), settings.tenantId(), clientId, credential, http, clock);
  }

  private Map<Service, Origin> origins() {
    Map<Service, Origin> origins = new EnumMap<>(Service.class);
    origins.put(Service.GRAPH, new Origin(graphUrl(), settings.cloud().graphScope()));
    Optional<String> scope = settings.endpointScope().or(settings.cloud()::endpointScope);
    endpointUrl()
        .ifPresent(url -> origins.put(Service.ENDPOINT, new Origin(url, scope.orElseThrow())));
    return origins;
  }

  private URI graphUrl() {
    return settings.graphUrl().orElse(settings.cloud().graphUrl());
  }

  private Optional<URI> endpointUrl() {
    return settings.endpointUrl().or(settings.cloud()::endpointUrl);
  }
}
