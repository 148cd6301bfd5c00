package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * Answers every request from the tenant's state, and spoils the answer when a fault asks for it.
 */
final class SimulatedAnswers implements ResponseDefinitionTransformerV2 {

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final int NO_ANSWER = 0;

  private final Tenant tenant;
  private final Faults faults;
  private final RequestLog requests;
  private Router router;
  private TokenRoutes tokenRoutes;
  private StorageRoutes storageRoutes;
  private AssessmentRoutes assessmentRoutes;
  private TenantPage page;

  SimulatedAnswers(Tenant tenant, Faults faults, RequestLog requests) {
    this.tenant = tenant;
    this.faults = faults;
    this.requests = requests;
  }

  /** The routes need the port, which is only known after the start. */
  void serve(
      Router newRouter,
      TokenRoutes newTokenRoutes,
      StorageRoutes newStorageRoutes,
      AssessmentRoutes newAssessmentRoutes,
      TenantPage newPage) {
    synchronized (tenant) {
      router = newRouter;
      tokenRoutes = newTokenRoutes;
      storageRoutes = newStorageRoutes;
      assessmentRoutes = newAssessmentRoutes;
      page = newPage;
    }
  }

  @Override
  public String getName() {
    return "simulated-answers";
  }

  @Override
  public ResponseDefinition transform(ServeEvent serveEvent) {
    Call call = call(serveEvent.getRequest());
    synchronized (tenant) {
      if (router == null) {
        return definition(Answer.text(503, "text/plain", "The simulator is starting."), call)
            .build();
      }
      tenant.settle();
      Optional<Answer> ofPage = page.answer(call);
      if (ofPage.isPresent()) {
        return definition(ofPage.get(), call).build();
      }
      return answerApi(call);
    }
  }

  private ResponseDefinition answerApi(Call call) {
    Instant time = tenant.now();
    long nanos = System.nanoTime();
    // Taken first: a request may end the tokens' life, its own included.
    String app = app(call);
    Optional<FaultRule> fault = faults.next(call);
    ResponseDefinitionBuilder builder;
    int status;
    if (fault.isEmpty()) {
      Answer answer = process(call);
      builder = definition(answer, call);
      status = answer.status();
    } else {
      FaultRule rule = fault.get();
      Optional<Answer> processed =
          rule.worksFirst() ? Optional.of(process(call)) : Optional.empty();
      Optional<Answer> spoiled = spoiled(rule, call, processed);
      builder =
          spoiled
              .map(answer -> spoil(rule, answer, call))
              .orElseGet(() -> new ResponseDefinitionBuilder().withFault(connectionFault(rule)));
      status = spoiled.map(Answer::status).orElse(NO_ANSWER);
      if (!rule.delay().isZero()) {
        builder.withFixedDelay((int) rule.delay().toMillis());
      }
    }
    requests.add(
        new RecordedRequest(
            time,
            nanos,
            call.method(),
            call.rawPathAndQuery(),
            call.headers(),
            call.bodyText(),
            app,
            status));
    return builder.build();
  }

  private Answer process(Call call) {
    return tokenRoutes
        .answer(call)
        .or(() -> storageRoutes.answer(call))
        .or(() -> assessmentRoutes.answer(call))
        .or(() -> router.answer(call))
        .orElseGet(() -> Answer.text(404, "text/plain", "Nothing answers at this address."));
  }

  private String app(Call call) {
    if (call.path().endsWith("/oauth2/v2.0/token")) {
      return TokenRoutes.clientId(call);
    }
    return call.header("authorization")
        .filter(header -> header.startsWith("Bearer "))
        .flatMap(header -> tenant.tokens().find(header.substring(7).strip()))
        .map(AccessToken::clientId)
        .orElse("");
  }

  /** The answer that is sent in spite of or because of the fault, if one is. */
  private Optional<Answer> spoiled(FaultRule rule, Call call, Optional<Answer> processed) {
    Api api = Router.apiOf(call).orElse(Api.GRAPH);
    return switch (rule.kind()) {
      case NONE, TRUNCATED_BODY, WRONG_GZIP -> processed;
      case PARTIAL -> processed.map(SimulatedAnswers::partial);
      case ENDLESS_PAGES -> processed.map(answer -> endless(call, answer));
      case BROKEN_JSON -> processed.map(answer -> broken(rule.text(), answer));
      case ANSWER -> Optional.of(rule.plainAnswer());
      case ERROR -> Optional.of(api.refusal(rule.asError(), call, tenant.now()));
      case MISSING_ROLES ->
          Optional.of(
              api.refusal(
                  Api.GRAPH.missingRoles(router.rolesFor(call), Set.of()), call, tenant.now()));
      case MISSING_PERMISSION_LIST ->
          Optional.of(
              api.refusal(
                  Api.ENDPOINT.missingRoles(router.rolesFor(call), Set.of()), call, tenant.now()));
      case HUGE_BODY -> Optional.of(hugeAnswer(rule.size()));
      case CONNECTION_RESET, LOST_ANSWER, EMPTY_RESPONSE, GARBAGE -> Optional.empty();
    };
  }

