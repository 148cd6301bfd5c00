package io.defenderflow.connection;

import io.defenderflow.credential.Credential;
import java.util.List;

/**
 * A second app registration that is used for everything that changes or contains.
 *
 * @param credentials exactly one; several are refused when the connection is opened
 */
public record ResponderSettings(String clientId, List<Credential> credentials) {
  public ResponderSettings {
    credentials = List.copyOf(credentials);
  }

  public ResponderSettings(String clientId, Credential credential) {
    this(clientId, List.of(credential));
  }
}
