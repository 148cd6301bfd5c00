package io.defenderflow.cli;

import io.defenderflow.catalogue.Download;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that commands write. */
final class Outputs {
  private static final int MOST_OF_ONE_NAME = 1_000;

  private Outputs() {}

  /**
   * Makes sure that a result can be written, before the action that brings it is run.
   *
   * @throws Refusal where it cannot
   */
  static void prove(Path file) {
    Path folder = folderOf(file);
    if (Files.isDirectory(file)
        || !Files.isDirectory(folder)
        || !Files.isWritable(folder)
        || (Files.exists(file) && !Files.isWritable(file))) {
      throw new Refusal(
          Refusal.FILE_UNUSABLE,
          "The file "
              + file
              + " cannot be written. Nothing was sent. Check its folder and rights.");
    }
  }

  /** Writes a whole text or leaves the former one as it was. */
  static void write(Path file, String text) throws IOException {
    Path draft = Files.createTempFile(folderOf(file), ".defenderflow", ".tmp");
    try {
      Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Copies a fetched file into a folder, under a number where its name is taken. */
  static Path keep(Download file, Path folder) {
    int dot =
        file.name().lastIndexOf('.') > 0 ? file.name().lastIndexOf('.') : file.name().length();
    for (int number = 1; number <= MOST_OF_ONE_NAME; number++) {
      String name =
          number == 1
              ? file.name()
              : file.name().substring(0, dot) + "-" + number + file.name().substring(dot);
      try {
        Path place = folder.resolve(name);
        Files.copy(file.path(), place);
        return place;
      } catch (FileAlreadyExistsException taken) {
        continue;
      } catch (IOException e) {
        throw unwritable(file, folder);
      }
    }
    throw unwritable(file, folder);
  }

  static Path folderOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file.toAbsolutePath() : folder;
  }

  private static Fault unwritable(Download file, Path folder) {
    return Fault.of(
        ErrorCode.RESULT_REFUSED,
        "The action is done. The file "
            + file.name()
            + " was fetched and cannot be written to "
            + folder
            + ". Make room there and fetch it again.");
  }
}
