package io.defenderflow.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A path written by hand stays below its service. */
class UrlPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://graph.example.net/v1.0/users",
        "//graph.example.net/v1.0/users",
        "/v2.0/users",
        "/v1.0@graph.example.net/users",
        "v1.0/users",
        "/v1.0/../beta/users",
        "/v1.0/%2e%2e/beta/users",
        "/v1.0/users/.%2E/groups",
        "/v1.0/users/./groups",
        "/v1.0/users/..",
        "/v1.0/users%2f..%2fgroups",
        "/v1.0/users//groups",
        "/v1.0/users\\..\\groups",
        "/v1.0/users\r\nHost: graph.example.net",
        "/v1.0/users%0d%0aHost:x",
        "/v1.0/users#fragment",
        "/v1.0/users/100%",
        "/v1.0/"
      })
  void whatCouldLeaveThePathIsRefused(String path) {
    assertThat(Shape.GRAPH_PATH.check(path)).isPresent();
  }

  @Test
  void aQueryMayHoldDotsSlashesAndAddresses() {
    assertThat(Shape.GRAPH_PATH.check("/v1.0/users?$filter=mail eq 'a..b@x.example/../'"))
        .isEmpty();
    assertThat(Shape.ENDPOINT_PATH.check("/api/machines/findbyip(ip='10.0.0.1',timestamp=x)"))
        .isEmpty();
    assertThat(Shape.ENDPOINT_PATH.check("/v1.0/users")).isPresent();
  }

  @Test
  void whatMayNotStandInAUrlIsEscapedAndEscapesStay() {
    assertThat(Shape.GRAPH_PATH.normalise("/v1.0/users?$search=\"displayName:Zoë\"&a=%27b%27"))
        .isEqualTo("/v1.0/users?$search=%22displayName:Zo%C3%AB%22&a=%27b%27");
  }
}
