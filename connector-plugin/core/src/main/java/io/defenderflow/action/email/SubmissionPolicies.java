package io.defenderflow.action.email;

import static io.defenderflow.catalogue.Effect.CHANGE;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.LostAnswer.GONE_IS_DONE;
import static io.defenderflow.catalogue.Shape.EMAIL;
import static io.defenderflow.catalogue.Shape.ID;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** How users report mail and who gets the reports. An organization has one such policy. */
@Resource(service = Service.GRAPH, area = "Submission policies")
public interface SubmissionPolicies {

  @Action(
      id = "threatSubmission.policy.list",
      label = "List submission policies",
      summary = "Returns the policy that says how users report mail. There is one at most.",
      permissions = "ThreatSubmission.Read.All",
      returns = "emailThreatSubmissionPolicy collection",
      keywords = {"report", "user reported settings"},
      docs = "graph/api/security-emailthreatsubmissionpolicy-list")
  @RequestLine("GET /beta/security/threatSubmission/emailThreatSubmissionPolicies")
  Page list();

  @Action(
      id = "threatSubmission.policy.get",
      label = "Get submission policy",
      summary = "Returns the policy that says how users report mail and who gets the reports.",
      permissions = "ThreatSubmission.Read.All",
      returns = "emailThreatSubmissionPolicy",
      keywords = {"report", "user reported settings", "read"},
      docs = "graph/api/security-emailthreatsubmissionpolicy-get")
  @RequestLine("GET /beta/security/threatSubmission/emailThreatSubmissionPolicies/{policyId}")
  JsonNode get(
      @Input(
              value = "policyId",
              label = "Policy",
              help =
                  "The id of the policy; Microsoft calls the only one"
                      + " DefaultReportSubmissionPolicy.",
              shape = ID,
              required = true,
              example = "DefaultReportSubmissionPolicy")
          String policyId);

  @Action(
      id = "threatSubmission.policy.create",
      label = "Create submission policy",
      summary =
          "Creates the policy that says how users report mail, and returns it. It fails where the"
              + " organization has one already.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "ThreatSubmissionPolicy.ReadWrite.All",
      returns = "emailThreatSubmissionPolicy",
      keywords = {"report", "user reported settings", "add"},
      docs = "graph/api/security-emailthreatsubmissionpolicy-post-emailthreatsubmissionpolicies")
  @RequestLine("POST /beta/security/threatSubmission/emailThreatSubmissionPolicies")
  JsonNode create(
      @Input(
              value = "isReportToMicrosoftEnabled",
              label = "Report to Microsoft",
              help = "Choose true to send reported mail to Microsoft.")
          Boolean isReportToMicrosoftEnabled,
      @Input(
              value = "isReportToCustomizedEmailAddressEnabled",
              label = "Report to a mailbox",
              help = "Choose true to send reported mail to a mailbox of the organization.")
          Boolean isReportToCustomizedEmailAddressEnabled,
      @Input(
              value = "customizedReportRecipientEmailAddress",
              label = "Mailbox for reports",
              help = "The address of the mailbox that gets reported mail.",
              shape = EMAIL,
              example = "phishing@northwharf.example")
          String customizedReportRecipientEmailAddress,
      @Input(
              value = "customizedNotificationSenderEmailAddress",
              label = "Sender of notifications",
              help = "The address from which users get the result of a review.",
              shape = EMAIL,
              example = "security@northwharf.example")
          String customizedNotificationSenderEmailAddress,
      @Input(
              value = "isAlwaysReportEnabledForUsers",
              label = "Always report",
              help = "Choose true to send mail to Microsoft without asking the user.")
          Boolean isAlwaysReportEnabledForUsers,
      @Input(
              value = "isAskMeEnabledForUsers",
              label = "Ask the user",
              help = "Choose true to ask the user before mail goes to Microsoft.",
              example = "false")
          Boolean isAskMeEnabledForUsers,
      @Input(
              value = "isNeverReportEnabledForUsers",
              label = "Never report",
              help = "Choose true to keep reported mail from Microsoft.",
              example = "false")
          Boolean isNeverReportEnabledForUsers,
      @Input(
              value = "isCustomizedMessageEnabled",
              label = "Own message after a report",
              help = "Choose true to show users a message of your own when they report mail.",
              example = "false")
          Boolean isCustomizedMessageEnabled,
      @Input(
              value = "isCustomizedMessageEnabledForPhishing",
              label = "Own message for phishing",
              help = "Choose true to show users a message of your own when they report phishing.",
              example = "false")
          Boolean isCustomizedMessageEnabledForPhishing,
      @Input(
              value = "isCustomizedNotificationSenderEnabled",
              label = "Own sender of notifications",
              help = "Choose true to use the sender of notifications that is named here.")
          Boolean isCustomizedNotificationSenderEnabled,
      @Input(
              value = "isOrganizationBrandingEnabled",
              label = "Own logo",
              help = "Choose true to show the logo of the organization in notifications.")
          Boolean isOrganizationBrandingEnabled,
      @Input(
              value = "isReportFromQuarantineEnabled",
              label = "Report from quarantine",
              help = "Choose true to let users report mail that is in quarantine.")
          Boolean isReportFromQuarantineEnabled,
      @Input(
              value = "isReviewEmailNotificationEnabled",
              label = "Notify after review",
              help =
                  "Choose true to tell users the result when an administrator has reviewed their"
                      + " report.")
          Boolean isReviewEmailNotificationEnabled);

