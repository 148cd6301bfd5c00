package io.defenderflow.worker;

import java.io.Serializable;

/** Leaves a trace as soon as anything loads it. */
final class Gadget1 implements Serializable {
  private static final long serialVersionUID = 1L;

  static {
    System.setProperty("defenderflow.test.gadget", "loaded");
  }
}
