package io.defenderflow.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Azure host is played by a fake, since its token service exists on Azure only. */
@Timeout(30)
class ManagedIdentityTest {
  private static final String CLIENT = "7b1f7a52-9f0f-4b53-8d53-6f2f5f0c2b22";

  private final List<String> asked = new ArrayList<>();

  @Test
  void theHostIsAskedForTheResourceOfTheScope() throws UnusableCredential {
    AccessToken token = issuer("").issue("https://graph.microsoft.com/.default");

    assertThat(token.value().reveal()).isEqualTo("a.b.c");
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0))
        .startsWith("http://169.254.169.254/metadata/identity/oauth2/token")
        .contains("graph.microsoft.com")
        .doesNotContain(".default")
        .doesNotContain("client_id");
  }

  @Test
  void aClientIdPicksTheUserAssignedIdentity() throws UnusableCredential {
    issuer(CLIENT).issue("https://graph.microsoft.com/.default");

    assertThat(asked.get(0)).contains("client_id=" + CLIENT);
  }

  @Test
  void eachRequestOfOursReachesTheHost() throws UnusableCredential {
    EntraId issuer = issuer("");
    issuer.issue("https://graph.microsoft.com/.default");
    issuer.issue("https://graph.microsoft.com/.default");

    assertThat(asked).as("the library's own cache is passed by").hasSize(2);
  }

  private EntraId issuer(String clientId) throws UnusableCredential {
    return EntraId.of(
        URI.create("https://login.microsoftonline.com"),
        "",
        clientId,
        new Credential.ManagedIdentity(),
        host(),
        Clock.systemUTC());
  }

  private IHttpClient host() {
    return (HttpRequest request) -> {
      asked.add(request.url().toString());
      return new Answer(
          200,
          Map.of(),
          "{\"access_token\":\"a.b.c\",\"token_type\":\"Bearer\",\"expires_in\":\"3599\","
              + "\"expires_on\":\"4102444800\",\"resource\":\"https://graph.microsoft.com\"}");
    };
  }

  private record Answer(int statusCode, Map<String, List<String>> headers, String body)
      implements IHttpResponse {}
}
