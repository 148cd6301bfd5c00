package io.defenderflow.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads a body up to a limit of decoded bytes, so that a small answer cannot unfold in memory. */
final class Decoded {
  private Decoded() {}

  /**
   * The whole body.
   *
   * @throws TooLarge where it has more than {@code limit} bytes
   */
  static byte[] whole(InputStream raw, String encoding, long limit) throws IOException {
    byte[] bytes = beginning(raw, encoding, limit + 1);
    if (bytes.length > limit) {
      throw new TooLarge();
    }
    return bytes;
  }

  /** At most the first {@code limit} bytes. */
  static byte[] beginning(InputStream raw, String encoding, long limit) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    InputStream in = decoder(raw, encoding);
    byte[] buffer = new byte[8_192];
    while (bytes.size() < limit) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, limit - bytes.size()));
      if (n < 0) {
        break;
      }
      bytes.write(buffer, 0, n);
    }
    return bytes.toByteArray();
  }

  private static InputStream decoder(InputStream raw, String encoding) throws IOException {
    return switch (encoding.trim().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> raw;
      case "gzip", "x-gzip" -> new GZIPInputStream(raw);
      default -> throw new ZipException("The content encoding was not asked for.");
    };
  }

  /** More bytes than the limit. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
