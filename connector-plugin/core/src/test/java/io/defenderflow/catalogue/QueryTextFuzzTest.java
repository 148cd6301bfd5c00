package io.defenderflow.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Text of a process in queries: it stays text, and checking it never fails. */
class QueryTextFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void anODataValueNeverEndsItsLiteral(byte[] input) {
    String value = new String(input, StandardCharsets.UTF_8);

    String literal = Quotes.odata(value);

    assertThat(content(literal + " and severity eq 'low'")).isEqualTo(value);
    assertThat(Quotes.closed(literal, '\'')).isTrue();
  }

  @FuzzTest(maxDuration = "2m")
  void theCheckOfAQueryAlwaysComesToAnEnd(byte[] input) {
    String query = new String(input, StandardCharsets.UTF_8);

    Optional<String> problem = KqlText.problem(query);

    problem.ifPresent(text -> assertThat(text).startsWith("has a "));
    assertThat(KqlText.problem("T | where a == \"" + query.replaceAll("[\"\\\\\\r\\n]", "") + "\""))
        .isEmpty();
  }

  /** What the first literal of a filter says, read as OData says it. */
  private static String content(String filter) {
    assertThat(filter).startsWith("'");
    StringBuilder content = new StringBuilder();
    int at = 1;
    while (true) {
      char c = filter.charAt(at);
      if (c == '\'' && filter.startsWith("''", at)) {
        content.append(c);
        at += 2;
      } else if (c == '\'') {
        assertThat(filter.substring(at)).startsWith("' and severity");
        return content.toString();
      } else {
        content.append(c);
        at++;
      }
    }
  }
}
