package io.defenderflow.templates;

import io.defenderflow.catalogue.Catalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page of Microsoft's operations that are no actions, each with the reason. */
final class LeftOutReference {
  private static final String FILE = "/io/defenderflow/templates/left-out.csv";
  private static final Pattern CELL = Pattern.compile("(?:^|,)(?:\"([^\"]*)\"|([^,]*))");

  private LeftOutReference() {}

  /**
   * @throws IllegalStateException where something is listed that has become an action
   */
  static String page(Catalogue catalogue) {
    StringBuilder page = new StringBuilder(Markdown.NOTE);
    page.append(
        """
        # What is left out

        These operations of Microsoft are no actions. What an application may call nevertheless can be
        called by its path with `graph.get`, `graph.request`, `endpoint.get` and `endpoint.request`.
        [Least privilege](../permissions.md) says what takes the place of those that only a signed-in
        person may do.

        """);
    page.append(Markdown.heading("Operation", "Call", "Reason"));
    for (List<String> operation : operations()) {
      String id = operation.get(0);
      if (catalogue.find(id).isPresent()) {
        throw new IllegalStateException(id + " is an action. Take it out of " + FILE + ".");
      }
      page.append(
          Markdown.row(
              Markdown.code(id),
              Markdown.code(operation.get(1) + " " + operation.get(2)),
              operation.get(3)));
    }
    return page.toString();
  }

  private static List<List<String>> operations() {
    try (InputStream text = LeftOutReference.class.getResourceAsStream(FILE)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(LeftOutReference::cells)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + FILE + " cannot be read.", e);
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
