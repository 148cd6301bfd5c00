package io.defenderflow.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table in a file of one of our jars: one heading, a line for each row, commas between the cells.
 * A cell with a comma stands in quotes.
 */
public final class ResourceTable {
  private static final Pattern CELL = Pattern.compile("(?:^|,)(?:\"([^\"]*)\"|([^,]*))");

  private ResourceTable() {}

  /**
   * The cells of every line below the heading.
   *
   * @param file its path in the jar, from the root
   */
  public static List<List<String>> rows(String file) {
    List<List<String>> lines = lines(file);
    return lines.subList(1, lines.size());
  }

  /** The same with the heading. */
  static List<List<String>> lines(String file) {
    try (InputStream text = ResourceTable.class.getResourceAsStream(file)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(ResourceTable::cells)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + file + " cannot be read.", e);
    }
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    Matcher cell = CELL.matcher(line);
    while (cell.find()) {
      cells.add(cell.group(1) != null ? cell.group(1) : cell.group(2));
    }
    return cells;
  }
}
