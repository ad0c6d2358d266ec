#include "vendordescriptions.h"

QByteArray accessorDescription()
{
    return R"json({
  "id": "vault", "name": "HashiCorp Vault", "tested": false,
  "authentication": {"header": "X-Vault-Token", "template": "{credential}"},
  "secretPrefixes": [{"prefix": "hvs."}],
  "features": {"expiry": {}, "rotation": "create-then-revoke"},
  "token": {
    "id": "/accessor", "name": {"pointer": "/display_name", "optional": true},
    "createdAt": {"pointer": "/creation_time", "as": "epoch-s", "optional": true},
    "expiresAt": {"pointer": "/expire_time", "optional": true},
    "allowedIps": {"pointer": "/bound_cidrs", "optional": true}, "scopes": "/policies"
  },
  "operations": {
    "list": {"method": "GET", "path": "v1/auth/token/accessors?list=true", "documented": true, "items": "/data/keys", "idsOnly": true},
    "read": {"method": "POST", "path": "v1/auth/token/lookup-accessor", "documented": true, "body": {"accessor": "{id}"}, "token": "/data"},
    "create": {"method": "POST", "path": "v1/auth/token/create", "documented": true,
      "body": {"display_name": "{name}", "policies": "{scopes}", "ttl": {"$value": "expiresAt?", "as": "duration-s", "asText": true}},
      "token": "/auth", "secret": "/auth/client_token"},
    "revoke": {"method": "POST", "path": "v1/auth/token/revoke-accessor", "documented": true, "idempotent": true,
      "body": {"accessor": "{id}"}, "success": [204]}
  },
  "errors": {"catalogue": [{"status": 403, "kind": "not-found", "operations": ["read", "revoke"], "meaning": "There is no such accessor."}]}
})json";
}

QByteArray offsetDescription()
{
    return R"json({
  "id": "offset", "name": "Offset",
  "workspace": {"in": "host", "label": "Tenant"},
  "environments": [{"id": "prod", "label": "Production", "baseUrl": "https://{workspace}.example.com/api/", "production": true}],
  "authentication": {"header": "X-Api-Key", "template": "{credential}"},
  "secretPrefixes": [{"prefix": "off_live_", "environment": "prod"}, {"prefix": "off_any_"}],
  "token": {"id": "/id", "createdAt": {"pointer": "/created", "as": "epoch-s"}, "expiresAt": {"pointer": "/ends", "as": "epoch-ms", "asText": true}},
  "operations": {
    "list": {"method": "GET", "path": "keys{?offset}", "documented": true, "items": "/data",
      "pagination": {"kind": "offset", "variable": "offset", "total": "/pagination/total"}},
    "current": {"method": "GET", "path": "keys/self", "documented": true, "token": "/key"},
    "revoke": {"method": "POST", "path": "keys/revoke", "documented": true, "idempotent": true, "body": {"id": "{id}"}}
  },
  "errors": {"code": ["/error/code"], "retryAfter": "/error/retry_after", "failure": {"pointer": "/success", "equals": false}}
})json";
}
