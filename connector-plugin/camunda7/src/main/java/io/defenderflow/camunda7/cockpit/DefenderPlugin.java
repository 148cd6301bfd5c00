package io.defenderflow.camunda7.cockpit;

import java.util.Set;
import org.camunda.bpm.cockpit.plugin.spi.impl.AbstractCockpitPlugin;

/** Adds the pages to Cockpit, which finds this class in {@code META-INF/services}. */
public final class DefenderPlugin extends AbstractCockpitPlugin {
  static final String ID = "defenderflow";

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public Set<Class<?>> getResourceClasses() {
    return Set.of(DefenderRootResource.class);
  }
}
