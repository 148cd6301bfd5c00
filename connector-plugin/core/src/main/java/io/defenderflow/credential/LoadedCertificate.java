package io.defenderflow.credential;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A certificate whose key, chain and dates were checked. */
final class LoadedCertificate {
  private static final Pattern PEM_BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]+)-----END \\1-----");

  private final PrivateKey key;
  private final List<X509Certificate> chain;

  private LoadedCertificate(PrivateKey key, List<X509Certificate> chain) {
    this.key = key;
    this.chain = chain;
  }

  static LoadedCertificate load(Credential.Certificate credential, Instant now)
      throws UnusableCredential {
    byte[] bytes = read(credential.file());
    LoadedCertificate loaded =
        new String(bytes, StandardCharsets.ISO_8859_1).contains("-----BEGIN ")
            ? pem(new String(bytes, StandardCharsets.ISO_8859_1), credential.password())
            : pkcs12(bytes, credential.password());
    loaded.check(now);
    return loaded;
  }

  PrivateKey key() {
    return key;
  }

  /** The certificate itself first. */
  List<X509Certificate> chain() {
    return chain;
  }

  Instant notAfter() {
    return chain.get(0).getNotAfter().toInstant();
  }

  private static byte[] read(Path file) throws UnusableCredential {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UnusableCredential(
          "names the file " + file + ", which cannot be read. Check the path and its rights.");
    }
  }

  private static LoadedCertificate pkcs12(byte[] bytes, Secret password) throws UnusableCredential {
    char[] chars = password.reveal().toCharArray();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(bytes), chars);
      for (String alias : Collections.list(store.aliases())) {
        Key key = store.getKey(alias, chars);
        if (key instanceof PrivateKey privateKey) {
          return new LoadedCertificate(privateKey, chain(store.getCertificateChain(alias)));
        }
      }
    } catch (IOException e) {
      throw new UnusableCredential(
          e.getCause() instanceof UnrecoverableKeyException
              ? "cannot be opened with certificate.password. Check the password."
              : "is neither a PEM nor a PKCS#12 file, or certificate.password is wrong.");
    } catch (GeneralSecurityException e) {
      throw new UnusableCredential(
          "holds a private key that cannot be opened with certificate.password.");
    }
    throw new UnusableCredential(
        "holds no private key. Export the certificate together with its private key.");
  }

  private static LoadedCertificate pem(String text, Secret password) throws UnusableCredential {
    PrivateKey key = null;
    List<X509Certificate> certificates = new ArrayList<>();
    Matcher block = PEM_BLOCK.matcher(text);
    while (block.find()) {
      byte[] der = der(block.group(2));
      switch (block.group(1)) {
        case "CERTIFICATE" -> certificates.add(certificate(der));
        case "PRIVATE KEY" -> key = key(new PKCS8EncodedKeySpec(der));
        case "ENCRYPTED PRIVATE KEY" -> key = key(decrypted(der, password));
        case "RSA PRIVATE KEY", "EC PRIVATE KEY" ->
            throw new UnusableCredential(
                "holds a private key in an old form. Convert it with"
                    + " \"openssl pkcs8 -topk8 -nocrypt\".");
        default -> {
          // Other blocks, for example parameters, say nothing about the identity.
        }
      }
    }
    if (key == null) {
      throw new UnusableCredential(
          "holds no private key. Put the private key and the certificate into one PEM file.");
    }
    if (certificates.isEmpty()) {
      throw new UnusableCredential(
          "holds no certificate. Put the private key and the certificate into one PEM file.");
    }
    return new LoadedCertificate(key, withOwnFirst(certificates, key));
  }

  private static byte[] der(String base64) throws UnusableCredential {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new UnusableCredential("is damaged: a block between BEGIN and END is not Base64.");
    }
  }

  private static X509Certificate certificate(byte[] der) throws UnusableCredential {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw new UnusableCredential("is damaged: a certificate in it cannot be read.");
    }
  }

  private static PrivateKey key(PKCS8EncodedKeySpec spec) throws UnusableCredential {
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(spec);
    } catch (GeneralSecurityException e) {
      throw new UnusableCredential("holds no RSA key. Entra ID takes RSA certificates only.");
    }
  }

  private static PKCS8EncodedKeySpec decrypted(byte[] der, Secret password)
      throws UnusableCredential {
    try {
      EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(der);
      // With PBES2 the parameters print the name of the whole scheme.
      String scheme = encrypted.getAlgParameters().toString();
      Cipher cipher = Cipher.getInstance(scheme);
      cipher.init(
          Cipher.DECRYPT_MODE,
          SecretKeyFactory.getInstance(scheme)
              .generateSecret(new PBEKeySpec(password.reveal().toCharArray())),
          encrypted.getAlgParameters());
      return encrypted.getKeySpec(cipher);
    } catch (IOException | GeneralSecurityException e) {
      throw new UnusableCredential(
          "holds a private key that cannot be opened with certificate.password.");
    }
  }

  private static List<X509Certificate> withOwnFirst(
      List<X509Certificate> certificates, PrivateKey key) {
    List<X509Certificate> sorted = new ArrayList<>(certificates);
    sorted.sort(
        (a, b) -> Boolean.compare(fits(b.getPublicKey(), key), fits(a.getPublicKey(), key)));
    return sorted;
  }

  private static List<X509Certificate> chain(Certificate[] certificates) throws UnusableCredential {
    List<X509Certificate> chain = new ArrayList<>();
    for (Certificate certificate : certificates == null ? new Certificate[0] : certificates) {
      chain.add((X509Certificate) certificate);
    }
    if (chain.isEmpty()) {
      throw new UnusableCredential("holds a private key without its certificate.");
    }
    return chain;
  }

  private void check(Instant now) throws UnusableCredential {
    X509Certificate own = chain.get(0);
    if (!(key instanceof RSAPrivateKey)) {
      throw new UnusableCredential("holds no RSA key. Entra ID takes RSA certificates only.");
    }
    if (!fits(own.getPublicKey(), key)) {
      throw new UnusableCredential("holds a private key that does not belong to its certificate.");
    }
    if (now.isAfter(own.getNotAfter().toInstant())) {
      throw new UnusableCredential(
          "expired at "
              + own.getNotAfter().toInstant()
              + ". Upload a new certificate to the app registration and put it here.");
    }
    if (now.isBefore(own.getNotBefore().toInstant())) {
      throw new UnusableCredential(
          "is not valid before "
              + own.getNotBefore().toInstant()
              + ". Check the certificate and the clock of this machine.");
    }
  }

  private static boolean fits(PublicKey publicKey, PrivateKey privateKey) {
    return publicKey instanceof RSAPublicKey rsaPublic
        && privateKey instanceof RSAPrivateKey rsaPrivate
        && rsaPublic.getModulus().equals(rsaPrivate.getModulus());
  }

  @Override
  public String toString() {
    return "certificate " + chain.get(0).getSubjectX500Principal() + " until " + notAfter();
  }
}
