package io.defenderflow.catalogue;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A file that comes from a process, to be sent or to be read as text. As a field of a JSON body it
 * is written in Base64.
 *
 * @param name the file name, without folders
 * @param bytes what is in it; nobody may change the array
 * @param charset how it is read where a text is expected
 */
@SuppressWarnings("ArrayRecordComponent")
public record FileContent(String name, byte[] bytes, Charset charset) {
  /** A file whose text, if it has any, is UTF-8. */
  public FileContent(String name, byte[] bytes) {
    this(name, bytes, StandardCharsets.UTF_8);
  }

  /** The content as text. */
  public String text() {
    return new String(bytes, charset);
  }

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
