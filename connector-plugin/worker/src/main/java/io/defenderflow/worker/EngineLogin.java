package io.defenderflow.worker;

import io.defenderflow.credential.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** How the worker proves to the engine who it is. */
sealed interface EngineLogin {
  /** The value of the Authorization header; empty where none is sent. */
  Optional<String> authorization();

  /** The settings to look at when the engine refuses the login. */
  String settings();

  /** An engine that lets everybody in. */
  record None() implements EngineLogin {
    @Override
    public Optional<String> authorization() {
      return Optional.empty();
    }

    @Override
    public String settings() {
      return "The worker sends no login: set defender.engine.username and defender.engine.password,"
          + " or defender.engine.token-file";
    }
  }

  /** User name and password. */
  record Basic(String username, Secret password) implements EngineLogin {
    @Override
    public Optional<String> authorization() {
      byte[] login = (username + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(login));
    }

    @Override
    public String settings() {
      return "Check defender.engine.username and defender.engine.password";
    }
  }

  /**
   * A bearer token, for example of the platform's identity provider.
   *
   * @param file read anew for each request, since the provider replaces its content
   */
  record TokenFile(Path file) implements EngineLogin {
    @Override
    public Optional<String> authorization() {
      try {
        return Optional.of("Bearer " + Files.readString(file).strip());
      } catch (IOException e) {
        throw new EngineUnreachable(
            "The file that defender.engine.token-file names cannot be read, so that the engine was"
                + " not asked. Check that it exists and that the worker may read it.");
      }
    }

    @Override
    public String settings() {
      return "Check the token in the file that defender.engine.token-file names";
    }
  }
}
