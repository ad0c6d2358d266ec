#include "vendordescriptions.h"

QByteArray cloudflareDescription()
{
    return R"json({
  "id": "cloudflare", "name": "Cloudflare",
  "environments": [{"id": "prod", "label": "Production", "baseUrl": "https://api.cloudflare.com/client/v4/", "production": true}],
  "authentication": {"header": "Authorization", "template": "Bearer {credential}"},
  "features": {"allowedIps": true, "rename": true, "lastUsed": true, "expiry": {},
    "scopes": [{"id": "dns:edit"}, {"id": "zone:read"}], "rotation": "operation"},
  "token": {
    "id": "/id", "name": "/name",
    "createdAt": "/issued_on",
    "lastUsedAt": {"pointer": "/last_used_on", "optional": true},
    "expiresAt": {"pointer": "/expires_on", "optional": true},
    "allowedIps": {"pointer": "/condition/request_ip/in", "optional": true},
    "scopes": {"pointer": "/policies", "as": "enumeration", "words": [
      {"service": {"effect": "allow", "permission_groups": [{"id": "p1"}]}, "console": "dns:edit"},
      {"service": {"effect": "allow", "permission_groups": [{"id": "p2"}]}, "console": "zone:read"}]},
    "status": {"pointer": "/status", "as": "enumeration", "words": [
      {"service": "active", "console": "active"}, {"service": "disabled", "console": "revoked"},
      {"service": "expired", "console": "expired"}]}
  },
  "operations": {
    "list": {"method": "GET", "path": "user/tokens?per_page=50{&page}", "documented": true, "items": "/result",
      "pagination": {"kind": "page", "variable": "page", "current": "/result_info/page", "pages": "/result_info/total_pages"}},
    "read": {"method": "GET", "path": "user/tokens/{id}", "documented": true, "token": "/result"},
    "create": {"method": "POST", "path": "user/tokens", "documented": true, "token": "/result", "secret": "/result/value",
      "body": {"name": "{name}", "expires_on": "{expiresAt?}",
        "condition": {"request_ip": {"in": {"$value": "allowedIps", "ifEmpty": "omit"}}},
        "policies": {"$value": "scopes", "as": "enumeration", "words": [
          {"service": {"effect": "allow", "permission_groups": [{"id": "p1"}]}, "console": "dns:edit"},
          {"service": {"effect": "allow", "permission_groups": [{"id": "p2"}]}, "console": "zone:read"}]}}},
    "edit": {"kind": "merge", "method": "PUT", "path": "user/tokens/{id}", "documented": true, "token": "/result",
      "omit": ["id", "issued_on", "modified_on", "last_used_on"],
      "body": {"name": "{name?}", "condition": {"request_ip": {"in": {"$value": "allowedIps?", "ifEmpty": "null"}}}}},
    "rotate": {"method": "PUT", "path": "user/tokens/{id}/value", "documented": true, "idempotent": false, "body": {}, "secret": "/result"},
    "revoke": {"method": "DELETE", "path": "user/tokens/{id}", "documented": true},
    "try": {"method": "GET", "path": "user/tokens/verify", "documented": true}
  },
  "errors": {
    "code": ["/errors/0/code"], "failure": {"pointer": "/success", "equals": false},
    "fields": {"items": "/errors", "field": "/source/pointer", "message": "/message"},
    "catalogue": [{"status": 200, "code": "1000", "kind": "unauthorized", "meaning": "Invalid API token."}]
  }
})json";
}

