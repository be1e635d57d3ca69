-- Pings clients whose connections are idle (read_timeout in network_settings), and ends the streams of those that
-- don't answer in the same time again (RFC 6120 4.6.2, XEP-0199). By itself Prosody sends them white space for ever;
-- with stream management it asks for acknowledgements instead. Prosody 0.12 and 13.

local add_filter = require "util.filters".add_filter;
local new_id = require "util.id".short;
local st = require "util.stanza";

local function watch(session)
	session.client_ping_watched = true;
	add_filter(session, "bytes/in", function (data)
		session.client_ping_due = nil;
		return data;
	end);
end

module:hook("c2s-read-timeout", function (event)
	local session = event.session;
	if session.smacks or not session.full_jid then return; end
	if session.client_ping_due then
		session:close("connection-timeout");
		return true;
	end
	if not session.client_ping_watched then watch(session); end
	session.client_ping_due = true;
	session.send(st.iq({ type = "get", id = new_id(), from = session.host, to = session.full_jid })
		:tag("ping", { xmlns = "urn:xmpp:ping" }));
	return true;
end);
