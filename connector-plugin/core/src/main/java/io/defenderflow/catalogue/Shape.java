package io.defenderflow.catalogue;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a text input looks like. The check runs before anything is sent, so that a value can never
 * leave its place in a path, a query or a body.
 */
public enum Shape {
  /** Free text for a JSON body. */
  TEXT("text", "", 32_000, "Suspicious sign-in from an unknown network"),
  MACHINE_ID(
      "a machine id of 40 hexadecimal characters",
      "[0-9a-fA-F]{40}",
      40,
      "1e5bc9d7e413ddd7902c2932e418702b84d0cc07") {
    @Override
    String normalise(String value) {
      return value.toLowerCase(Locale.ROOT);
    }
  },
  GUID(
      "a GUID such as 5382f7ea-7557-4ab7-9782-d50480024a4e",
      "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
      36,
      "5382f7ea-7557-4ab7-9782-d50480024a4e") {
    @Override
    String normalise(String value) {
      return value.toLowerCase(Locale.ROOT);
    }
  },
  /** An id whose form only Microsoft knows. */
  ID(
      "an id as Microsoft gives it, without slashes and blanks",
      "[A-Za-z0-9_][A-Za-z0-9!_.,=+@~$:-]{0,511}",
      512,
      "5382f7ea-7557-4ab7-9782-d50480024a4e") {
    @Override
    Optional<String> problem(String value) {
      return value.contains("..") ? Optional.of("has two dots in a row") : Optional.empty();
    }
  },
  /** Indicator ids and the like. */
  NUMBER_ID("a number", "[0-9]{1,19}", 19, "1042"),
  ALERT_ID(
      "an alert id: letters, digits, '-' and '_'",
      "[A-Za-z0-9][A-Za-z0-9_-]{0,127}",
      128,
      "da637551227677560813_-961444813"),
  SHA1(
      "a SHA-1 of 40 hexadecimal characters",
      "[0-9a-fA-F]{40}",
      40,
      "87662bc3d60e4200ceaf7aae249d1c343f4b83c9"),
  SHA256(
      "a SHA-256 of 64 hexadecimal characters",
      "[0-9a-fA-F]{64}",
      64,
      "413c58c8267d2c8648d8f6384bacc2ae9c929b2b96578b6860b5087cd1bd6462"),
  MD5(
      "an MD5 of 32 hexadecimal characters",
      "[0-9a-fA-F]{32}",
      32,
      "9e107d9d372bb6826bd81d3542a419d6"),
  SHA1_OR_SHA256(
      "a SHA-1 of 40 or a SHA-256 of 64 hexadecimal characters",
      "[0-9a-fA-F]{40}|[0-9a-fA-F]{64}",
      64,
      "87662bc3d60e4200ceaf7aae249d1c343f4b83c9"),
  FILE_HASH(
      "an MD5, SHA-1 or SHA-256 in hexadecimal characters",
      "[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64}",
      64,
      "413c58c8267d2c8648d8f6384bacc2ae9c929b2b96578b6860b5087cd1bd6462"),
  IP("an IPv4 or IPv6 address", "[0-9a-fA-F:.]{2,45}", 45, "10.20.30.40") {
    @Override
    Optional<String> problem(String value) {
      return IpAddress.isValid(value) ? Optional.empty() : Optional.of("is not an IP address");
    }
  },
  DOMAIN(
      "a domain name such as files.example.net",
      "[^\\s/@:?#\\\\]{1,253}",
      253,
      "files.example.net") {
    @Override
    Optional<String> problem(String value) {
      try {
        String ascii = IDN.toASCII(value, IDN.USE_STD3_ASCII_RULES);
        return ascii.matches("(?i)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63}\\.?")
            ? Optional.empty()
            : Optional.of("is not a domain name");
      } catch (IllegalArgumentException e) {
        return Optional.of("is not a domain name");
      }
    }
  },
  URL(
      "a URL that starts with http:// or https://",
      "(?i)https?://[^\\s]+",
      2_048,
      "https://files.example.net/a") {
    @Override
    Optional<String> problem(String value) {
      try {
        return new URI(value).getHost() == null
            ? Optional.of("is not a URL with a host")
            : Optional.empty();
      } catch (URISyntaxException e) {
        return Optional.of("is not a URL: " + e.getReason());
      }
    }
  },
  /** What a machine may be called by: id, Entra device id, DNS name or address. */
  MACHINE_REFERENCE(
      "a machine id, an Entra device id, a DNS name or an IP address",
      "[A-Za-z0-9][A-Za-z0-9._:-]{0,252}|[0-9a-fA-F:]{2,45}",
      253,
      "ws-0417.northwharf.example"),
  /** A user's object id or user principal name. */
  USER_REFERENCE(
      "a user's object id or user principal name",
      "[A-Za-z0-9._%+'!#^~$-]{1,64}(@[A-Za-z0-9.-]{1,253})?",
      318,
      "mira.solberg@northwharf.example") {
    @Override
    Optional<String> problem(String value) {
      return value.contains("..") || value.startsWith(".")
          ? Optional.of("is not a user principal name")
          : Optional.empty();
    }
  },
  EMAIL(
      "an e-mail address",
      "[^\\s@<>\"]{1,64}@[A-Za-z0-9.-]{1,253}",
      318,
      "mira.solberg@northwharf.example"),
  CVE("a CVE id such as CVE-2026-12345", "(?i)CVE-[0-9]{4}-[0-9]{4,19}", 28, "CVE-2026-12345") {
    @Override
    String normalise(String value) {
      return value.toUpperCase(Locale.ROOT);
    }
  },
  ODATA_FILTER("an OData filter", "[^\\r\\n]{1,8000}", 8_000, "severity eq 'high'") {
    @Override
    Optional<String> problem(String value) {
      return Quotes.closed(value, '\'')
          ? Optional.empty()
          : Optional.of(
              "has a quote that is not closed. Double a quote inside a text value ('O''Neil')");
    }
  },
  ODATA_LIST(
      "names separated by commas", "[A-Za-z0-9_/().$=,;' -]{1,2000}", 2_000, "id,displayName"),
  KQL("a KQL query", "(?s).{1,32000}", 32_000, "DeviceInfo | take 10") {
    @Override
    Optional<String> problem(String value) {
      return KqlText.problem(value);
    }
  },
  DURATION(
      "an ISO 8601 duration such as PT4H or P7D", "[PTYMWDHSptymwdhs0-9.,]{2,40}", 40, "PT4H") {
    @Override
    Optional<String> problem(String value) {
      return isDuration(value) ? Optional.empty() : Optional.of("is not an ISO 8601 duration");
    }
  },
  DATE_TIME(
      "an ISO 8601 date and time with its zone, such as 2026-11-21T03:00:00Z",
      "[0-9TZtz:.+-]{16,40}",
      40,
      "2026-11-21T03:00:00Z") {
    @Override
    Optional<String> problem(String value) {
      try {
        OffsetDateTime.parse(value.toUpperCase(Locale.ROOT));
        return Optional.empty();
      } catch (DateTimeException e) {
        return Optional.of("is not a date and time that exists");
      }
    }
  },
  ODATA_SEARCH("an OData search expression", "[^\\r\\n]{1,2000}", 2_000, "\"displayName:mira\"") {
    @Override
    Optional<String> problem(String value) {
      return Quotes.closed(value, '"')
          ? Optional.empty()
          : Optional.of("has a double quote that is not closed");
    }
  },
  FILE_NAME(
      "a file name without folders",
      "[^/\\\\:*?\"<>|\\x00-\\x1f\\x7f]{1,200}",
      200,
      "collect-logs.ps1") {
    @Override
    Optional<String> problem(String value) {
      return value.startsWith(".") ? Optional.of("starts with a dot") : Optional.empty();
    }
  },
  /** A path of Microsoft Graph with its query, as it stands behind the host in a URL. */
  GRAPH_PATH(
      "a path that starts with /v1.0/ or /beta/, with its query",
      "/(v1\\.0|beta)/[^\\\\#\\x00-\\x1f\\x7f]{1,4000}",
      4_000,
      "/v1.0/security/incidents?$top=5") {
    @Override
    Optional<String> problem(String value) {
      return UrlPath.problem(value);
    }

    @Override
    String normalise(String value) {
      return UrlPath.escaped(value);
    }
  },
  /** A path of Defender for Endpoint with its query, as it stands behind the host in a URL. */
  ENDPOINT_PATH(
      "a path that starts with /api/, with its query",
      "/api/[^\\\\#\\x00-\\x1f\\x7f]{1,4000}",
      4_000,
      "/api/machines?$top=5") {
    @Override
    Optional<String> problem(String value) {
      return UrlPath.problem(value);
    }

    @Override
    String normalise(String value) {
      return UrlPath.escaped(value);
    }
  },
  HEADER(
      "text of plain letters, digits and signs on one line",
      "[\\x20-\\x7e]{1,500}",
      500,
      "return=representation"),
  /** The forms of {@code Timespan} in advanced hunting. */
  TIMESPAN(
      "an ISO 8601 duration (P7D), a date and time, or two of them with a slash between",
      "[0-9A-Za-z:.,+/-]{2,90}",
      90,
      "P7D") {
    @Override
    Optional<String> problem(String value) {
      String[] parts = value.split("/", -1);
      if (parts.length > 2) {
        return Optional.of("has more than one slash");
      }
      int durations = 0;
      for (String part : parts) {
        if (isDuration(part)) {
          durations++;
        } else if (!isDateOrTime(part)) {
          return Optional.of("has a part that is neither a duration nor a date: " + part);
        }
      }
      return durations > 1 ? Optional.of("has two durations and no date") : Optional.empty();
    }
  };

