package io.defenderflow.action.hunting;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A value of a prepared query stays one literal, whatever is in it. */
class KqlFuzzTest {
  /** All that KQL takes for one piece; a comment, a verbatim or a multi-line text among them. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "//[^\\n"
              + "\\r"
              + "]*|```.*?```|~~~.*?~~~|[hH]?@\"(?:[^\"\\r"
              + "\\n"
              + "]|\"\")*\"|[hH]?@'(?:[^'\\r"
              + "\\n"
              + "]|'')*'|[hH]?\"(?:[^\"\\\\\\r"
              + "\\n"
              + "]|\\\\[^\\r"
              + "\\n"
              + "])*\"|[hH]?'(?:[^'\\\\\\r"
              + "\\n"
              + "]|\\\\[^\\r"
              + "\\n"
              + "])*'|\\w+|\\s+|.",
          Pattern.DOTALL);

  @FuzzTest(maxDuration = "2m")
  void aValueNeverAddsAnOperator(byte[] input) {
    String value = new String(input, StandardCharsets.UTF_8);

    String one = "T | where a == " + KqlType.TEXT.written(List.of(value)) + " | take 1 // \"end\"";
    String many =
        "T | where a in (" + KqlType.TEXTS.written(List.of("x", value, value)) + ") | take 1";

    assertThat(tokens(one)).hasSameSizeAs(tokens("T | where a == \"\" | take 1 // \"end\""));
    assertThat(tokens(many))
        .hasSameSizeAs(tokens("T | where a in (dynamic([\"x\",\"\",\"\"])) | take 1"));
    assertThat(one).matches("[ -~]*");
  }

  @FuzzTest(maxDuration = "2m")
  void aValueOfANarrowTypeIsWrittenAsItIsOrRefused(byte[] input) {
    String value = new String(input, StandardCharsets.UTF_8);
    for (KqlType type :
        List.of(
            KqlType.MACHINE_ID,
            KqlType.HASHES,
            KqlType.ADDRESSES,
            KqlType.NUMBER,
            KqlType.NUMBERS)) {
      String written;
      try {
        written = type.written(List.of(value));
      } catch (IllegalArgumentException refused) {
        continue;
      }
      assertThat(written).as(type.name()).matches("(dynamic\\(\\[)?\"?[0-9a-fA-F.:/]*\"?(]\\))?");
    }
  }

  private static List<String> tokens(String query) {
    List<String> tokens = new ArrayList<>();
    Matcher token = TOKEN.matcher(query);
    while (token.find()) {
      tokens.add(token.group());
    }
    return tokens;
  }
}
