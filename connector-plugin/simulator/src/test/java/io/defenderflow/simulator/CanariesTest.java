package io.defenderflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanariesTest {
  // The names of tests stand in reports, where no canary may be.
  @ParameterizedTest(name = "canary {index}")
  @ValueSource(
      strings = {
        Canaries.CLIENT_SECRET,
        Canaries.PROXY_PASSWORD,
        Canaries.STORE_PASSWORD,
        Canaries.TOKEN,
        Canaries.LINK_SIGNATURE
      })
  void aCanaryIsFoundAsItIsAndInBase64WhereverItStands(String canary) {
    assertThat(Canaries.in("before " + canary + " behind")).isNotEmpty();
    for (String user : new String[] {"", "u", "us", "use", "user:"}) {
      byte[] bytes = (user + canary).getBytes(StandardCharsets.UTF_8);
      assertThat(Canaries.in("Basic " + Base64.getEncoder().encodeToString(bytes)))
          .as(user)
          .isNotEmpty();
      assertThat(Canaries.in(Base64.getUrlEncoder().encodeToString(bytes))).as(user).isNotEmpty();
    }
  }

  @Test
  void whatIsNoneIsNotFound() {
    assertThat(Canaries.in("A canary of the harbour, Y2FuYXJ5LW9m and nothing else.")).isEmpty();
  }

  @Test
  void theAccessTokensAndLinksOfTheTenantAreCanaries() {
    try (Simulator simulator = Simulator.start()) {
      assertThat(new Caller(simulator).token(Caller.GRAPH_SCOPE)).contains(Canaries.TOKEN);
    }
  }
}
