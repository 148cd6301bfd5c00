package io.defenderflow.connection;

import java.io.IOException;
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

  /** A PKCS#12 file with an RSA key and a self-signed certificate. */
  static Path pkcs12(Path folder, String name, String... more) {
    Path file = folder.resolve(name + ".p12");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "app",
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
      String said =
          new String(
              keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException("keytool failed: " + said);
      }
      return file;
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
    return pem("CERTIFICATE", open(pkcs12).getCertificate("app").getEncoded());
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
