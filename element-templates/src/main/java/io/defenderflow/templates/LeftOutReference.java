package io.defenderflow.templates;

import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.ResourceTable;
import java.util.List;

/** The page of Microsoft's operations that are no actions, each with the reason. */
final class LeftOutReference {
  private static final String FILE = "/io/defenderflow/templates/left-out.csv";

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
    for (List<String> operation : ResourceTable.rows(FILE)) {
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
}
