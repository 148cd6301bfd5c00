package io.defenderflow.action.indicator;

import io.defenderflow.catalogue.IpAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that can be seen again elsewhere.
 *
 * @param type as Defender for Endpoint names the types of indicators; {@code EmailAddress} is ours
 * @param value in the one spelling that is compared
 */
record Observable(String type, String value) {
  static final String SHA256 = "FileSha256";
  static final String SHA1 = "FileSha1";
  static final String MD5 = "FileMd5";
  static final String IP = "IpAddress";
  static final String DOMAIN = "DomainName";
  static final String URL = "Url";
  static final String EMAIL = "EmailAddress";

  static Optional<Observable> hash(String text) {
    String hash = text.strip().toLowerCase(Locale.ROOT);
    if (!hash.matches("[0-9a-f]+")) {
      return Optional.empty();
    }
    return switch (hash.length()) {
      case 64 -> Optional.of(new Observable(SHA256, hash));
      case 40 -> Optional.of(new Observable(SHA1, hash));
      case 32 -> Optional.of(new Observable(MD5, hash));
      default -> Optional.empty();
    };
  }

  static Optional<Observable> address(String text) {
    String address = refanged(text);
    return IpAddress.isValid(address)
        ? Optional.of(new Observable(IP, address.toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  static Optional<Observable> domain(String text) {
    String name = refanged(text).toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    boolean fits = name.matches("([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63}");
    return fits && !IpAddress.isValid(name)
        ? Optional.of(new Observable(DOMAIN, name))
        : Optional.empty();
  }

  /** A URL; evidence without a scheme counts as a domain or an address. */
  static Optional<Observable> url(String text) {
    String url = refanged(text);
    if (!url.matches("(?i)https?://.*")) {
      return address(url).or(() -> domain(url));
    }
    return host(url)
        .map(
            host -> {
              int end = url.indexOf(host, url.indexOf("//")) + host.length();
              return new Observable(
                  URL, url.substring(0, end).toLowerCase(Locale.ROOT) + url.substring(end));
            });
  }

  static Optional<Observable> email(String text) {
    String address = refanged(text).toLowerCase(Locale.ROOT);
    return address.matches("[^\\s@<>\"]{1,64}@[a-z0-9.-]{1,253}")
        ? Optional.of(new Observable(EMAIL, address))
        : Optional.empty();
  }

  /** The domain that a URL names. */
  Optional<Observable> domainOfUrl() {
    return type.equals(URL) ? host(value).flatMap(Observable::domain) : Optional.empty();
  }

  /** Whether this address means nothing outside its own network. */
  boolean isPrivate() {
    return type.equals(IP) && IpAddress.isInternal(value);
  }

  private static Optional<String> host(String url) {
    try {
      return Optional.ofNullable(new URI(url).getHost());
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Undoes what analysts write so that nobody clicks by mistake. */
  private static String refanged(String text) {
    return text.strip()
        .replaceFirst("(?i)^hxxp", "http")
        .replaceAll("\\[\\.]|\\(\\.\\)|\\[dot]", ".")
        .replace("[:]", ":")
        .replace("[@]", "@")
        .replace("[://]", "://");
  }
}
