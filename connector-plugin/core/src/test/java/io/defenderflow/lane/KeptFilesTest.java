package io.defenderflow.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.defenderflow.catalogue.Download;
import io.defenderflow.catalogue.Lane;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFilesTest {
  @TempDir Path folder;
  @TempDir Path temporary;
  private final Task task = new FakeEngine().task(Lane.READ, Map.of());

  @Test
  void oneFileIsOneVariableAndSeveralAreNumbered() throws IOException {
    KeptFiles kept = new KeptFiles(new DownloadSettings(100, Optional.empty()));

    assertThat(kept.keep(task, "export", List.of(file("a"))).variables()).containsKey("exportFile");
    KeptFiles.Kept two = kept.keep(task, "export", List.of(file("a"), file("bc")));

    assertThat(two.variables().keySet()).containsExactly("exportFile1", "exportFile2");
    assertThat(((Value.Content) two.variables().get("exportFile2")).bytes())
        .containsExactly('b', 'c');
    assertThat(two.list().at("/1/variable").asText()).isEqualTo("exportFile2");
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void filesThatTheDatabaseShouldNotTakeAreRefusedWithTheSettingsThatHelp() throws IOException {
    KeptFiles kept = new KeptFiles(new DownloadSettings(3, Optional.empty()));
    List<Download> files = List.of(file("ab"), file("cd"));

    Fault fault = catchThrowableOfType(Fault.class, () -> kept.keep(task, "export", files));

    assertThat(fault.code()).isEqualTo(ErrorCode.RESULT_TOO_LARGE);
    assertThat(fault)
        .hasMessageContaining("defender.worker.download-folder")
        .hasMessageContaining("defender.worker.largest-file");
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void aFolderTakesFilesOfAnySizeAndARetryReplacesItsOwn() throws IOException {
    KeptFiles kept = new KeptFiles(new DownloadSettings(0, Optional.of(folder)));

    kept.keep(task, "export", List.of(file("first"), file("same name")));
    KeptFiles.Kept again = kept.keep(task, "export", List.of(file("again"), file("same name")));

    Path path = Path.of(again.list().at("/0/path").asText());
    assertThat(path).hasContent("again").hasFileName("T-task-1-file.bin");
    assertThat(Path.of(again.list().at("/1/path").asText())).hasFileName("T-task-1-2-file.bin");
    assertThat(path.getParent()).isEqualTo(folder.resolve("instance"));
    assertThat(path.getParent().toFile().list()).hasSize(2);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    assertThat(again.variables()).isEmpty();
    assertThat(temporary).isEmptyDirectory();
  }

  private Download file(String content) throws IOException {
    Path path = Files.createTempFile(temporary, "defender-", ".download");
    Files.writeString(path, content);
    return new Download("file.bin", "application/octet-stream", content.length(), "00", path);
  }
}
