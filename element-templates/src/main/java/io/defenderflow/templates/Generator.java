package io.defenderflow.templates;

import io.defenderflow.catalogue.Catalogue;
import java.nio.file.Path;
import java.util.SortedMap;

/**
 * Writes the templates and the reference pages into a checkout. The only argument is the root of
 * the checkout.
 */
public final class Generator {
  private Generator() {}

  public static void main(String[] arguments) {
    if (arguments.length != 1) {
      System.err.println("Name the root folder of the checkout as the only argument.");
      System.exit(2);
    }
    SortedMap<String, String> files = regenerate(Path.of(arguments[0]));
    System.out.println(files.size() + " files are up to date.");
  }

  static SortedMap<String, String> regenerate(Path root) {
    String lock = GeneratedFiles.committed(root).getOrDefault(GeneratedFiles.LOCK, "");
    SortedMap<String, String> files = GeneratedFiles.of(Catalogue.load(), lock);
    GeneratedFiles.write(root, files);
    return files;
  }
}
