package io.defenderflow.action.email;

import static io.defenderflow.catalogue.Effect.CHANGE;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.Shape.ID;
import static io.defenderflow.catalogue.Shape.URL;

import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Fixed;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.LongRunning;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** URLs that were submitted to Microsoft for analysis. */
@Resource(service = Service.GRAPH, area = "URL submissions")
public interface UrlThreatSubmissions {

  @Action(
      id = "threatSubmission.url.list",
      label = "List URL submissions",
      summary =
          "Returns the URLs that were submitted to Microsoft, each with its state and verdict.",
      permissions = "ThreatSubmission.Read.All",
      returns = "urlThreatSubmission collection",
      keywords = {"report", "phishing", "link", "search", "find"},
      docs = "graph/api/security-urlthreatsubmission-list")
  @RequestLine("GET /beta/security/threatSubmission/urlThreats")
  Page list();

  @Action(
      id = "threatSubmission.url.get",
      label = "Get URL submission",
      summary =
          "Returns one URL that was submitted to Microsoft, with its state and, once analyzed, the"
              + " verdict in result.",
      permissions = "ThreatSubmission.Read.All",
      returns = "urlThreatSubmission",
      keywords = {"report", "verdict", "phishing", "link", "read"},
      docs = "graph/api/security-urlthreatsubmission-get")
  @RequestLine("GET /beta/security/threatSubmission/urlThreats/{submissionId}")
  ThreatSubmission get(
      @Input(
              value = "submissionId",
              label = "Submission",
              help = "The id that the submission step returned.",
              shape = ID,
              required = true,
              example = "9a1c7f34-2a0b-4a7e-8f00-08dc18c52e6d")
          String submissionId);

  @Action(
      id = "threatSubmission.url.create",
      label = "Submit URL",
      summary =
          "Submits a URL to Microsoft for analysis and returns the submission, whose result is the"
              + " verdict. A submission cannot be withdrawn.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "ThreatSubmission.ReadWrite.All",
      returns = "urlThreatSubmission",
      keywords = {"report", "phishing", "link", "analyze"},
      docs = "graph/api/security-urlthreatsubmission-post-urlthreats")
  @LongRunning(poll = "threatSubmission.url.get")
  @RequestLine("POST /beta/security/threatSubmission/urlThreats")
  @Fixed("{\"@odata.type\":\"#microsoft.graph.security.urlThreatSubmission\"}")
  ThreatSubmission create(
      @Input(
              value = "category",
              label = "Category",
              help = "What you take it for; notJunk reports a false alarm.",
              required = true,
              example = "phishing")
          SubmissionCategory category,
      @Input(
              value = "webUrl",
              label = "URL",
              help = "The URL to analyze.",
              shape = URL,
              required = true)
          String webUrl);
}
