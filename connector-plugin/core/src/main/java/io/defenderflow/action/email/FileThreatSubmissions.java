package io.defenderflow.action.email;

import static io.defenderflow.catalogue.Effect.CHANGE;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.Shape.FILE_NAME;
import static io.defenderflow.catalogue.Shape.ID;

import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.FileContent;
import io.defenderflow.catalogue.Fixed;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.LongRunning;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Files that were submitted to Microsoft for analysis. */
@Resource(service = Service.GRAPH, area = "File submissions")
public interface FileThreatSubmissions {

  @Action(
      id = "threatSubmission.file.list",
      label = "List file submissions",
      summary =
          "Returns the files that were submitted to Microsoft, each with its state and verdict.",
      permissions = "ThreatSubmission.Read.All",
      returns = "fileThreatSubmission collection",
      keywords = {"report", "malware", "attachment", "search", "find"},
      docs = "graph/api/security-filethreatsubmission-list")
  @RequestLine("GET /beta/security/threatSubmission/fileThreats")
  Page list();

  @Action(
      id = "threatSubmission.file.get",
      label = "Get file submission",
      summary =
          "Returns one file that was submitted to Microsoft, with its state and, once analyzed, the"
              + " verdict in result.",
      permissions = "ThreatSubmission.Read.All",
      returns = "fileThreatSubmission",
      keywords = {"report", "verdict", "malware", "read"},
      docs = "graph/api/security-filethreatsubmission-get")
  @RequestLine("GET /beta/security/threatSubmission/fileThreats/{submissionId}")
  ThreatSubmission get(
      @Input(
              value = "submissionId",
              label = "Submission",
              help = "The id that the submission step returned.",
              shape = ID,
              required = true,
              example = "2c55e1d0-7e0a-4c1b-9f00-08dc18c52e6d")
          String submissionId);

  @Action(
      id = "threatSubmission.file.create",
      label = "Submit file",
      summary =
          "Submits a file to Microsoft for analysis and returns the submission, whose result is the"
              + " verdict. A submission cannot be withdrawn, so do not submit files with"
              + " confidential content.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "ThreatSubmission.ReadWrite.All",
      returns = "fileThreatSubmission",
      keywords = {"report", "malware", "attachment", "analyze", "upload"},
      docs = "graph/api/security-filethreatsubmission-post-filethreats")
  @LongRunning(poll = "threatSubmission.file.get")
  @RequestLine("POST /beta/security/threatSubmission/fileThreats")
  @Fixed("{\"@odata.type\":\"#microsoft.graph.security.fileContentThreatSubmission\"}")
  ThreatSubmission create(
      @Input(
              value = "category",
              label = "Category",
              help = "What you take it for; notJunk reports a false alarm.",
              required = true,
              example = "malware")
          SubmissionCategory category,
      @Input(
              value = "fileName",
              label = "File name",
              help = "The name of the file without folders.",
              shape = FILE_NAME,
              required = true,
              example = "invoice.pdf.exe")
          String fileName,
      @Input(
              value = "fileContent",
              label = "File",
              help = "A file variable of the process, or the content of the file in Base64.",
              required = true,
              example = "TVqQAAMAAAAEAAAA")
          FileContent fileContent);
}
