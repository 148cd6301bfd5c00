package io.defenderflow.action.endpoint;

import static io.defenderflow.catalogue.Effect.CHANGE;
import static io.defenderflow.catalogue.LostAnswer.GONE_IS_DONE;
import static io.defenderflow.catalogue.Shape.FILE_NAME;

import com.fasterxml.jackson.databind.JsonNode;
import feign.Headers;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.FileContent;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** The scripts and tools that live response can put on a machine. */
@Resource(service = Service.ENDPOINT, area = "Live response")
public interface LibraryFiles {
  /** 20 MB, as Microsoft says; where it counts in thousands, it refuses the rest itself. */
  int LARGEST = 20 * 1_024 * 1_024;

  @Action(
      id = "libraryFile.list",
      label = "List live response library",
      summary = "Returns the files that are in the live response library, without their content.",
      permissions = "Library.Manage",
      returns = "libraryFile collection",
      keywords = {"scripts", "tools"},
      docs = "defender-endpoint/api/list-library-files")
  @RequestLine("GET /api/libraryfiles")
  Page list();

  /**
   * A lost answer is followed by the same request: a library has one file of a name, so that the
   * second request replaces the same content or is refused because the file is there.
   */
  @Action(
      id = "libraryFile.upload",
      label = "Upload file to live response library",
      summary =
          "Puts a script or a tool into the live response library and returns its entry. A file of"
              + " the same name is replaced only if that is asked for.",
      effect = CHANGE,
      undo = "libraryFile.delete",
      permissions = "Library.Manage",
      returns = "libraryFile",
      keywords = {"script", "tool", "add"},
      docs = "defender-endpoint/api/upload-library")
  @Headers("Content-Type: multipart/form-data")
  @RequestLine("POST /api/libraryfiles")
  JsonNode upload(
      @Input(
              value = "File",
              label = "File",
              help =
                  "A file variable, whose file name becomes the name in the library:"
                      + " ${execution.getVariableTyped('script')}. Or a file name, a colon and the"
                      + " content in Base64.",
              required = true,
              max = LARGEST,
              example = "collect-logs.ps1:V3JpdGUtT3V0cHV0ICJoZWxsbyI=")
          FileContent file,
      @Input(
              value = "Description",
              label = "Description",
              help = "What the file is for. It shows in the library.",
              max = 1_000,
              example = "Collects the event logs of the last day.")
          String description,
      @Input(
              value = "ParametersDescription",
              label = "Parameters",
              help = "Which parameters a script takes, for the people who run it.",
              max = 1_000,
              example = "-Hours: how far back")
          String parametersDescription,
      @Input(
              value = "OverrideIfExists",
              label = "Replace",
              help = "Whether a file of the same name is replaced. Otherwise it is an error.",
              example = "true")
          Boolean overrideIfExists,
      @Input(
              value = "HasParameters",
              label = "Takes parameters",
              help = "Whether the script takes parameters.",
              example = "true")
          Boolean hasParameters);

  @Action(
      id = "libraryFile.delete",
      label = "Delete file from live response library",
      summary =
          "Takes a file out of the live response library, so that live response can no longer use"
              + " it. Upload it again where it is needed after all.",
      effect = CHANGE,
      permissions = "Library.Manage",
      returns = "nothing",
      keywords = {"script", "tool", "remove"},
      docs = "defender-endpoint/api/delete-library",
      lostAnswer = GONE_IS_DONE)
  @RequestLine("DELETE /api/libraryfiles/{fileName}")
  void delete(
      @Input(
              value = "fileName",
              label = "File name",
              help = "The name in the library.",
              shape = FILE_NAME,
              required = true)
          String fileName);
}
