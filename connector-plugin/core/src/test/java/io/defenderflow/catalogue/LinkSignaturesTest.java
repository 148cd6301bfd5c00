package io.defenderflow.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkSignaturesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "https://tvm.blob.core.windows.net/a/1.gz?sv=2024-11-04&sig=abc%2Fd%3D"
            + " https://tvm.blob.core.windows.net/a/1.gz?sv=2024-11-04&sig=(removed)",
        "https://core.example/r?se=2026-01-01&sig=abc&sr=b"
            + " https://core.example/r?se=2026-01-01&sig=(removed)&sr=b",
        "https://userrequests-us.securitycenter.windows.com:443/safedownload/a.zip?token=gbDy%2b"
            + " https://userrequests-us.securitycenter.windows.com:443/safedownload/a.zip?token=(removed)"
      })
  void aSignatureIsTakenOutOfALinkWhereverItStands(String link, String without)
      throws JsonProcessingException {
    JsonNode json =
        JSON.createObjectNode()
            .put("value", "\"" + link + "\"")
            .set("exportFiles", JSON.createArrayNode().add(link).add(7));

    JsonNode removed = LinkSignatures.removed(json);

    assertThat(removed)
        .isEqualTo(
            JSON.createObjectNode()
                .put("value", "\"" + without + "\"")
                .set("exportFiles", JSON.createArrayNode().add(without).add(7)));
    assertThat(json.toString()).contains(link);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://phish.example/login?token=abc&sig=def",
        "https://security.microsoft.com.evil.example/?token=abc",
        "The signature sig=abc was seen."
      })
  void evidenceStaysAsItIs(String text) {
    assertThat(LinkSignatures.removed(JSON.createArrayNode().add(text)).get(0).asText())
        .isEqualTo(text);
  }

  @Test
  void whatHasNoLinkIsNotCopied() {
    JsonNode json = JSON.createObjectNode().put("id", "1");

    assertThat(LinkSignatures.removed(json)).isSameAs(json);
  }
}
