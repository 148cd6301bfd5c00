package io.defenderflow.permission;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A permission plan as a table for people. */
public final class PermissionTable {
  private static final List<String> COLUMNS = List.of("Permission", "Service", "Id", "Needed by");
  private static final String NOTHING = "No permission is needed.\n";
  private static final String ID_UNKNOWN = "unknown";

  private PermissionTable() {}

  /** For a terminal: columns made of blanks, and below them what is to be done by hand. */
  public static String text(PermissionPlan plan) {
    return plan.registrations().isEmpty()
        ? NOTHING
        : plan.registrations().stream()
            .map(PermissionTable::text)
            .collect(Collectors.joining("\n"));
  }

  /** For a page. */
  public static String markdown(PermissionPlan plan) {
    return plan.registrations().isEmpty()
        ? NOTHING
        : plan.registrations().stream()
            .map(PermissionTable::markdown)
            .collect(Collectors.joining("\n"));
  }

  private static String text(AppRegistration app) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(COLUMNS);
    rows.addAll(rows(app));
    int[] widths = new int[COLUMNS.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder(title(app)).append('\n');
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    notes(app).forEach(note -> text.append(note).append('\n'));
    return text.toString();
  }

  private static String markdown(AppRegistration app) {
    StringBuilder page = new StringBuilder("### ").append(title(app)).append("\n\n");
    page.append("| ").append(String.join(" | ", COLUMNS)).append(" |\n| --- | --- | --- | --- |\n");
    for (List<String> row : rows(app)) {
      page.append("| `").append(row.get(0)).append("` | ");
      page.append(String.join(" | ", row.subList(1, row.size()))).append(" |\n");
    }
    List<String> notes = notes(app);
    if (!notes.isEmpty()) {
      page.append('\n');
    }
    notes.forEach(note -> page.append("- ").append(note).append('\n'));
    return page.toString();
  }

  private static String title(AppRegistration app) {
    return "App registration \"" + app.registration().displayName() + "\"";
  }

  private static List<List<String>> rows(AppRegistration app) {
    return app.needs().stream()
        .map(
            need ->
                List.of(
                    need.permission().name(),
                    need.permission().service().label(),
                    need.id().orElse(ID_UNKNOWN),
                    String.join(", ", need.actions())))
        .toList();
  }

  private static List<String> notes(AppRegistration app) {
    List<String> notes = new ArrayList<>();
    app.withoutId().forEach(need -> notes.add(need.addByHand()));
    app.alsoNeeds().forEach((action, text) -> notes.add("Also for " + action + ": " + text));
    return notes;
  }
}