  @Action(
      id = "threatSubmission.policy.update",
      label = "Update submission policy",
      summary =
          "Changes the named settings of the policy that says how users report mail. Empty fields"
              + " stay as they are.",
      effect = CHANGE,
      permissions = "ThreatSubmissionPolicy.ReadWrite.All",
      returns = "nothing",
      keywords = {"report", "user reported settings", "edit"},
      docs = "graph/api/security-emailthreatsubmissionpolicy-update")
  @RequestLine("PATCH /beta/security/threatSubmission/emailThreatSubmissionPolicies/{policyId}")
  void update(
      @Input(
              value = "policyId",
              label = "Policy",
              help =
                  "The id of the policy; Microsoft calls the only one"
                      + " DefaultReportSubmissionPolicy.",
              shape = ID,
              required = true,
              example = "DefaultReportSubmissionPolicy")
          String policyId,
      @Input(
              value = "isReportToMicrosoftEnabled",
              label = "Report to Microsoft",
              help = "Choose true to send reported mail to Microsoft.")
          Boolean isReportToMicrosoftEnabled,
      @Input(
              value = "isReportToCustomizedEmailAddressEnabled",
              label = "Report to a mailbox",
              help = "Choose true to send reported mail to a mailbox of the organization.")
          Boolean isReportToCustomizedEmailAddressEnabled,
      @Input(
              value = "customizedReportRecipientEmailAddress",
              label = "Mailbox for reports",
              help = "The address of the mailbox that gets reported mail.",
              shape = EMAIL,
              example = "phishing@northwharf.example")
          String customizedReportRecipientEmailAddress,
      @Input(
              value = "customizedNotificationSenderEmailAddress",
              label = "Sender of notifications",
              help = "The address from which users get the result of a review.",
              shape = EMAIL,
              example = "security@northwharf.example")
          String customizedNotificationSenderEmailAddress,
      @Input(
              value = "isAlwaysReportEnabledForUsers",
              label = "Always report",
              help = "Choose true to send mail to Microsoft without asking the user.")
          Boolean isAlwaysReportEnabledForUsers,
      @Input(
              value = "isAskMeEnabledForUsers",
              label = "Ask the user",
              help = "Choose true to ask the user before mail goes to Microsoft.",
              example = "false")
          Boolean isAskMeEnabledForUsers,
      @Input(
              value = "isNeverReportEnabledForUsers",
              label = "Never report",
              help = "Choose true to keep reported mail from Microsoft.",
              example = "false")
          Boolean isNeverReportEnabledForUsers,
      @Input(
              value = "isCustomizedMessageEnabled",
              label = "Own message after a report",
              help = "Choose true to show users a message of your own when they report mail.",
              example = "false")
          Boolean isCustomizedMessageEnabled,
      @Input(
              value = "isCustomizedMessageEnabledForPhishing",
              label = "Own message for phishing",
              help = "Choose true to show users a message of your own when they report phishing.",
              example = "false")
          Boolean isCustomizedMessageEnabledForPhishing,
      @Input(
              value = "isCustomizedNotificationSenderEnabled",
              label = "Own sender of notifications",
              help = "Choose true to use the sender of notifications that is named here.")
          Boolean isCustomizedNotificationSenderEnabled,
      @Input(
              value = "isOrganizationBrandingEnabled",
              label = "Own logo",
              help = "Choose true to show the logo of the organization in notifications.")
          Boolean isOrganizationBrandingEnabled,
      @Input(
              value = "isReportFromQuarantineEnabled",
              label = "Report from quarantine",
              help = "Choose true to let users report mail that is in quarantine.")
          Boolean isReportFromQuarantineEnabled,
      @Input(
              value = "isReviewEmailNotificationEnabled",
              label = "Notify after review",
              help =
                  "Choose true to tell users the result when an administrator has reviewed their"
                      + " report.")
          Boolean isReviewEmailNotificationEnabled);

  @Action(
      id = "threatSubmission.policy.delete",
      label = "Delete submission policy",
      summary =
          "Deletes the policy that says how users report mail. It cannot be taken back; create a"
              + " new policy where it is needed after all.",
      effect = CHANGE,
      lostAnswer = GONE_IS_DONE,
      permissions = "ThreatSubmissionPolicy.ReadWrite.All",
      returns = "nothing",
      keywords = {"report", "user reported settings", "remove"},
      docs = "graph/api/security-emailthreatsubmissionpolicy-delete")
  @RequestLine("DELETE /beta/security/threatSubmission/emailThreatSubmissionPolicies/{policyId}")
  void delete(
      @Input(
              value = "policyId",
              label = "Policy",
              help =
                  "The id of the policy; Microsoft calls the only one"
                      + " DefaultReportSubmissionPolicy.",
              shape = ID,
              required = true,
              example = "DefaultReportSubmissionPolicy")
          String policyId);
}
