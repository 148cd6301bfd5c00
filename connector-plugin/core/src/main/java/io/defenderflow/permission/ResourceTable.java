package io.defenderflow.permission;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A table of plain words in a file of this module: one heading, no quotes. */
final class ResourceTable {
  private ResourceTable() {}

  /** The cells of every line below the heading. */
  static List<List<String>> rows(String file) {
    try (InputStream text = ResourceTable.class.getResourceAsStream(file)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> List.of(line.split(",", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + file + " cannot be read.", e);
    }
  }
}
