package io.defenderflow.action.email;

import io.defenderflow.catalogue.Wire;

/** How the text of a mail is written. */
public enum BodyType implements Wire.Graph {
  TEXT,
  HTML
}
