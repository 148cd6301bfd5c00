package io.defenderflow.action.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Settings of the tenant on how people prove who they are, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Tenant policies")
public interface Policies {
  @Action(
      id = "policy.authenticationMethods.get",
      label = "Get authentication methods policy",
      summary = "Returns which authentication methods the tenant allows, and for whom.",
      permissions = "Policy.Read.AuthenticationMethod",
      returns = "authenticationMethodsPolicy",
      keywords = {"mfa", "passkey", "entra", "settings"},
      docs = "graph/api/authenticationmethodspolicy-get")
  @RequestLine("GET /v1.0/policies/authenticationMethodsPolicy")
  JsonNode getAuthenticationMethods();

  @Action(
      id = "policy.securityDefaults.get",
      label = "Get security defaults",
      summary =
          "Returns whether Microsoft's security defaults are on in the tenant. Where conditional"
              + " access is used they are off.",
      permissions = "Policy.Read.All",
      returns = "identitySecurityDefaultsEnforcementPolicy",
      keywords = {"mfa", "baseline", "entra", "settings"},
      docs = "graph/api/identitysecuritydefaultsenforcementpolicy-get")
  @RequestLine("GET /v1.0/policies/identitySecurityDefaultsEnforcementPolicy")
  JsonNode getSecurityDefaults();
}
