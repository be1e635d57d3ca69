Include "/etc/prosody/packaged.cfg.lua"

-- Since 13 a bare `tonumber` draws a warning; before, there is no `Lua`.
local lua = Lua or _G

local function list(text)
  local items = {}
  for item in (text or ""):gmatch("[^,%s]+") do items[#items + 1] = item end
  return items
end

local domains = list(ENV_ASSAY_DOMAIN)

connection_transfer_allow_unencrypted = ENV_ASSAY_TRANSFER_UNENCRYPTED == "yes"
connection_transfer_operators = list(ENV_ASSAY_TRANSFER_OPERATORS)

log = { { levels = { min = ENV_ASSAY_LOG_LEVEL or "info" }, to = "console" } }

ssl = { certificate = "/etc/prosody/certs/assay.crt", key = "/etc/prosody/certs/assay.key" }
c2s_require_encryption = false
allow_unencrypted_plain_auth = true

allow_registration = true
registration_invite_only = false

-- mod_limits holds clients to 10 kB/s even when `limits` is empty.
modules_disabled = list("limits," .. (ENV_ASSAY_MODULES_DISABLED or ""))
-- Nagle's algorithm, which is on by default, would hold answers back by 40 ms, and be all that the times to notice show.
network_settings = { nagle = false, read_timeout = ENV_ASSAY_READ_TIMEOUT and lua.tonumber(ENV_ASSAY_READ_TIMEOUT) }
if ENV_ASSAY_SMACKS_HIBERNATION then smacks_hibernation_time = lua.tonumber(ENV_ASSAY_SMACKS_HIBERNATION) end
component_interfaces = { "*", "::" }

for _, domain in lua.ipairs(domains) do
  VirtualHost(domain)
  modules_enabled = { "connection_transfer", ENV_ASSAY_CLIENT_PING == "yes" and "client_ping" or nil }
end

if ENV_ASSAY_COMPONENT_SECRET then
  for _, name in lua.ipairs(list(ENV_ASSAY_COMPONENTS or "component." .. domains[1])) do
    Component(name) { component_secret = ENV_ASSAY_COMPONENT_SECRET }
  end
end
