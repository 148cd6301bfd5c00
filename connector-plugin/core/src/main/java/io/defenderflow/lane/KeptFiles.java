package io.defenderflow.lane;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.catalogue.Download;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the files of a step where its playbook finds them: into file variables or, where a folder is
 * set, into that folder. The temporary files are gone afterwards, whatever happens.
 */
final class KeptFiles {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final DownloadSettings settings;

  KeptFiles(DownloadSettings settings) {
    this.settings = settings;
  }

  /**
   * Files at their place.
   *
   * @param list what the result says about each of them: name, mediaType, size, sha256, and the
   *     variable or the path
   * @param variables the file variables; empty where the files are in the folder
   */
  record Kept(ArrayNode list, Map<String, Value> variables) {}

  /**
   * Keeps the files of one step.
   *
   * @param result the name of the result variable; the files become {@code <result>File}, or with
   *     numbers behind it where there are several
   * @throws Fault where there is no room for them
   */
  Kept keep(Task task, String result, List<Download> files) {
    try {
      return settings.folder().isPresent()
          ? inFolder(task, settings.folder().get(), files)
          : inVariables(result, files);
    } catch (IOException e) {
      throw Fault.of(
          ErrorCode.INTERNAL,
          "A downloaded file could not be kept ("
              + e.getClass().getSimpleName()
              + "). Check the free space and the rights of "
              + settings.folder().map(Path::toString).orElse("the temporary folder")
              + ". The step is repeated by itself.");
    } finally {
      files.forEach(Download::close);
    }
  }

  private Kept inVariables(String result, List<Download> files) throws IOException {
    requireRoom(files);
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    Map<String, Value> variables = new LinkedHashMap<>();
    for (Download file : files) {
      String variable = result + "File" + (files.size() == 1 ? "" : list.size() + 1);
      try (InputStream content = file.open()) {
        variables.put(
            variable, new Value.Content(file.name(), file.mediaType(), content.readAllBytes()));
      }
      describe(list, file).put("variable", variable);
    }
    return new Kept(list, variables);
  }

  private void requireRoom(List<Download> files) {
    long size = files.stream().mapToLong(Download::size).sum();
    if (size > settings.largestFile()) {
      throw Fault.of(
          ErrorCode.RESULT_TOO_LARGE,
          (files.size() == 1 ? "The file has " : "The " + files.size() + " files have ")
              + size
              + " bytes, and file variables may take "
              + settings.largestFile()
              + " in one step, since they are kept in the engine's database. Set"
              + " defender.worker.download-folder to keep downloads in a folder, or raise"
              + " defender.worker.largest-file. Then retry.");
    }
  }

  /**
   * A file's name is made of the process instance, the step and the task: a retry replaces its own
   * file, and nothing else ever does.
   */
  private static Kept inFolder(Task task, Path root, List<Download> files) throws IOException {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    Path folder = root.resolve(Download.fileName(task.processInstanceId()));
    Files.createDirectories(folder, ownerOnly(root));
    Set<String> names = new HashSet<>();
    for (Download file : files) {
      String front = Download.fileName(task.activityId() + "-" + task.id()) + "-";
      String name = front + file.name();
      for (int number = 2; !names.add(name); number++) {
        name = front + number + "-" + file.name();
      }
      Path kept = folder.resolve(name);
      Path arriving = folder.resolve(name + ".part");
      Files.deleteIfExists(arriving);
      // Moved with its rights: only the owner may read a temporary file.
      Files.move(file.path(), arriving, StandardCopyOption.REPLACE_EXISTING);
      Files.move(
          arriving, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      describe(list, file).put("path", kept.toAbsolutePath().toString());
    }
    return new Kept(list, Map.of());
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private static ObjectNode describe(ArrayNode list, Download file) {
    return list.addObject()
        .put("name", file.name())
        .put("mediaType", file.mediaType())
        .put("size", file.size())
        .put("sha256", file.sha256());
  }
}