  private final String expected;
  private final Pattern pattern;
  private final int maxLength;
  private final String example;

  Shape(String expected, String pattern, int maxLength, String example) {
    this.expected = expected;
    this.pattern = pattern.isEmpty() ? null : Pattern.compile(pattern);
    this.maxLength = maxLength;
    this.example = example;
  }

  /** What is expected, to stand behind "Expected is". */
  public String expected() {
    return expected;
  }

  /** A regular expression for the whole value, empty where any text is good. */
  public String pattern() {
    return pattern == null ? "" : pattern.pattern();
  }

  public int maxLength() {
    return maxLength;
  }

  public String example() {
    return example;
  }

  /** Says what is wrong with a value, or nothing if it is good. */
  Optional<String> check(String value) {
    if (value.length() > maxLength) {
      return Optional.of(
          "has " + value.length() + " characters and may have " + maxLength + " at most");
    }
    if (pattern != null && !pattern.matcher(value).matches()) {
      return Optional.of("is not " + expected);
    }
    return problem(value);
  }

  /** What a regular expression cannot say. */
  Optional<String> problem(String value) {
    return Optional.empty();
  }

  /** The spelling that is sent. */
  String normalise(String value) {
    return value;
  }

  private static boolean isDuration(String value) {
    String upper = value.toUpperCase(Locale.ROOT);
    try {
      Duration.parse(upper);
      return true;
    } catch (DateTimeException notADuration) {
      try {
        Period.parse(upper);
        return true;
      } catch (DateTimeException notAPeriod) {
        return false;
      }
    }
  }

  private static boolean isDateOrTime(String value) {
    String upper = value.toUpperCase(Locale.ROOT);
    try {
      if (upper.length() == 10) {
        java.time.LocalDate.parse(upper);
      } else {
        OffsetDateTime.parse(upper);
      }
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
