package io.defenderflow.action.enrichment;

import static io.defenderflow.catalogue.Shape.USER_REFERENCE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.action.identity.AuthenticationMethods;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import java.util.Set;

/** Composite actions on users. */
@Resource(service = Service.GRAPH, area = "Authentication methods")
public final class UserRecipes {
  private static final Set<String> PHISHING_RESISTANT =
      Set.of("fido2", "windowsHelloForBusiness", "platformCredential", "x509Certificate");
  private static final Set<String> STRONG =
      Set.of(
          "microsoftAuthenticator",
          "softwareOath",
          "hardwareOath",
          "passwordlessMicrosoftAuthenticator");
  private static final Set<String> WEAK = Set.of("phone");

  private final AuthenticationMethods methods;

  public UserRecipes(Calls calls) {
    this.methods = calls.of(AuthenticationMethods.class);
  }

  @Action(
      id = "user.mfaStatus",
      label = "Check sign-in methods of user",
      summary =
          "Says whether a user has a second factor, a strong one (app or token) and one that"
              + " resists phishing (security key, Windows Hello, certificate), and lists all"
              + " methods with their strength and since when they exist. A password and an e-mail"
              + " address for resetting it are no second factor; a temporary access pass is one for"
              + " a while. Which method is asked for first is not told.",
      uses = "authMethod.list",
      returns = "mfaRegistered, strongRegistered, phishingResistantRegistered, methods",
      keywords = {"mfa", "multifactor", "two factor", "authenticator", "fido"},
      docs = "graph/api/authentication-list-methods")
  public JsonNode mfaStatus(
      @Input(
              value = "userId",
              label = "User",
              help = "The user's object id or user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId) {
    ObjectNode result = JsonNodeFactory.instance.objectNode().put("userId", userId);
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    boolean weak = false;
    boolean strong = false;
    boolean resistant = false;
    for (JsonNode method : methods.list(userId).value()) {
      String kind =
          method
              .path("@odata.type")
              .asText()
              .replaceFirst("^.*\\.", "")
              .replaceFirst("AuthenticationMethod$", "");
      String strength = strength(kind);
      weak |= strength.equals("weak");
      strong |= strength.equals("strong");
      resistant |= strength.equals("phishingResistant");
      ObjectNode entry =
          list.addObject()
              .put("id", method.path("id").asText())
              .put("kind", kind)
              .put("strength", strength);
      for (String field :
          new String[] {"createdDateTime", "displayName", "model", "phoneType", "isUsable"}) {
        if (method.hasNonNull(field)) {
          entry.set(field, method.get(field));
        }
      }
    }
    result
        .put("mfaRegistered", weak || strong || resistant)
        .put("strongRegistered", strong || resistant)
        .put("phishingResistantRegistered", resistant);
    result.set("methods", list);
    return result;
  }

  private static String strength(String kind) {
    if (PHISHING_RESISTANT.contains(kind)) {
      return "phishingResistant";
    }
    if (STRONG.contains(kind)) {
      return "strong";
    }
    if (WEAK.contains(kind)) {
      return "weak";
    }
    return kind.equals("temporaryAccessPass") ? "temporary" : "none";
  }
}
