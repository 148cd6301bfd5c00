package io.defenderflow.action.email;

import static io.defenderflow.catalogue.Shape.USER_REFERENCE;

import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Folders of mailboxes. */
@Resource(service = Service.GRAPH, area = "Mail folders")
public interface MailFolders {

  @Action(
      id = "mailFolder.list",
      label = "List mail folders",
      summary =
          "Returns the folders at the top of a mailbox, each with its id and the number of"
              + " messages. Attackers hide mail in folders that nobody looks at.",
      permissions = "Mail.ReadBasic.All",
      returns = "mailFolder collection",
      keywords = {"mailbox", "inbox", "email"},
      docs = "graph/api/user-list-mailfolders")
  @RequestLine(
      "GET /v1.0/users/{userId}/mailFolders?$top={top}"
          + "&includeHiddenFolders={includeHiddenFolders}")
  Page list(
      @Input(
              value = "userId",
              label = "Mailbox",
              help = "The object id or user principal name of the owner of the mailbox.",
              shape = USER_REFERENCE,
              required = true)
          String userId,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many folders Microsoft sends at a time: 10 where empty.",
              example = "100")
          Integer top,
      @Input(
              value = "includeHiddenFolders",
              label = "Hidden folders",
              help = "Choose true to get hidden folders as well.")
          Boolean includeHiddenFolders);
}