QByteArray verdaccioDescription()
{
    return R"json({
  "id": "verdaccio", "name": "Verdaccio",
  "authentication": {"header": "Authorization", "template": "Bearer {credential}"},
  "features": {"names": false, "allowedIps": true,
    "types": [{"id": "publish", "label": "Publish"}, {"id": "readonly", "label": "Read-only"}], "defaultType": "readonly",
    "rotation": "create-then-revoke"},
  "token": {
    "id": "/key", "mask": {"whole": "/token"}, "createdAt": "/created", "allowedIps": "/cidr",
    "type": {"pointer": "/readonly", "as": "enumeration", "words": [
      {"service": true, "console": "readonly"}, {"service": false, "console": "publish"}]}
  },
  "operations": {
    "list": {"method": "GET", "path": "-/npm/v1/tokens", "documented": true, "items": "/objects",
      "pagination": {"kind": "link", "next": "/urls/next"}},
    "create": {"method": "POST", "path": "-/npm/v1/tokens", "documented": true, "success": [200, 201],
      "asks": [{"id": "password", "label": {"en": "Password", "de": "Passwort"}},
               {"id": "otp", "label": "One-time code", "optional": true}],
      "headers": {"npm-otp": "{asked.otp?}"},
      "body": {"password": "{asked.password}", "cidr_whitelist": "{allowedIps}",
        "readonly": {"$value": "type", "as": "enumeration", "words": [
          {"service": true, "console": "readonly"}, {"service": false, "console": "publish"}]}},
      "token": "", "secret": "/token"},
    "revoke": {"method": "DELETE", "path": "-/npm/v1/tokens/token/{id}", "documented": true, "success": [200, 204]}
  }
})json";
}

QByteArray gitlabDescription()
{
    return R"json({
  "id": "gitlab", "name": "GitLab",
  "workspace": {"in": "path", "label": "User ID"},
  "authentication": {"header": "PRIVATE-TOKEN", "template": "{credential}"},
  "secretPrefixes": [{"prefix": "glpat-"}],
  "features": {"lastUsed": true, "expiry": {"never": false}, "scopes": [{"id": "api"}, {"id": "read_api"}], "rotation": "operation"},
  "token": {
    "id": {"pointer": "/id", "as": "number-as-text"}, "name": "/name", "createdAt": "/created_at",
    "lastUsedAt": {"pointer": "/last_used_at", "optional": true},
    "expiresAt": {"pointer": "/expires_at", "as": "date"},
    "scopes": "/scopes",
    "status": {"pointer": "/revoked", "as": "enumeration", "words": [
      {"service": true, "console": "revoked"}, {"service": false, "console": "active"}]}
  },
  "operations": {
    "list": {"method": "GET", "path": "api/v4/personal_access_tokens?per_page=100{&page}", "documented": true,
      "pagination": {"kind": "page", "variable": "page", "nextHeader": "x-next-page"}},
    "read": {"method": "GET", "path": "api/v4/personal_access_tokens/{id}", "documented": true},
    "current": {"method": "GET", "path": "api/v4/personal_access_tokens/self", "documented": true},
    "create": {"method": "POST", "path": "api/v4/users/{workspace}/personal_access_tokens", "documented": true,
      "body": {"name": "{name}", "scopes": "{scopes}", "expires_at": {"$value": "expiresAt", "as": "date"}},
      "token": "", "secret": "/token"},
    "rotate": {"method": "POST", "path": "api/v4/personal_access_tokens/{id}/rotate", "documented": true,
      "body": {"expires_at": {"$value": "expiresAt?", "as": "date"}}, "token": "", "secret": "/token"},
    "revoke": {"method": "DELETE", "path": "api/v4/personal_access_tokens/{id}", "documented": true, "success": [204]}
  },
  "errors": {"catalogue": [
    {"status": 401, "meaning": "The token is not accepted."},
    {"status": 401, "operations": ["read", "revoke"], "kind": "not-found", "meaning": "There is no such token, or it is another user's."}]}
})json";
}

