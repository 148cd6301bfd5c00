package io.defenderflow.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ShapeTest {

  @ParameterizedTest
  @EnumSource(Shape.class)
  void theExampleOfAShapeIsGood(Shape shape) {
    assertThat(shape.check(shape.example())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void aValueOverTheLimitIsRefused(Shape shape) {
    assertThat(shape.check("a".repeat(shape.maxLength() + 1))).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "GUID, 5382f7ea-7557-4ab7-9782-d50480024a4",
    "GUID, 5382f7ea75574ab79782d50480024a4e",
    "SHA256, 87662bc3d60e4200ceaf7aae249d1c343f4b83c9",
    "MD5, 9e107d9d372bb6826bd81d3542a419dg",
    "DOMAIN, localhost",
    "DOMAIN, -a.example.net",
    "DOMAIN, a..example.net",
    "DOMAIN, files.example.net/path",
    "URL, ftp://files.example.net",
    "URL, https://",
    "URL, files.example.net",
    "EMAIL, mira.solberg",
    "EMAIL, mira@solberg@northwharf.example",
    "CVE, CVE-26-1",
    "DURATION, 4 hours",
    "DURATION, P",
    "USER_REFERENCE, ..",
    "USER_REFERENCE, a/b",
    "USER_REFERENCE, me?x=1",
    "MACHINE_REFERENCE, a/b",
    "MACHINE_REFERENCE, -a",
    "NUMBER_ID, 10x",
    "ALERT_ID, da/1",
    "ODATA_LIST, id&$filter=x"
  })
  void whatDoesNotFitIsRefused(Shape shape, String value) {
    assertThat(shape.check(value)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "DOMAIN, xn--bcher-kva.example.net",
    "DOMAIN, bücher.example.net",
    "IP, 2001:db8::1",
    "IP, ::ffff:10.0.0.1",
    "CVE, cve-2026-12345",
    "DURATION, P1Y2M",
    "DURATION, pt90m",
    "USER_REFERENCE, 5382f7ea-7557-4ab7-9782-d50480024a4e",
    "USER_REFERENCE, o'neil@northwharf.example",
    "MACHINE_REFERENCE, 2001:db8::1",
    "DATE_TIME, 2026-11-21T03:00:00.1234567+01:00"
  })
  void whatMicrosoftAcceptsPasses(Shape shape, String value) {
    assertThat(shape.check(value)).isEmpty();
  }

  @Test
  void aValueCannotEndAnODataText() {
    assertThat(Quotes.odata("x' or severity eq 'low")).isEqualTo("'x'' or severity eq ''low'");
  }
}
