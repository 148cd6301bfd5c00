package io.defenderflow.action.identity;

import io.defenderflow.catalogue.Wire;

/** What Defender for Identity can do to an account. */
public enum IdentityAccountAction implements Wire.Graph {
  DISABLE,
  ENABLE,
  FORCE_PASSWORD_RESET,
  REVOKE_ALL_SESSIONS,
  REQUIRE_USER_TO_SIGN_IN_AGAIN,
  MARK_USER_AS_COMPROMISED
}
