package io.defenderflow.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Makes keys and certificates with the keytool of the JDK. */
final class Keys {
  static final String PASSWORD = "canary-store-password";

  private Keys() {}

  /** A PKCS#12 file with an RSA key and a self-signed certificate, under the alias app. */
  static Path pkcs12(Path folder, String name, String... more) {
    Path file = folder.resolve(name + ".p12");
    pair(file, "app", name, more);
    return file;
  }

  /** The same, but an authority under the alias ca vouches for the certificate. */
  static Path pkcs12WithAuthority(Path folder, String name, String... more) {
    Path file = folder.resolve(name + ".p12");
    pair(file, "ca", "authority", "-ext", "bc:c");
    List<String> signed = new ArrayList<>(List.of(more));
    signed.addAll(List.of("-signer", "ca"));
    pair(file, "app", name, signed.toArray(String[]::new));
    return file;
  }

  private static void pair(Path file, String alias, String name, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD));
    command.addAll(List.of(more));
    if (!command.contains("-keyalg")) {
      command.addAll(List.of("-keyalg", "RSA", "-keysize", "2048"));
    }
    try {
      Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException("keytool failed: " + said);
      }
    } catch (IOException e) {
      throw new IllegalStateException("keytool cannot be run.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("keytool was interrupted.", e);
    }
  }

  static KeyStore open(Path pkcs12) throws Exception {
    return KeyStore.getInstance(pkcs12.toFile(), PASSWORD.toCharArray());
  }

  static String keyPem(Path pkcs12) throws Exception {
    Key key = open(pkcs12).getKey("app", PASSWORD.toCharArray());
    return pem("PRIVATE KEY", key.getEncoded());
  }

  static String certificatePem(Path pkcs12) throws Exception {
    return certificatePem(pkcs12, "app");
  }

  static String certificatePem(Path pkcs12, String alias) throws Exception {
    return pem("CERTIFICATE", open(pkcs12).getCertificate(alias).getEncoded());
  }

  static Path write(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String pem(String type, byte[] der) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END "
        + type
        + "-----\n";
  }
}
