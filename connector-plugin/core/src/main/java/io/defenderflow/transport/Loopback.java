package io.defenderflow.transport;

import java.util.Locale;
import org.apache.hc.core5.net.InetAddressUtils;

/** Hosts that never leave this machine. Names are not resolved, so DNS cannot make one loopback. */
public final class Loopback {
  private Loopback() {}

  public static boolean isLoopback(String host) {
    String bare = host.toLowerCase(Locale.ROOT).replaceAll("^\\[|\\]$", "");
    return bare.equals("localhost")
        || bare.equals("::1")
        || bare.equals("0:0:0:0:0:0:0:1")
        || (InetAddressUtils.isIPv4(bare) && bare.startsWith("127."));
  }
}
