package io.defenderflow.sample.access;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.springframework.stereotype.Component;

/**
 * Creates one user per {@link Role} before the first request can arrive, so that the engine never
 * offers its page for the first administrator. An application for production leaves this class away
 * and connects the engine to its directory.
 */
@Component
public class DemoUsers extends AbstractProcessEnginePlugin {
  private final DemoPasswords passwords;
  private final Map<Role, String> created = new EnumMap<>(Role.class);

  DemoUsers(DemoPasswords passwords) {
    this.passwords = passwords;
  }

  /** The passwords by user id, as they were made at this start. */
  public Map<String, String> passwordsByUser() {
    Map<String, String> byUser = new TreeMap<>();
    created.forEach((role, password) -> byUser.put(role.userId(), password));
    return Collections.unmodifiableMap(byUser);
  }

  @Override
  public void postProcessEngineBuild(ProcessEngine engine) {
    for (Role role : Role.values()) {
      String password = passwords.next();
      createMember(engine.getIdentityService(), role, password);
      role.grants().forEach(grant -> allow(engine.getAuthorizationService(), role, grant));
      created.put(role, password);
    }
  }

  private static void createMember(IdentityService identities, Role role, String password) {
    if (identities.createGroupQuery().groupId(role.groupId()).count() == 0) {
      Group group = identities.newGroup(role.groupId());
      group.setName(role.groupName());
      group.setType("WORKFLOW");
      identities.saveGroup(group);
    }
    User user =
        Optional.ofNullable(identities.createUserQuery().userId(role.userId()).singleResult())
            .orElseGet(() -> identities.newUser(role.userId()));
    user.setFirstName("Demo");
    user.setLastName(role.userId());
    user.setPassword(password);
    identities.saveUser(user);
    if (identities.createUserQuery().userId(role.userId()).memberOfGroup(role.groupId()).count()
        == 0) {
      identities.createMembership(role.userId(), role.groupId());
    }
  }

  private static void allow(AuthorizationService authorizations, Role role, Role.Grant grant) {
    Authorization authorization =
        Optional.ofNullable(
                authorizations
                    .createAuthorizationQuery()
                    .groupIdIn(role.groupId())
                    .resourceType(grant.resource())
                    .resourceId(grant.id())
                    .singleResult())
            .orElseGet(() -> authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT));
    authorization.setGroupId(role.groupId());
    authorization.setResource(grant.resource());
    authorization.setResourceId(grant.id());
    authorization.setPermissions(grant.permissions());
    authorizations.saveAuthorization(authorization);
  }
}
