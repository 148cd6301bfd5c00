package io.defenderflow.catalogue;

import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * A link by which Microsoft hands out a file. It opens the file to everybody who has it, so that no
 * text form of this shows more than its host.
 *
 * @param uri the link, for the transport only
 */
public record SignedLink(URI uri) {
  /**
   * Reads a link from an answer. Defender wraps some of them in a second pair of quotes.
   *
   * @throws Fault with PROTOCOL where it is no link; the message does not repeat it
   */
  public static SignedLink of(String text) {
    try {
      URI uri = new URI(text.strip().replaceAll("^\"|\"$", ""));
      if (uri.getHost() != null) {
        return new SignedLink(uri);
      }
    } catch (URISyntaxException e) {
      // The exception repeats the link, so that it must not become a cause.
    }
    throw Fault.of(
        ErrorCode.PROTOCOL,
        "Defender answered with something else than a download link, so nothing was fetched. Retry,"
            + " and report it if it happens again.");
  }

  @Override
  public String toString() {
    return "a signed link to " + uri.getHost();
  }
}
