package io.defenderflow.lane;

import com.fasterxml.jackson.databind.JsonNode;

/** A value on its way into a variable. */
public sealed interface Value {
  /** The longest text that every engine database keeps in a plain variable. */
  int MAX_TEXT = 4_000;

  /**
   * A text of at most {@link #MAX_TEXT} characters, a {@code Long}, a {@code Double}, a {@code
   * Boolean} or {@code null}.
   */
  record Plain(Object value) implements Value {}

  /**
   * JSON. It becomes a JSON variable where the engine has them, otherwise a text of at most {@link
   * #MAX_TEXT} characters, otherwise a file variable of type {@code application/json} in UTF-8.
   */
  record Json(JsonNode value) implements Value {}

  /** JSON that is too large for a variable that is read as a whole: always a file variable. */
  record File(JsonNode value) implements Value {}

  /**
   * A file of any kind: always a file variable.
   *
   * @param name the file name
   * @param bytes what is in it; nobody may change the array
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Content(String name, String mediaType, byte[] bytes) implements Value {
    /** The content may be evidence or malware, so that only the size is told. */
    @Override
    public String toString() {
      return name + " (" + bytes.length + " bytes)";
    }
  }
}
