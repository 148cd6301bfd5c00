package io.defenderflow.action.email;

import io.defenderflow.catalogue.Wire;

/**
 * What happens to a mail in the mailboxes; moving to quarantine is listed by Microsoft and not
 * supported.
 */
public enum RemediationAction implements Wire.Graph {
  MOVE_TO_JUNK,
  MOVE_TO_INBOX,
  HARD_DELETE,
  SOFT_DELETE,
  MOVE_TO_DELETED_ITEMS
}
