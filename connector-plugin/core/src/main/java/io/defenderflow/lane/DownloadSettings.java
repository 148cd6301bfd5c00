package io.defenderflow.lane;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the files of a step are kept.
 *
 * @param largestFile the most bytes that all files of one step together may have as file variables,
 *     since these are rows of the engine's database
 * @param folder where files are kept instead, whatever their size; empty for file variables
 */
public record DownloadSettings(int largestFile, Optional<Path> folder) {
  public DownloadSettings {
    if (largestFile < 0) {
      throw new IllegalArgumentException(
          "defender.worker.largest-file must be a number of bytes, for example 10000000.");
    }
    folder.ifPresent(
        path -> {
          if (!Files.isDirectory(path) || !Files.isWritable(path)) {
            throw new IllegalArgumentException(
                "defender.worker.download-folder names "
                    + path.toAbsolutePath()
                    + ", which is no folder that this application can write to. Create it and give"
                    + " the application's user the right to write.");
          }
        });
  }
}
