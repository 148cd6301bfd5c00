package io.defenderflow.permission;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Permission;
import io.defenderflow.catalogue.ResourceTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The greater permissions with which Microsoft accepts a call as well. */
final class AcceptedPermissions {
  private static final String FILE = "/io/defenderflow/permission/also-accepted.csv";

  private final Map<String, List<String>> greater = new HashMap<>();

  AcceptedPermissions() {
    for (List<String> cells : ResourceTable.rows(FILE)) {
      greater.put(cells.get(0), List.of(cells.get(1).split(" ")));
    }
  }

  /** Any one of these is enough for the call, beside its least permissions. */
  Set<Permission> greater(ActionEntry action) {
    Set<Permission> accepted = new TreeSet<>();
    greater
        .getOrDefault(action.id(), List.of())
        .forEach(name -> accepted.add(new Permission(action.service(), name)));
    return accepted;
  }
}
