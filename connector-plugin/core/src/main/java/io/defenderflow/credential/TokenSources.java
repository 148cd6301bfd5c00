package io.defenderflow.credential;

import io.defenderflow.catalogue.Effect;
import java.util.Optional;

/**
 * The tokens of the app registrations of a connection.
 *
 * @param responder empty where one registration reads and acts
 */
public record TokenSources(TokenSource reader, Optional<TokenSource> responder) {
  /** The tokens with which actions of this effect are called. */
  public TokenSource of(Effect effect) {
    return effect == Effect.READ ? reader : responder.orElse(reader);
  }
}
