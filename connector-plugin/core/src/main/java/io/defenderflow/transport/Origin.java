package io.defenderflow.transport;

import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where one service of a connection is. Its tokens go nowhere else.
 *
 * @param base scheme, host and perhaps a port and a path prefix
 * @param scope what its tokens are asked for
 */
public record Origin(URI base, String scope) {
  private static final Pattern DOT_SEGMENT =
      Pattern.compile("(?i)(^|/|%2f|%5c)(\\.|%2e){1,2}(;[^/]*)?(/|%2f|%5c|$)");

  /**
   * Reads the address of a request and makes sure that it stays within this origin. An address that
   * Microsoft gives, such as a next link, is checked here as well.
   *
   * @throws Fault with EGRESS_REFUSED; the message names the host only
   */
  URI within(String address) {
    URI uri = parse(address);
    boolean same =
        base.getScheme().equalsIgnoreCase(uri.getScheme())
            && uri.getHost() != null
            && base.getHost().equalsIgnoreCase(uri.getHost())
            && port(base) == port(uri)
            && uri.getRawUserInfo() == null
            && uri.getRawFragment() == null;
    if (!same || !staysBelow(prefix(), uri.getRawPath())) {
      throw refused(uri.getHost() == null ? "an unreadable host" : uri.getHost());
    }
    return uri;
  }

  /** The path of an address within this origin, without the origin's own. */
  String below(URI uri) {
    return uri.getRawPath().substring(prefix().length());
  }

  /** The address without a slash at its end. */
  static String withoutSlash(URI uri) {
    return uri.toString().replaceAll("/+$", "");
  }

  private URI parse(String address) {
    try {
      if (address.indexOf('\\') < 0) {
        return new URI(address);
      }
    } catch (URISyntaxException e) {
      throw refused("an unreadable host");
    }
    throw refused("an unreadable host");
  }

  private String prefix() {
    return base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
  }

  private static boolean staysBelow(String prefix, String path) {
    return path != null && path.startsWith(prefix + "/") && !DOT_SEGMENT.matcher(path).find();
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return uri.getScheme().toLowerCase(Locale.ROOT).equals("https") ? 443 : 80;
  }

  private Fault refused(String host) {
    return Fault.of(
        ErrorCode.EGRESS_REFUSED,
        "The call would have left for "
            + UpstreamText.clean(host, 100)
            + ", but this connection allows only "
            + withoutSlash(base)
            + ". Nothing was sent there. Check the endpoint settings of the connection; if they are"
            + " right, an answer named a foreign address: report it.");
  }
}
