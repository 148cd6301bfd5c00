package io.defenderflow.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Decides which servers a connection trusts. Nothing here turns verification off. */
public final class TrustStore {
  private TrustStore() {}

  /**
   * Trusts the given authorities, or those of the Java runtime.
   *
   * @throws IOException where the file cannot be read or opened with its password
   * @throws GeneralSecurityException where it holds no usable certificate
   */
  public static SSLContext tls(Optional<TrustStoreSettings> settings)
      throws IOException, GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(settings.isPresent() ? authorities(settings.get()) : null);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    return tls;
  }

  private static KeyStore authorities(TrustStoreSettings settings)
      throws IOException, GeneralSecurityException {
    byte[] bytes = Files.readAllBytes(settings.file());
    KeyStore store =
        new String(bytes, StandardCharsets.ISO_8859_1).contains("-----BEGIN CERTIFICATE")
            ? pem(bytes)
            : KeyStore.getInstance(
                settings.file().toFile(), settings.password().reveal().toCharArray());
    if (store.size() == 0) {
      throw new GeneralSecurityException("it holds no certificate");
    }
    return store;
  }

  private static KeyStore pem(byte[] bytes) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (Certificate certificate :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(bytes))) {
      store.setCertificateEntry("authority-" + store.size(), certificate);
    }
    return store;
  }
}
