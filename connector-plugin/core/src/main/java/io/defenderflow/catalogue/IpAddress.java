package io.defenderflow.catalogue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Tells addresses from names without ever asking a name server. */
public final class IpAddress {
  private static final Pattern IPV4 =
      Pattern.compile(
          "((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}"
              + "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]{2,39}(:[0-9.]{7,15})?");

  private IpAddress() {}

  public static boolean isValid(String value) {
    if (IPV4.matcher(value).matches()) {
      return true;
    }
    if (!value.contains(":") || !IPV6.matcher(value).matches()) {
      return false;
    }
    try {
      // A text with a colon is never looked up, only parsed.
      return InetAddress.getByName(value) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Whether an address means nothing outside its own network. */
  public static boolean isInternal(String value) {
    try {
      InetAddress address = InetAddress.getByName(value);
      byte[] bytes = address.getAddress();
      boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
      boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 0x40;
      boolean nowhere = bytes.length == 4 && (bytes[0] == 0 || (bytes[0] & 0xf0) == 0xf0);
      return uniqueLocal
          || shared
          || nowhere
          || address.isSiteLocalAddress()
          || address.isLoopbackAddress()
          || address.isLinkLocalAddress()
          || address.isAnyLocalAddress()
          || address.isMulticastAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
