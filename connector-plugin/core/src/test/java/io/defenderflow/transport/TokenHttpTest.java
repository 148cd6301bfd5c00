package io.defenderflow.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenHttpTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/metadata/identity/oauth2/token?resource=x",
        "http://127.0.0.1:4141/msi/token",
        "http://localhost:40342/metadata/identity/oauth2/token"
      })
  void theTokenServiceOfTheAzureHostIsOnThisMachine(String url) {
    assertThat(TokenHttp.localOnly(URI.create(url))).isEqualTo(URI.create(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://tokens.example/msi/token",
        "http://169.254.evil.example/msi/token",
        "http://10.0.0.1/msi/token",
        "http://127.0.0.1.evil.example/msi/token"
      })
  void aTokenServiceElsewhereIsNotAsked(String url) {
    assertThat(catchThrowableOfType(Fault.class, () -> TokenHttp.localOnly(URI.create(url))).code())
        .isEqualTo(ErrorCode.EGRESS_REFUSED);
  }

  @Test
  void theLibraryIsGivenAnHttpsAddressWithoutThePathOfASimulator() {
    assertThat(TokenHttp.authority(URI.create("http://localhost:8081/login")))
        .isEqualTo(URI.create("https://localhost:8081"));
  }

  @Test
  void aClockAheadIsNamedAsSuch() {
    assertThat(TokenHints.of("AADSTS700024: no", "app", "tenant", "scope", Duration.ofSeconds(900)))
        .contains("900 seconds ahead of Microsoft's");
  }
}
