package io.defenderflow.transport;

import io.defenderflow.credential.Secret;

/**
 * The HTTP proxy of a connection, also for its token requests.
 *
 * @param username for basic authentication; blank where the proxy asks for none
 */
public record ProxySettings(String host, int port, String username, Secret password) {}