QByteArray pterodactylDescription()
{
    return R"json({
  "id": "pterodactyl", "name": "Pterodactyl",
  "authentication": {"header": "Authorization", "template": "Bearer {credential}"},
  "headers": {"Accept": "application/json"},
  "features": {"allowedIps": true, "lastUsed": true, "rotation": "create-then-revoke"},
  "token": {"id": "/identifier", "name": "/description", "allowedIps": "/allowed_ips", "lastUsedAt": "/last_used_at",
    "createdAt": "/created_at", "mask": {"prefix": "/identifier"}},
  "operations": {
    "list": {"method": "GET", "path": "api/client/account/api-keys", "documented": true, "items": "/data", "token": "/attributes"},
    "create": {"method": "POST", "path": "api/client/account/api-keys", "documented": true,
      "body": {"description": "{name}", "allowed_ips": "{allowedIps}"},
      "token": "/attributes",
      "secret": [{"pointer": "/attributes/identifier", "public": true}, {"pointer": "/meta/secret_token"}]},
    "revoke": {"method": "DELETE", "path": "api/client/account/api-keys/{id}", "documented": true, "success": [204]}
  },
  "errors": {"code": ["/errors/0/code"],
    "fields": {"items": "/errors", "field": "/meta/source_field", "message": "/detail", "form": "dotted"},
    "catalogue": [{"status": 400, "kind": "conflict", "operations": ["create"], "meaning": {"en": "The account has reached its limit of keys.", "de": "Das Konto hat seine Höchstzahl an Schlüsseln erreicht."}}]}
})json";
}

QByteArray strapiDescription()
{
    return R"json({
  "id": "strapi", "name": "Strapi",
  "authentication": {"header": "Authorization", "template": "Bearer {credential}"},
  "features": {"rename": true, "lastUsed": true, "expiry": {"presetDays": [7, 30, 90], "free": false},
    "types": [{"id": "read-only", "label": "Read-only"}, {"id": "full-access", "label": "Full access"}], "defaultType": "read-only",
    "rotation": "operation"},
  "token": {"id": {"pointer": "/id", "as": "number-as-text"}, "name": "/name", "type": "/type", "createdAt": "/createdAt",
    "lastUsedAt": "/lastUsedAt", "expiresAt": {"pointer": "/lifespan", "as": "duration-ms", "asText": true}},
  "operations": {
    "list": {"method": "GET", "path": "admin/api-tokens", "documented": true, "items": "/data"},
    "read": {"method": "GET", "path": "admin/api-tokens/{id}", "documented": true, "token": "/data"},
    "create": {"method": "POST", "path": "admin/api-tokens", "documented": true, "success": [201],
      "body": {"name": "{name}", "description": "", "type": "{type}", "permissions": null,
        "lifespan": {"$value": "expiresAt", "as": "duration-ms", "roundToSeconds": 86400}},
      "token": "/data", "secret": "/data/accessKey"},
    "edit": {"kind": "put", "method": "PUT", "path": "admin/api-tokens/{id}", "documented": true, "token": "/data",
      "body": {"name": "{name}", "type": "{type}"}},
    "rotate": {"method": "POST", "path": "admin/api-tokens/{id}/regenerate", "documented": true, "secret": "/data/accessKey"},
    "revoke": {"method": "DELETE", "path": "admin/api-tokens/{id}", "documented": true, "success": [200]}
  },
  "errors": {"code": ["/error/name"], "fields": {"items": "/error/details/errors", "field": "/name", "message": "/message"}}
})json";
}

QByteArray giteaDescription()
{
    return R"json({
  "id": "gitea", "name": "Gitea",
  "workspace": {"in": "path", "label": "User name"},
  "authentication": {"header": "Authorization", "template": "Basic {credential}", "base64": true},
  "features": {"lastUsed": true, "scopes": [{"id": "read:user"}], "rotation": "create-then-revoke"},
  "token": {"id": {"pointer": "/id", "as": "number-as-text"}, "name": "/name", "scopes": "/scopes", "createdAt": "/created_at",
    "lastUsedAt": "/last_used_at", "mask": {"last": "/token_last_eight"}},
  "operations": {
    "list": {"method": "GET", "path": "api/v1/users/{workspace}/tokens?limit=50{&page}", "documented": true,
      "pagination": {"kind": "page", "variable": "page"}},
    "create": {"method": "POST", "path": "api/v1/users/{workspace}/tokens", "documented": true, "success": [201],
      "asks": [{"id": "otp", "label": "One-time code", "optional": true}], "headers": {"X-Gitea-OTP": "{asked.otp?}"},
      "body": {"name": "{name}", "scopes": "{scopes}"}, "token": "", "secret": "/sha1"},
    "revoke": {"method": "DELETE", "path": "api/v1/users/{workspace}/tokens/{id}", "documented": true, "success": [204]}
  }
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
