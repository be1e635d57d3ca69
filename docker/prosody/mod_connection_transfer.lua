-- Moves sessions to another server: by <see-other-host/> (RFC 6120 4.9.3.19) or by XEP-0051, one or all of a
-- host. docs/connection-transfer.md says how to use it. Prosody 0.12 and 13.

module:set_global();
module:depends("admin_shell");

local adhoc_util = require "util.adhoc";
local dataforms = require "util.dataforms";
local idna_to_ascii = require "util.encodings".idna.to_ascii;
local new_id = require "util.id".short;
local new_ip = require "util.ip".new_ip;
local jid = require "util.jid";
local st = require "util.stanza";

local add_task = require "util.timer".add_task;

local xmlns_streams = "urn:ietf:params:xml:ns:xmpp-streams";
local xmlns_transfer = "urn:xmpp:cxfr";
local xmlns_commands = "urn:xmpp-assay:connection-transfer:0#";

local allow_unencrypted = module:get_option_boolean("connection_transfer_allow_unencrypted", false);
local answer_timeout = module:get_option_number("connection_transfer_timeout", 10);
local drain_pause = module:get_option_number("connection_transfer_drain_pause", 0);
local close_timeout = module:get_option_number("c2s_close_timeout", 5);

local c2s_sessions = module:shared("/*/c2s/sessions");

-- The hosts this module is loaded on, and where those that are being drained send their sessions.
local host_modules, draining = {}, {};

-- Host, host:port, [IPv6] or [IPv6]:port, as RFC 6120 4.9.3.19 wants it.
local function check_target(target)
	if type(target) ~= "string" then return nil, "The target is missing."; end
	local host, port = target:match("^(%b[])(.*)$");
	local is_address = host ~= nil;
	if not is_address then host, port = target:match("^([^:]*)(.*)$"); end
	if is_address then
		local ip = not host:find("%", 1, true) and new_ip(host:sub(2, -2));
		if not ip or ip.proto ~= "IPv6" then return nil, "What is in brackets is no IPv6 address: " .. target; end
	elseif port:find(":", 2, true) then
		return nil, "An IPv6 address needs brackets: " .. target;
	else
		local ascii = idna_to_ascii(host);
		if not ascii or not ascii:match("^[%w][%w.-]*$") then return nil, "This is no host name: " .. target; end
	end
	local digits = port:match("^:(%d+)$");
	local number = digits and tonumber(digits) or 0;
	if port ~= "" and (number < 1 or number > 65535) then return nil, "This is no port number: " .. target; end
	return target;
end

-- RFC 6120 4.9.3.19: a redirect SHOULD NOT be sent before the stream is protected.
local function can_be_moved(session)
	if session.destroyed or session.hibernating then return nil, "it has no connection at the moment"; end
	if not session.secure and not allow_unencrypted then return nil, "its stream is not encrypted"; end
	return true;
end

local function find_session(address)
	local full_jid = jid.prep(address);
	if not full_jid or not select(3, jid.split(full_jid)) then return nil, "This is no full JID: " .. tostring(address); end
	local session = prosody.full_sessions[full_jid];
	if not session then return nil, "There is no session " .. full_jid .. "."; end
	if not host_modules[session.host] then
		return nil, "The module is not loaded on " .. session.host .. ".";
	end
	local ok, why = can_be_moved(session);
	if not ok then return nil, "The session " .. full_jid .. " can't be moved: " .. why .. "."; end
	return session;
end

-- RFC 6120 4.4: the connection ends after the closing tag of the other side, or when that takes too long.
local function end_after_closing_tag(session, conn)
	local tail = "";
	function session.data(data)
		if type(data) ~= "string" then return; end
		tail = (tail .. data):sub(-64);
		if tail:find("</[^<>]*stream%s*>%s*$") then conn:close(); end
	end
	add_task(close_timeout, function () conn:close(); end);
end

-- The session ends at once for everybody else; Prosody would end the connection at once, too.
local function redirect(session, target)
	local stream_error = st.stanza("stream:error"):tag("see-other-host", { xmlns = xmlns_streams }):text(target):up();
	local conn = session.conn;
	session.log("info", "Redirecting %s to %s", session.full_jid or session.username or "a session", target);
	if not conn or session.websocket_request or session.bosh_version then
		session:close(stream_error);
		return;
	end
	local own_close = rawget(conn, "close");
	conn.close = function () end;
	local ok, err = pcall(session.close, session, stream_error);
	conn.close = own_close;
	if not ok then
		conn:close();
		error(err, 0);
	end
	end_after_closing_tag(session, conn);
end

local commands = {};

function commands.redirect(address, target)
	local session, no_session = find_session(address);
	if not session then return nil, no_session; end
	local ok, no_target = check_target(target);
	if not ok then return nil, no_target; end
	local full_jid = session.full_jid;
	redirect(session, target);
	return true, full_jid .. " was redirected to " .. target .. ".";
end

-- XEP-0051 section 3.
function commands.transfer(address, target, domain)
	local session, no_session = find_session(address);
	if not session then return nil, no_session; end
	local ok, no_target = check_target(target);
	if not ok then return nil, no_target; end
	if domain == nil or domain == "" then domain = session.host; end
	local prepped = jid.prep(domain);
	if not prepped or prepped:find("[@/]") then return nil, "This is no domain: " .. domain; end
	local full_jid, log = session.full_jid, session.log;
	local iq = st.iq({ type = "set", id = new_id(), from = session.host, to = full_jid })
		:tag("query", { xmlns = xmlns_transfer })
			:text_tag("domain", prepped)
			:text_tag("server", target);
	host_modules[session.host]:send_iq(iq, nil, answer_timeout):next(function ()
		log("info", "%s agreed to a transfer to %s", full_jid, target);
		session:close();
	end, function (err)
		if err.context and err.context.stanza then
			log("info", "%s refused a transfer to %s: %s", full_jid, target, err.condition);
		elseif err.condition == "remote-server-timeout" then
			log("info", "%s did not answer a transfer to %s within %g s", full_jid, target, answer_timeout);
			session:close();
		else
			log("warn", "The transfer of %s to %s was given up: %s", full_jid, target, err.text or err.condition);
		end
	end);
	return true, full_jid .. " was asked to go to " .. target .. ".";
