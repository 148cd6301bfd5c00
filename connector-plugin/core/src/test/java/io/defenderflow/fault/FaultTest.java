package io.defenderflow.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.defenderflow.fault.ErrorCode.Ending;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultTest {
  private static final Instant LATER = Instant.parse("2026-11-21T03:15:00Z");

  @ParameterizedTest
  @CsvSource({
    "LOST_ANSWER, OUTCOME_UNKNOWN",
    "OUTCOME_UNKNOWN, OUTCOME_UNKNOWN",
    "INTERNAL, OUTCOME_UNKNOWN",
    "NOT_FOUND, BUSINESS_ERROR",
    "PROTECTED_ASSET, BUSINESS_ERROR",
    "INPUT_INVALID, PERMANENT",
    "EGRESS_REFUSED, PERMANENT",
    "STOPPED, RETRY_LATER",
    "CAP_REACHED, RETRY_LATER",
    "THROTTLED, RETRY_LATER",
    "NETWORK, RETRY_LATER"
  })
  void withoutAnAnswerTheCodeSaysWhatFollows(ErrorCode code, Verdict expected) {
    assertThat(Fault.of(code, "x").verdict()).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void onlyABusinessErrorIsABusinessError(ErrorCode code) {
    assertThat(Fault.of(code, "x").verdict() == Verdict.BUSINESS_ERROR)
        .isEqualTo(code.ending() == Ending.BUSINESS);
  }

  @Test
  void inOtherWordsItStaysTheSame() {
    Fault fault =
        Fault.of(ErrorCode.THROTTLED, "first")
            .withStatus(429)
            .withVerdict(Verdict.RETRY_NOW)
            .withRetryAt(LATER)
            .withDetails(JsonNodeFactory.instance.textNode("more"));

    Fault told = fault.saying("second");

    assertThat(told.getMessage()).isEqualTo("second");
    assertThat(told.code()).isEqualTo(ErrorCode.THROTTLED);
    assertThat(told.verdict()).isEqualTo(Verdict.RETRY_NOW);
    assertThat(told.retryAt()).contains(LATER);
    assertThat(told.details().asText()).isEqualTo("more");
    assertThat(told.json().path("status").asInt()).isEqualTo(429);
  }

  @Test
  void endingAnotherWayItHasAnotherVerdict() {
    Fault told =
        Fault.of(ErrorCode.NETWORK, "first").withRetryAt(LATER).as(ErrorCode.LOST_ANSWER, "second");

    assertThat(told.verdict()).isEqualTo(Verdict.OUTCOME_UNKNOWN);
    assertThat(told.retryAt()).contains(LATER);
  }

  @Test
  void aPlaybookReadsAllOfIt() {
    Fault fault = Fault.of(ErrorCode.NOT_FOUND, "The machine is gone.");

    assertThat(fault.json().toString())
        .contains("\"code\":\"NOT_FOUND\"", "The machine is gone.", "\"status\":0")
        .contains(ErrorCode.NOT_FOUND.meaning(), ErrorCode.NOT_FOUND.remedy());
  }

  @ParameterizedTest
  @EnumSource(Verdict.class)
  void aVerdictIsExplainedInFullSentences(Verdict verdict) {
    assertThat(verdict.label()).isNotBlank();
    assertThat(verdict.consequence()).endsWith(".");
  }
}
