package io.defenderflow.action.identity;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.LostAnswer.GONE_IS_DONE;
import static io.defenderflow.catalogue.Shape.GUID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;
import static io.defenderflow.catalogue.Shape.ODATA_LIST;
import static io.defenderflow.catalogue.Shape.ODATA_SEARCH;

import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Members of security groups and Microsoft 365 groups, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Groups")
public interface Groups {
  @Action(
      id = "group.members.list",
      label = "List members of group",
      summary =
          "Returns the direct members of a group: users, devices, groups and applications. The"
              + " property @odata.type tells the kind.",
      anyPermission = {"GroupMember.ReadBasic.All", "GroupMember.Read.All"},
      returns = "directoryObject collection",
      keywords = {"membership"},
      docs = "graph/api/group-list-members")
  @RequestLine(
      "GET /v1.0/groups/{groupId}/members?$count={count}&$filter={filter}&$search={search}&$select={select}&$top={top}")
  Page listMembers(
      @Input(
              value = "groupId",
              label = "Group",
              help = "The object id of the group.",
              shape = GUID,
              required = true,
              example = "0b3a1d6e-9c0f-4c2e-8a55-6f2f0a7d9b11")
          String groupId,
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of members as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter on properties of the members, such as displayName.",
              shape = ODATA_FILTER,
              example = "startswith(displayName,'Mira')")
          String filter,
      @Input(
              value = "search",
              label = "Search",
              help = "Words to look for in displayName or description, in double quotes.",
              shape = ODATA_SEARCH)
          String search,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,displayName")
          String select,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many members Microsoft sends at a time; 999 at most.",
              max = 999,
              example = "100")
          Integer top);

  @Action(
      id = "group.member.add",
      label = "Add member to group",
      summary =
          "Adds a user, a device, a group or an application to a group, for example to one that a"
              + " conditional access policy blocks. What the group may do, the member may do within"
              + " minutes. Microsoft refuses groups that are synchronized, dynamic or able to hold"
              + " roles, and a member who is in the group already.",
      effect = CONTAIN,
      undo = "group.member.remove",
      lostAnswer = ASK,
      permissions = "GroupMember.ReadWrite.All",
      returns = "nothing",
      keywords = {"membership", "quarantine group", "block"},
      docs = "graph/api/group-post-members")
  @RequestLine("POST /v1.0/groups/{groupId}/members/$ref")
  void addMember(
      @Input(
              value = "groupId",
              label = "Group",
              help = "The object id of the group.",
              shape = GUID,
              required = true,
              example = "0b3a1d6e-9c0f-4c2e-8a55-6f2f0a7d9b11")
          String groupId,
      @Input(
              value = "memberId",
              label = "Member",
              help = "The object id of the user, device, group or application.",
              shape = GUID,
              required = true,
              field = "@odata.id",
              link = "/v1.0/directoryObjects/")
          String memberId);

  @Action(
      id = "group.member.remove",
      label = "Remove member from group",
      summary =
          "Takes a direct member out of a group, so that the member loses what the group grants."
              + " The group and the member stay. Tokens that were issued keep the old membership"
              + " until they expire; revoke the sessions as well. Microsoft refuses groups that are"
              + " synchronized, dynamic or able to hold roles.",
      effect = CONTAIN,
      undo = "group.member.add",
      lostAnswer = GONE_IS_DONE,
      permissions = "GroupMember.ReadWrite.All",
      returns = "nothing",
      keywords = {"membership", "revoke access"},
      docs = "graph/api/group-delete-members")
  @RequestLine("DELETE /v1.0/groups/{groupId}/members/{memberId}/$ref")
  void removeMember(
      @Input(
              value = "groupId",
              label = "Group",
              help = "The object id of the group.",
              shape = GUID,
              required = true,
              example = "0b3a1d6e-9c0f-4c2e-8a55-6f2f0a7d9b11")
          String groupId,
      @Input(
              value = "memberId",
              label = "Member",
              help = "The object id of the user, device, group or application.",
              shape = GUID,
              required = true)
          String memberId);
}
