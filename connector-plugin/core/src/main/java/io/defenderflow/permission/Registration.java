package io.defenderflow.permission;

import io.defenderflow.catalogue.Effect;
import java.util.Locale;

/** An app registration, by what it is used for. */
public enum Registration {
  /** The only one: it reads and acts. */
  APP("Defenderflow"),
  /** The one that reads. It also looks whether what the other one started has ended. */
  READER("Defenderflow reader"),
  /** The one that changes and contains. */
  RESPONDER("Defenderflow responder");

  private final String displayName;

  Registration(String displayName) {
    this.displayName = displayName;
  }

  /** The one of two that is used for actions of this effect. */
  static Registration of(Effect effect) {
    return effect == Effect.READ ? READER : RESPONDER;
  }

  /** A name for the registration in Entra ID. */
  public String displayName() {
    return displayName;
  }

  /** In small letters, as results and messages name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
