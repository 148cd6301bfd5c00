package io.defenderflow.action.incident;

import io.defenderflow.catalogue.Wire;

/** Whether a custom detection rule runs. Microsoft alone disables a rule automatically. */
public enum DetectionRuleStatus implements Wire.Graph {
  ENABLED,
  DISABLED
}
