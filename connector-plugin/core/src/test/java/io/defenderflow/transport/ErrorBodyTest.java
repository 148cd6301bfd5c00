package io.defenderflow.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorBodyTest {

  @Test
  void graphsDeepestCodeAndRequestIdAreRead() {
    ErrorBody error =
        parse(
            "{\"error\":{\"code\":\"accessDenied\",\"message\":\"no\",\"innerError\":{\"code\":\"deeper\","
                + "\"request-id\":\"r-1\",\"innererror\":{\"code\":\"deepest\"}}}}");

    assertThat(error).isEqualTo(new ErrorBody("deepest", "no", "r-1"));
  }

  @Test
  void endpointsTargetIsTheRequestId() {
    assertThat(parse("{\"error\":{\"code\":\"NotFound\",\"message\":\"no\",\"target\":\"t-1\"}}"))
        .isEqualTo(new ErrorBody("NotFound", "no", "t-1"));
  }

  @Test
  void theTokenEndpointsErrorIsAText() {
    assertThat(
            parse(
                "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: no\","
                    + "\"error_codes\":[7000215],\"correlation_id\":\"c-1\"}"))
        .isEqualTo(new ErrorBody("invalid_client", "AADSTS7000215: no", "c-1"));
  }

  @Test
  void theHeaderHelpsWhereTheBodyHasNoRequestId() {
    Received answer =
        new Received(
            500, Map.of("request-id", List.of("h-1")), "oops".getBytes(StandardCharsets.UTF_8));

    assertThat(ErrorBody.of(answer, Json.mapper())).isEqualTo(new ErrorBody("", "oops", "h-1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "7",
        "{",
        "{\"error\":null}",
        "{\"error\":[1]}",
        "{\"error\":{}}",
        "{\"error\":{\"code\":{\"a\":1},\"message\":[2],\"innerError\":\"x\"}}",
        "\u0000\u0001\ufffe"
      })
  void anythingElseIsSurvivedWithoutACode(String body) {
    assertThat(parse(body).code()).isEmpty();
  }

  @Test
  void anEndlessChainOfInnerErrorsIsSurvived() {
    String body =
        "{\"error\":" + "{\"code\":\"a\",\"innerError\":".repeat(150) + "1" + "}".repeat(151);

    assertThat(parse(body).code()).isEqualTo("a");
  }

  private static ErrorBody parse(String body) {
    return ErrorBody.of(
        new Received(400, Map.of(), body.getBytes(StandardCharsets.UTF_8)), Json.mapper());
  }
}
