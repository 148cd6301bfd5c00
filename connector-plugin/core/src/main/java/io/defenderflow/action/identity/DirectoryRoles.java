package io.defenderflow.action.identity;

import static io.defenderflow.catalogue.Shape.GUID;

import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Administrator roles of Entra ID that are in use, and who holds them, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Directory roles")
public interface DirectoryRoles {
  @Action(
      id = "directoryRole.list",
      label = "List directory roles",
      summary =
          "Returns the administrator roles that are activated in the tenant. A role that was never"
              + " assigned to anybody is missing.",
      anyPermission = {"RoleManagement.Read.Directory", "Directory.Read.All"},
      returns = "directoryRole collection",
      keywords = {"admin", "privileged"},
      docs = "graph/api/directoryrole-list")
  @RequestLine("GET /v1.0/directoryRoles")
  Page list();

  @Action(
      id = "directoryRole.members.list",
      label = "List members of directory role",
      summary =
          "Returns the users, groups and applications that hold an administrator role at this"
              + " moment. Roles that are only eligible through Privileged Identity Management are"
              + " missing.",
      permissions = "RoleManagement.Read.Directory",
      returns = "directoryObject collection",
      keywords = {"admin", "privileged"},
      docs = "graph/api/directoryrole-list-members")
  @RequestLine("GET /v1.0/directoryRoles/{roleId}/members")
  Page listMembers(
      @Input(
              value = "roleId",
              label = "Directory role",
              help = "The object id of the role. The step \"List directory roles\" returns it.",
              shape = GUID,
              required = true,
              example = "fe8f10bf-c9c2-47eb-95cb-c26cc85f1830")
          String roleId);
}
