package io.defenderflow.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that was fetched from Microsoft. It lies in a temporary file that only this user can read,
 * and closing deletes it. An action need not close what it fetches: whoever takes the {@link
 * Answer} closes its files, and {@link ActionEntry#call} deletes all others.
 *
 * @param name a file name without folders, fit for every file system
 * @param mediaType what the storage calls it, for example {@code application/zip}
 * @param size in bytes
 * @param sha256 of the bytes as they arrived, 64 hexadecimal characters
 * @param path the temporary file
 */
public record Download(String name, String mediaType, long size, String sha256, Path path)
    implements AutoCloseable {

  private static final int LONGEST_NAME = 120;

  /** The same file under a name that says more, such as the id of what it belongs to. */
  public Download withName(String other) {
    return new Download(fileName(other), mediaType, size, sha256, path);
  }

  /**
   * A name that fits every file system: the last part of a path of any system, at most {@value
   * #LONGEST_NAME} characters. Of a longer name the end is kept, because it tells the kind of file.
   */
  public static String fileName(String text) {
    String plain =
        text.replaceAll("^.*[/\\\\]", "")
            .replaceAll("[^\\p{L}\\p{N}._ ()+=@-]", "_")
            .replaceAll("^[. ]+|[. ]+$", "");
    String end = plain.substring(Math.max(0, plain.length() - LONGEST_NAME));
    return end.isEmpty() ? "download" : end;
  }

  /** The content, to be closed by the caller. */
  public InputStream open() {
    try {
      return Files.newInputStream(path);
    } catch (IOException e) {
      throw new UncheckedIOException("A downloaded file cannot be read.", e);
    }
  }

  /** Deletes the file, which may be done more than once. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("A downloaded file cannot be deleted.", e);
    }
  }
}
