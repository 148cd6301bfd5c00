package io.defenderflow.action.email;

import io.defenderflow.catalogue.Wire;

/** What an administrator found a reported mail to be. */
public enum ReviewCategory implements Wire.Graph {
  NOT_SPAM,
  JUNK,
  PHISHING,
  MALWARE
}
