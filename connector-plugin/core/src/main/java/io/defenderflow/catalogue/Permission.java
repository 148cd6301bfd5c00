package io.defenderflow.catalogue;

/** An application permission, for example {@code Machine.Isolate} of Defender for Endpoint. */
public record Permission(Service service, String name) implements Comparable<Permission> {
  @Override
  public int compareTo(Permission other) {
    int byService = service.compareTo(other.service);
    return byService != 0 ? byService : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name + " (" + service.label() + ")";
  }
}
