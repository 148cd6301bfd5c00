package io.defenderflow.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SignTest {
  @Test
  void aStatusIsRecognisedAloneInARangeOrFromOneOn() {
    assertThat(Sign.statuses(404, 410).fits(answer(404, ""))).isTrue();
    assertThat(Sign.statuses(404, 410).fits(answer(410, ""))).isTrue();
    assertThat(Sign.statuses(404, 410).fits(answer(405, ""))).isFalse();
    assertThat(Sign.statuses(404, 410).words()).isEqualTo("HTTP 404, 410");

    assertThat(Sign.between(400, 499).fits(answer(399, ""))).isFalse();
    assertThat(Sign.between(400, 499).fits(answer(400, ""))).isTrue();
    assertThat(Sign.between(400, 499).fits(answer(499, ""))).isTrue();
    assertThat(Sign.between(400, 499).fits(answer(500, ""))).isFalse();
    assertThat(Sign.between(400, 499).words()).isEqualTo("HTTP 400 to 499");

    assertThat(Sign.from(500).fits(answer(499, ""))).isFalse();
    assertThat(Sign.from(500).fits(answer(500, ""))).isTrue();
    assertThat(Sign.from(500).fits(answer(999, ""))).isTrue();
    assertThat(Sign.from(500).words()).isEqualTo("HTTP 500 and above");

    assertThat(Sign.anyStatus().fits(answer(1, ""))).isTrue();
    assertThat(Sign.anyStatus().words()).isEqualTo("any other status");
  }

  @Test
  void microsoftsCodeIsComparedWithoutRegardToCase() {
    Sign sign = Sign.statuses(400).withCode("DisabledFeature", "AF10001");

    assertThat(sign.fits(answer(400, "disabledFEATURE"))).isTrue();
    assertThat(sign.fits(answer(400, "af10001"))).isTrue();
    assertThat(sign.fits(answer(400, "DisabledFeatures"))).isFalse();
    assertThat(sign.fits(answer(401, "AF10001"))).isFalse();
    assertThat(sign.words()).isEqualTo("HTTP 400 with the code `DisabledFeature` or `AF10001`");
  }

  @Test
  void wordsAndPathsNarrowASign() {
    Sign said = Sign.statuses(400).saying("\"busy\"", Pattern.compile("busy"));
    Sign path = Sign.statuses(400).ofPath("for a machine", Pattern.compile("/machines/.*"));

    assertThat(said.fits(exchange("/x", "it is busy"))).isTrue();
    assertThat(said.fits(exchange("/x", "it is idle"))).isFalse();
    assertThat(said.words()).isEqualTo("HTTP 400 whose text says \"busy\"");
    assertThat(path.fits(exchange("/machines/1", ""))).isTrue();
    assertThat(path.fits(exchange("/users/1", ""))).isFalse();
    assertThat(path.words()).isEqualTo("HTTP 400 for a machine");
  }

  @Test
  void eitherOfTwoSignsIsEnough() {
    Sign sign = Sign.statuses(429).or(Sign.from(500));

    assertThat(sign.fits(answer(429, ""))).isTrue();
    assertThat(sign.fits(answer(503, ""))).isTrue();
    assertThat(sign.fits(answer(404, ""))).isFalse();
    assertThat(sign.words()).isEqualTo("HTTP 429, or HTTP 500 and above");
  }

  @Test
  void aSilenceIsRecognisedByItsReason() {
    Sign sign = Sign.silence(Silence.LOST, Silence.TIMEOUT);

    assertThat(sign.fits(Exchange.silent(Kind.READ, Silence.LOST))).isTrue();
    assertThat(sign.fits(Exchange.silent(Kind.READ, Silence.TLS))).isFalse();
    assertThat(sign.fits(answer(200, ""))).isFalse();
    assertThat(sign.words()).isEqualTo(Silence.LOST.text() + "; " + Silence.TIMEOUT.text());
    assertThat(Sign.unusableBody().fits(Exchange.unreadable(Kind.READ, 200))).isTrue();
    assertThat(Sign.unusableBody().words()).startsWith("the body is empty");
  }

  private static Exchange answer(int status, String code) {
    return Exchange.answered(Kind.READ, "/x", status, code, "", "");
  }

  private static Exchange exchange(String path, String message) {
    return Exchange.answered(Kind.READ, path, 400, "", message, "");
  }
}
