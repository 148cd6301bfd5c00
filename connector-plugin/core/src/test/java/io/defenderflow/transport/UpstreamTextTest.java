package io.defenderflow.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer canary-0123456789",
        "token eyJhbGciOiJub25lIn0.eyJjYW5hcnkiOiIxIn0.canary was refused",
        "see https://blob.example/package.zip?sv=1&sig=canary now",
        "basic canary0123456789"
      })
  void tokensAndSignaturesAreTakenOut(String text) {
    assertThat(UpstreamText.clean(text, 500)).doesNotContain("canary");
  }

  @Test
  void controlAndDirectionMarksBecomeSpaces() {
    assertThat(UpstreamText.clean("a\r\nb\u0000c\u202ed\u2028e\u001b[0m", 500))
        .isEqualTo("a b c d e [0m");
  }

  @Test
  void aCutNeverSplitsACharacter() {
    String cut = UpstreamText.cut("abc\ud83d\ude00defgh", 7);

    assertThat(cut).isEqualTo("abc...").doesNotContain("\ud83d");
  }
}
