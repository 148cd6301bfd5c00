package io.defenderflow.lane;

/**
 * Where variables are written. Never into the task's own scope: it ends with the task, so that a
 * result with the name of an input would vanish.
 */
public enum Placement {
  /**
   * The scope around the task, with the engine's usual rule from there: the nearest scope that has
   * the variable, otherwise the process instance.
   */
  AROUND_TASK,
  /**
   * Local to the innermost multi-instance sub-process instance around the task, so that the
   * instances do not overwrite each other's values.
   */
  LOOP_INSTANCE
}
