package io.defenderflow.action.email;

import io.defenderflow.catalogue.Wire;

/** What the organization takes a submitted item for. */
public enum SubmissionCategory implements Wire.Graph {
  NOT_JUNK,
  SPAM,
  PHISHING,
  MALWARE
}
