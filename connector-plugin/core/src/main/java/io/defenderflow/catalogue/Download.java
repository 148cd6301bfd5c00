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

  /** The same file under a name that says more, such as the id of what it belongs to. */
  public Download withName(String other) {
    return new Download(other, mediaType, size, sha256, path);
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
