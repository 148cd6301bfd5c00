package io.defenderflow.action.email;

import static io.defenderflow.catalogue.Effect.CHANGE;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.Shape.EMAIL;
import static io.defenderflow.catalogue.Shape.ID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;
import static io.defenderflow.catalogue.Shape.URL;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.FileContent;
import io.defenderflow.catalogue.Fixed;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.LongRunning;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Mails that were submitted to Microsoft for analysis. */
@Resource(service = Service.GRAPH, area = "Email submissions")
public interface EmailThreatSubmissions {

  @Action(
      id = "threatSubmission.email.list",
      label = "List email submissions",
      summary =
          "Returns the mails that were submitted to Microsoft and match the filter, by users and"
              + " administrators, each with its state and verdict.",
      permissions = "ThreatSubmission.Read.All",
      returns = "emailThreatSubmission collection",
      keywords = {"report", "reported mail", "phishing", "search", "find"},
      docs = "graph/api/security-emailthreatsubmission-list")
  @RequestLine(
      "GET /beta/security/threatSubmission/emailThreats?$count={count}&$filter={filter}"
          + "&$skip={skip}&$top={top}")
  Page list(
      @Input(
              value = "count",
              label = "Count all",
              help = "true adds the total number of matching submissions to the result.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter on properties of the submission, such as category, status,"
                      + " source or createdDateTime.",
              shape = ODATA_FILTER,
              example = "category eq 'phishing'")
          String filter,
      @Input(
              value = "skip",
              label = "Skip",
              help = "How many submissions to leave out from the start.",
              example = "0")
          Integer skip,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many submissions Microsoft sends at a time.",
              example = "50")
          Integer top);

  @Action(
      id = "threatSubmission.email.get",
      label = "Get email submission",
      summary =
          "Returns one mail that was submitted to Microsoft, with its state and, once analyzed, the"
              + " verdict in result.",
      permissions = "ThreatSubmission.Read.All",
      returns = "emailThreatSubmission",
      keywords = {"report", "verdict", "phishing", "read"},
      docs = "graph/api/security-emailthreatsubmission-get")
  @RequestLine("GET /beta/security/threatSubmission/emailThreats/{submissionId}")
  ThreatSubmission get(
      @Input(
              value = "submissionId",
              label = "Submission",
              help = "The id that the submission step returned.",
              shape = ID,
              required = true,
              example = "49c5ef5b-1f65-444a-e6b9-08d772ea2059")
          String submissionId);

  @Action(
      id = "threatSubmission.email.create",
      label = "Submit email in mailbox",
      summary =
          "Submits a mail that is in a mailbox to Microsoft for analysis and returns the"
              + " submission, whose result is the verdict. A submission cannot be withdrawn.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "ThreatSubmission.ReadWrite.All",
      returns = "emailThreatSubmission",
      keywords = {"report", "phishing", "spam", "analyze", "message"},
      docs = "graph/api/security-emailthreatsubmission-post-emailthreats")
  @LongRunning(poll = "threatSubmission.email.get")
  @RequestLine("POST /beta/security/threatSubmission/emailThreats")
  @Fixed("{\"@odata.type\":\"#microsoft.graph.security.emailUrlThreatSubmission\"}")
  ThreatSubmission create(
      @Input(
              value = "category",
              label = "Category",
              help = "What you take it for; notJunk reports a false alarm.",
              required = true,
              example = "phishing")
          SubmissionCategory category,
      @Input(
              value = "recipientEmailAddress",
              label = "Recipient",
              help = "The address of the mailbox that received the mail.",
              shape = EMAIL,
              required = true)
          String recipientEmailAddress,
      @Input(
              value = "messageUrl",
              label = "Address of the message",
              help =
                  "Where the message is in Microsoft Graph: https://graph.microsoft.com/beta/users/"
                      + " with the user, /messages/ and the message id.",
              shape = URL,
              required = true,
              example =
                  "https://graph.microsoft.com/beta/users/5382f7ea-7557-4ab7-9782-d50480024a4e/messages/AAMkADU3MWUxOTU0LWNlOTEt")
          String messageUrl,
      @Input(
              value = "tenantAllowOrBlockListAction",
              label = "Allow or block",
              help =
                  "Adds sender, URLs and attachments to the Tenant Allow/Block List as well: a JSON"
                      + " object with action (allow or block), expirationDateTime and note.",
              example =
                  "{\"action\":\"block\",\"expirationDateTime\":\"2026-12-21T00:00:00Z\",\"note\":\"Incident"
                      + " 1042\"}")
          JsonNode tenantAllowOrBlockListAction);

  @Action(
      id = "threatSubmission.email.createFromContent",
      label = "Submit email as file",
      summary =
          "Submits a mail as a file to Microsoft for analysis and returns the submission, whose"
              + " result is the verdict. Use it where the mail is no longer in a mailbox. A"
              + " submission cannot be withdrawn.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "ThreatSubmission.ReadWrite.All",
      returns = "emailThreatSubmission",
      keywords = {"report", "phishing", "spam", "analyze", "eml", "message"},
      docs = "graph/api/security-emailthreatsubmission-post-emailthreats")
  @LongRunning(poll = "threatSubmission.email.get")
  @RequestLine("POST /beta/security/threatSubmission/emailThreats")
  @Fixed("{\"@odata.type\":\"#microsoft.graph.security.emailContentThreatSubmission\"}")
  ThreatSubmission createFromContent(
      @Input(
              value = "category",
              label = "Category",
              help = "What you take it for; notJunk reports a false alarm.",
              required = true,
              example = "phishing")
          SubmissionCategory category,
      @Input(
              value = "recipientEmailAddress",
              label = "Recipient",
              help = "The address of the mailbox that received the mail.",
              shape = EMAIL,
              required = true)
          String recipientEmailAddress,
      @Input(
              value = "fileContent",
              label = "Mail",
              help =
                  "The mail in MIME format (.eml): a file variable of the process, or its content"
                      + " in Base64.",
              required = true,
              example =
                  "RnJvbTogYmlsbGluZ0BmaWxlcy5leGFtcGxlLm5ldA0KVG86IG1pcmEuc29sYmVyZ0Bub3J0aHdoYXJmLmV4YW1wbGUNClN1YmplY3Q6IE92ZXJkdWUgaW52b2ljZQ0KDQpIZWxsby4=")
          FileContent fileContent,
      @Input(
              value = "tenantAllowOrBlockListAction",
              label = "Allow or block",
              help =
                  "Adds sender, URLs and attachments to the Tenant Allow/Block List as well: a JSON"
                      + " object with action (allow or block), expirationDateTime and note.",
              example =
                  "{\"action\":\"block\",\"expirationDateTime\":\"2026-12-21T00:00:00Z\",\"note\":\"Incident"
                      + " 1042\"}")
          JsonNode tenantAllowOrBlockListAction);

  @Action(
      id = "threatSubmission.email.review",
      label = "Review reported email",
      summary =
          "Marks a mail that a user reported with the finding of an administrator. Microsoft tells"
              + " the user where the submission policy says so.",
      effect = CHANGE,
      permissions = "ThreatSubmission.ReadWrite.All",
      returns = "nothing",
      keywords = {"submission", "phishing", "notify", "verdict"},
      docs = "graph/api/security-emailthreatsubmission-review")
  @RequestLine("POST /beta/security/threatSubmission/emailThreats/{submissionId}/review")
  void review(
      @Input(
              value = "submissionId",
              label = "Submission",
              help = "The id of the submission. \"List email submissions\" returns it.",
              shape = ID,
              required = true,
              example = "49c5ef5b-1f65-444a-e6b9-08d772ea2059")
          String submissionId,
      @Input(
              value = "category",
              label = "Finding",
              help = "What the mail turned out to be.",
              required = true,
              example = "phishing")
          ReviewCategory category);
}
