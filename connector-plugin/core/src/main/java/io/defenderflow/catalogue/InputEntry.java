package io.defenderflow.catalogue;

import java.util.List;
import java.util.Locale;

/**
 * An input of a catalogued action.
 *
 * @param name the name on the wire and of the variable
 * @param values the allowed values in Microsoft's spelling, empty where there is no closed list
 * @param place where it goes in the request
 */
public record InputEntry(
    String name,
    String label,
    String help,
    Type type,
    Place place,
    Shape shape,
    boolean required,
    boolean clearable,
    List<String> values,
    String example,
    int max) {

  /** Whether it is the reason that Microsoft shows beside what was done. */
  public boolean isComment() {
    return name.toLowerCase(Locale.ROOT).equals("comment");
  }

  /** The value's type. Everything arrives as text from a BPMN model and is converted. */
  public enum Type {
    TEXT("text"),
    INTEGER("whole number"),
    BOOLEAN("true or false"),
    CHOICE("one of a list"),
    LIST("list of texts"),
    OBJECT("JSON object"),
    OBJECTS("list of JSON objects"),
    FILE("file");

    private final String label;

    Type(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** Where an input goes. */
  public enum Place {
    PATH,
    QUERY,
    BODY,
    /** It steers this plugin, or a composite uses it itself. */
    STEP
  }
}
