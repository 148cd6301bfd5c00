package io.defenderflow.permission;

import io.defenderflow.catalogue.Permission;
import io.defenderflow.catalogue.ResourceTable;
import io.defenderflow.catalogue.Service;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The ids under which Entra ID knows the application permissions of Microsoft's services. */
public final class AppRoles {
  private static final String FILE = "/io/defenderflow/catalogue/permissions.csv";

  private final SortedMap<Permission, Optional<String>> ids;

  private AppRoles(SortedMap<Permission, Optional<String>> ids) {
    this.ids = ids;
  }

  public static AppRoles load() {
    SortedMap<Permission, Optional<String>> ids = new TreeMap<>();
    for (List<String> cells : ResourceTable.rows(FILE)) {
      ids.put(
          new Permission(Service.valueOf(cells.get(0)), cells.get(1)),
          Optional.of(cells.get(2)).filter(id -> !id.isEmpty()));
    }
    return new AppRoles(Collections.unmodifiableSortedMap(ids));
  }

  /** The id of the app role, a GUID; empty for the few whose id is not known. */
  public Optional<String> id(Permission permission) {
    return ids.getOrDefault(permission, Optional.empty());
  }
}
