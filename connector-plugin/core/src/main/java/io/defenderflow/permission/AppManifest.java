package io.defenderflow.permission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.catalogue.Service;
import java.util.List;

/**
 * A permission plan as the part {@code requiredResourceAccess} of the manifest of an Entra app
 * registration. Permissions whose ids are not known cannot be written there: {@code addByHand} says
 * which ones, and {@code alsoNeeds} says what else the app needs. Both are absent where there is
 * nothing to say.
 */
public final class AppManifest {
  private AppManifest() {}

  /** The part itself for one registration; for two, an object with {@code reader} and others. */
  public static ObjectNode json(PermissionPlan plan) {
    List<AppRegistration> apps = plan.registrations();
    if (apps.isEmpty()) {
      return part(plan.of(Registration.APP));
    }
    if (apps.get(0).registration() == Registration.APP) {
      return part(apps.get(0));
    }
    ObjectNode byRegistration = JsonNodeFactory.instance.objectNode();
    apps.forEach(app -> byRegistration.set(app.registration().word(), part(app)));
    return byRegistration;
  }

  private static ObjectNode part(AppRegistration app) {
    ObjectNode part = JsonNodeFactory.instance.objectNode();
    ArrayNode required = part.putArray("requiredResourceAccess");
    for (Service service : Service.values()) {
      List<PermissionNeed> needs = app.withId(service);
      if (needs.isEmpty()) {
        continue;
      }
      ArrayNode access =
          required.addObject().put("resourceAppId", service.appId()).putArray("resourceAccess");
      needs.forEach(
          need -> access.addObject().put("id", need.id().orElseThrow()).put("type", "Role"));
    }
    if (!app.withoutId().isEmpty()) {
      ArrayNode byHand = part.putArray("addByHand");
      app.withoutId().forEach(need -> byHand.add(need.addByHand()));
    }
    if (!app.alsoNeeds().isEmpty()) {
      ObjectNode also = part.putObject("alsoNeeds");
      app.alsoNeeds().forEach(also::put);
    }
    return part;
  }
}
