package io.defenderflow.templates;

import static org.assertj.core.api.Assertions.assertThat;

import io.defenderflow.catalogue.Catalogue;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GeneratedFilesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String MENDED_BY = "mvn -pl element-templates -am verify -Dregenerate";

  @Test
  void theCommittedFilesAreWhatTheCatalogueSays() {
    if (System.getProperty("regenerate") != null) {
      Generator.regenerate(ROOT);
    }
    SortedMap<String, String> committed = GeneratedFiles.committed(ROOT);
    SortedMap<String, String> expected =
        GeneratedFiles.of(Catalogue.load(), committed.getOrDefault(GeneratedFiles.LOCK, ""));

    TreeSet<String> different = new TreeSet<>(expected.keySet());
    different.addAll(committed.keySet());
    different.removeIf(file -> expected.getOrDefault(file, "").equals(committed.get(file)));
    assertThat(different)
        .as("Files that differ from the catalogue. Run \"%s\" and commit them.", MENDED_BY)
        .isEmpty();
  }
}
