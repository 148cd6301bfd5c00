package io.defenderflow.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryScheduleTest {
  @Test
  void aCycleCountsAttemptsAsTheEngineDoes() {
    RetrySchedule schedule = RetrySchedule.parse("R5/PT1M");

    assertThat(schedule.leftAfterFailure(OptionalInt.empty())).isEqualTo(4);
    assertThat(schedule.pause(4)).isEqualTo(Duration.ofMinutes(1));
    assertThat(schedule.leftAfterFailure(OptionalInt.of(1))).isZero();
  }

  @Test
  void aListIsGoneThroughOnePauseAfterTheOther() {
    RetrySchedule schedule = RetrySchedule.parse("PT1M, PT5M");

    int first = schedule.leftAfterFailure(OptionalInt.empty());
    assertThat(first).isEqualTo(2);
    assertThat(schedule.pause(first)).isEqualTo(Duration.ofMinutes(1));
    int second = schedule.leftAfterFailure(OptionalInt.of(first));
    assertThat(schedule.pause(second)).isEqualTo(Duration.ofMinutes(5));
    assertThat(schedule.leftAfterFailure(OptionalInt.of(second))).isZero();
  }

  @Test
  void anAttemptThatDoesNotCountLeavesTheRetriesAsTheyAre() {
    assertThat(RetrySchedule.DEFAULT.leftAfterPostponing(OptionalInt.empty())).isEqualTo(3);
    assertThat(RetrySchedule.DEFAULT.leftAfterPostponing(OptionalInt.of(1))).isEqualTo(1);
  }

  @Test
  void moreRetriesThanTheScheduleHasTakeItsFirstPause() {
    assertThat(RetrySchedule.parse("PT1M,PT5M").pause(9)).isEqualTo(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"R0/PT1M", "R/PT1M", "five times", "R5/1 minute", "PT1M,", "-PT1M", "R5"})
  void whatIsNoScheduleIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> RetrySchedule.parse(text));
  }

  @Test
  void oneAttemptAndAThousandAreTheLimits() {
    assertThat(RetrySchedule.parse("R1/PT1M").attempts()).isEqualTo(1);
    assertThat(RetrySchedule.parse("R1000/PT1M").attempts()).isEqualTo(1_000);
    assertThatThrownBy(() -> RetrySchedule.parse("R0/PT1M")).hasMessageContaining("0 attempts");
    assertThatThrownBy(() -> RetrySchedule.parse("R1001/PT1M"))
        .hasMessageContaining("1001 attempts");
  }
}
