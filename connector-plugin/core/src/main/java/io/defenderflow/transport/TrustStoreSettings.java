package io.defenderflow.transport;

import io.defenderflow.credential.Secret;
import java.nio.file.Path;

/**
 * The certificate authorities that a connection trusts, instead of those of the Java runtime.
 *
 * @param file PEM, PKCS#12 or JKS
 * @param password of a PKCS#12 or JKS file; an empty secret where there is none
 */
public record TrustStoreSettings(Path file, Secret password) {}