  private static Answer partial(Answer answer) {
    Optional<ObjectNode> list = list(answer);
    if (list.isEmpty()) {
      return answer;
    }
    ArrayNode kept = Json.array();
    ArrayNode rows = (ArrayNode) list.get().path("value");
    for (int i = 1; i < rows.size(); i += 2) {
      kept.add(rows.get(i));
    }
    list.get().set("value", kept);
    return new Answer(206, answer.headers(), Json.write(list.get()));
  }

  private static Answer endless(Call call, Answer answer) {
    String address = "http://" + call.header("host").orElseThrow() + call.rawPathAndQuery();
    return list(answer)
        .map(
            list ->
                new Answer(
                    answer.status(),
                    answer.headers(),
                    Json.write(list.put("@odata.nextLink", address))))
        .orElse(answer);
  }

  private static Optional<ObjectNode> list(Answer answer) {
    return Json.readObject(answer.body()).filter(json -> json.path("value").isArray());
  }

  private static Answer broken(String named, Answer answer) {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    int at = body.indexOf(named);
    return at < 0
        ? answer
        : new Answer(
            answer.status(),
            answer.headers(),
            body.substring(0, at).getBytes(StandardCharsets.UTF_8));
  }

  private ResponseDefinitionBuilder spoil(FaultRule rule, Answer answer, Call call) {
    Answer withHeaders = answer;
    for (Map.Entry<String, String> header : rule.headers().entrySet()) {
      withHeaders = withHeaders.withHeader(header.getKey(), header.getValue());
    }
    if (rule.kind() == FaultRule.Kind.WRONG_GZIP) {
      return plainDefinition(withHeaders.withHeader("Content-Encoding", "gzip"));
    }
    if (rule.kind() == FaultRule.Kind.TRUNCATED_BODY) {
      byte[] body = withHeaders.body();
      Answer half =
          new Answer(
              withHeaders.status(),
              withHeaders.headers(),
              Arrays.copyOf(body, Math.max(1, body.length / 2)));
      return plainDefinition(half.withHeader("Content-Length", Integer.toString(body.length)));
    }
    return definition(withHeaders, call);
  }

  private static Fault connectionFault(FaultRule rule) {
    return switch (rule.kind()) {
      case EMPTY_RESPONSE -> Fault.EMPTY_RESPONSE;
      case GARBAGE -> Fault.RANDOM_DATA_THEN_CLOSE;
      default -> Fault.CONNECTION_RESET_BY_PEER;
    };
  }

  private static Answer hugeAnswer(int bytes) {
    byte[] start = "{\"value\":[{\"filler\":\"".getBytes(StandardCharsets.UTF_8);
    byte[] end = "\"}]}".getBytes(StandardCharsets.UTF_8);
    byte[] body = new byte[start.length + bytes + end.length];
    Arrays.fill(body, (byte) 'x');
    System.arraycopy(start, 0, body, 0, start.length);
    System.arraycopy(end, 0, body, start.length + bytes, end.length);
    return Answer.bytes(200, "application/json", body);
  }

  private ResponseDefinitionBuilder definition(Answer answer, Call call) {
    boolean gzip =
        answer.body().length > 1024 && call.header("accept-encoding").orElse("").contains("gzip");
    if (!gzip || answer.headers().containsKey("Content-Encoding")) {
      return plainDefinition(answer);
    }
    return plainDefinition(
        new Answer(answer.status(), answer.headers(), zipped(answer.body()))
            .withHeader("Content-Encoding", "gzip"));
  }

  private ResponseDefinitionBuilder plainDefinition(Answer answer) {
    ResponseDefinitionBuilder builder =
        new ResponseDefinitionBuilder().withStatus(answer.status()).withBody(answer.body());
    answer.headers().forEach(builder::withHeader);
    if (!answer.headers().containsKey("Date")) {
      builder.withHeader("Date", HTTP_DATE.format(tenant.now()));
    }
    return builder;
  }

  private static byte[] zipped(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Call call(Request request) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (HttpHeader header : request.getHeaders().all()) {
      headers.put(header.key().toLowerCase(Locale.ROOT), String.join(", ", header.values()));
    }
    byte[] body = request.getBody();
    return new Call(
        request.getMethod().getName(),
        request.getUrl(),
        headers,
        body == null ? new byte[0] : body);
  }
}