end

local function sessions_of(host)
	local found, list = {}, {};
	local function add(session)
		if session.host ~= host or found[session] then return; end
		if session.type ~= "c2s" and session.type ~= "c2s_unbound" then return; end
		found[session] = true;
		list[#list + 1] = session;
	end
	for _, session in pairs(prosody.full_sessions) do add(session); end
	for _, session in pairs(c2s_sessions) do add(session); end
	table.sort(list, function (a, b) return (a.full_jid or "") < (b.full_jid or ""); end);
	return list;
end

function commands.drain(host, target)
	host = jid.prep(host);
	if not host or not host_modules[host] then return nil, "The module is not loaded on a host of this name."; end
	local ok, no_target = check_target(target);
	if not ok then return nil, no_target; end
	local drain = { target = target };
	draining[host] = drain;
	local list, next_one = sessions_of(host), 0;
	add_task(0, function ()
		if draining[host] ~= drain then return; end
		next_one = next_one + 1;
		local session = list[next_one];
		if not session then return; end
		local movable, why = can_be_moved(session);
		if movable then
			redirect(session, target);
		elseif not session.destroyed then
			session.log("info", "%s is left alone while %s is drained: %s", session.full_jid, host, why);
		end
		return drain_pause;
	end);
	return true, ("%s is drained to %s; it has %d sessions."):format(host, target, #list);
end

function commands.undrain(host)
	host = jid.prep(host);
	if not host or not draining[host] then return nil, "No host of this name is being drained."; end
	draining[host] = nil;
	return true, host .. " is no longer drained.";
end

local described = {
	redirect = {
		desc = "Ends a session with <see-other-host/>";
		args = { { name = "jid", type = "string" }, { name = "target", type = "string" } };
	};
	transfer = {
		desc = "Asks a session to connect elsewhere (XEP-0051)";
		args = { { name = "jid", type = "string" }, { name = "target", type = "string" }, { name = "domain", type = "string" } };
	};
	drain = {
		desc = "Redirects all sessions of a host, and new ones until undrain";
		args = { { name = "host", type = "string" }, { name = "target", type = "string" } };
	};
	undrain = {
		desc = "Lets a host have sessions again";
		args = { { name = "host", type = "string" } };
	};
};

-- Prosody 13 has shell commands as items; before, they are functions in the shell's environment.
local shell = module:shared("/*/admin_shell/env");
local has_items = getmetatable(shell.c2s) ~= nil;
if not has_items then shell.connection = {}; end
for name, command in pairs(described) do
	local handler = function (_, ...) return commands[name](...); end;
	if has_items then
		module:add_item("shell-command", {
			section = "connection", section_desc = "Commands to move sessions to another server";
			name = name, desc = command.desc, args = command.args, handler = handler;
		});
	else
		shell.connection[name] = handler;
	end
end

function module.unload()
	if not has_items then shell.connection = nil; end
end

-- XEP-0050, for those the option names and nobody else, and for sessions of this host only.
local function offer_commands(host_module)
	local operators = host_module:get_option_set("connection_transfer_operators", {}) / jid.prep;
	if operators:empty() then return; end
	host_module:depends("adhoc");
	local adhoc_new = host_module:require("adhoc").new;
	local of_one_session = { redirect = true, transfer = true };
	local function refusal(type, condition, text)
		return { status = "error", error = { type = type, condition = condition, text = text, message = text } };
	end
	for name, command in pairs(described) do
		local layout = { title = command.desc };
		for _, arg in ipairs(command.args) do
			if arg.name ~= "host" then
				layout[#layout + 1] = { name = arg.name, type = "text-single", label = arg.name };
			end
		end
		local run = adhoc_util.new_simple_form(dataforms.new(layout), function (fields)
			if of_one_session[name] and jid.host(fields.jid or "") ~= host_module.host then
				return refusal("modify", "bad-request", "This is no session of " .. host_module.host .. ".");
			end
			local ok, text;
			if of_one_session[name] then
				ok, text = commands[name](fields.jid, fields.target, fields.domain);
			else
				ok, text = commands[name](host_module.host, fields.target);
			end
			if ok then return { status = "completed", info = text }; end
			return refusal("modify", "bad-request", text);
		end);
		host_module:provides("adhoc", adhoc_new(command.desc, xmlns_commands .. name, function (self, data, state)
			if operators:contains(jid.bare(data.from)) then return run(self, data, state); end
			return refusal("auth", "forbidden", "connection_transfer_operators does not name you.");
		end, "local_user"));
	end
end

function module.add_host(host_module)
	local host = host_module.host;
	host_modules[host] = host_module;

	-- Behind what is being sent at the moment: the features, or the result of a binding.
	local function send_away(session)
		if not draining[host] then return; end
		add_task(0, function ()
			local drain = draining[host];
			if drain and can_be_moved(session) then redirect(session, drain.target); end
		end);
	end
	host_module:hook("stream-features", function (event)
		if event.origin.type == "c2s_unbound" then send_away(event.origin); end
	end);
	host_module:hook("resource-bind", function (event) send_away(event.session); end);

	offer_commands(host_module);

	function host_module.unload()
		host_modules[host], draining[host] = nil, nil;
	end
end
