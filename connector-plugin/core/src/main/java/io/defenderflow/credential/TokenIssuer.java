package io.defenderflow.credential;

/** Asks Entra ID for a token, once per call. */
@FunctionalInterface
public interface TokenIssuer {
  /**
   * @param scope the service's address followed by {@code /.default}
   * @throws io.defenderflow.fault.Fault where none is issued
   */
  AccessToken issue(String scope);
}
