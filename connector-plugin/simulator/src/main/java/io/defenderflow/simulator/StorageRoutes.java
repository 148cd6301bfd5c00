package io.defenderflow.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The storage account that investigation packages are downloaded from without a token. */
final class StorageRoutes {

  private static final Pattern PACKAGE = Pattern.compile("/storage/([^/]+)\\.zip");
  private static final Pattern COMMAND = Pattern.compile("/storage/liveresponse/([^/]+)/(\\d+)");

  private final Tenant tenant;

  StorageRoutes(Tenant tenant) {
    this.tenant = tenant;
  }

  Optional<Answer> answer(Call call) {
    Matcher matcher = PACKAGE.matcher(call.path());
    Matcher command = COMMAND.matcher(call.path());
    if (!call.method().equals("GET") || (!matcher.matches() && !command.matches())) {
      return Optional.empty();
    }
    if (call.header("authorization").isPresent()) {
      return Optional.of(
          Answer.text(403, "text/plain", "A link with a signature takes no authorization header."));
    }
    Optional<StoredAction> action =
        tenant.storedAction((matcher.matches() ? matcher : command).group(1));
    if (action.isEmpty() || call.query("sig").isEmpty()) {
      return Optional.of(Answer.text(403, "text/plain", "The link is not valid."));
    }
    return Optional.of(
        matcher.matches()
            ? Answer.bytes(200, "application/zip", zip(action.get()))
            : LiveResponseRoutes.result(action.get(), Integer.parseInt(command.group(2))));
  }

  private static byte[] zip(StoredAction action) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("Autoruns.csv"));
      zip.write(
          "name,path\r\ninvoice-viewer,C:\\Users\\Public\\stage\r\n"
              .getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry("Device.txt"));
      zip.write(
          action.machine.json.path("computerDnsName").asText().getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
