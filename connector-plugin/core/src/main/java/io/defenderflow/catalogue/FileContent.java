package io.defenderflow.catalogue;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A file that an action sends. As a field of a JSON body it is written in Base64.
 *
 * @param name the file name, without folders
 * @param bytes what is in it; nobody may change the array
 */
@SuppressWarnings("ArrayRecordComponent")
public record FileContent(String name, byte[] bytes) {
  @JsonValue
  byte[] json() {
    return bytes;
  }

  /** The content may be malware or a secret, so that only the size is told. */
  @Override
  public String toString() {
    return name + " (" + bytes.length + " bytes)";
  }
}
