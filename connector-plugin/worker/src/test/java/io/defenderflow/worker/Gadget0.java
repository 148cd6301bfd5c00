package io.defenderflow.worker;

import java.io.Serializable;

/** Its bytes stand for those of {@link Gadget1}, so that nothing needs to load that one. */
final class Gadget0 implements Serializable {
  private static final long serialVersionUID = 1L;
}
