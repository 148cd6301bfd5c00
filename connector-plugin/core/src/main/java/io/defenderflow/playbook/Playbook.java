package io.defenderflow.playbook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;

/**
 * A BPMN file with Defender steps.
 *
 * @param name how messages call it, for example the name of the file
 * @param processIds the processes in it
 * @param steps the elements with a topic {@code defender-*} or an input {@code defenderAction}, in
 *     the order of the file
 * @param calls its call activities
 */
public record Playbook(
    String name, SortedSet<String> processIds, List<Step> steps, List<CalledProcess> calls) {
  /**
   * @throws IOException where the file cannot be read
   * @throws IllegalArgumentException where it is no BPMN, in a sentence for people
   */
  public static Playbook read(Path file) throws IOException {
    return read(String.valueOf(file.getFileName()), Files.readAllBytes(file));
  }

  /**
   * @param name how messages call it
   * @throws IOException where the stream cannot be read
   * @throws IllegalArgumentException where it is no BPMN, in a sentence for people
   */
  public static Playbook read(String name, InputStream bpmn) throws IOException {
    return read(name, bpmn.readAllBytes());
  }

  /**
   * @param name how messages call it
   * @throws IllegalArgumentException where it is no BPMN, in a sentence for people
   */
  public static Playbook read(String name, String bpmn) {
    return read(name, bpmn.getBytes(StandardCharsets.UTF_8));
  }

  private static Playbook read(String name, byte[] bpmn) {
    return new PlaybookFile(name, BpmnXml.parse(new ByteArrayInputStream(bpmn))).playbook();
  }
}
