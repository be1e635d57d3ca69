%% Moves client sessions to another server, on order of an administrator: by <see-other-host/> (RFC 6120
%% 4.9.3.19), by a request of XEP-0051, or all of a node, one after the other. ejabberd 23.01 to 26.07.
-module(mod_connection_transfer).
-behaviour(gen_mod).

-export([start/2, stop/1, reload/3, depends/2, mod_options/1, mod_opt_type/1, mod_doc/0]).
-export([redirect_session/2, transfer_session/3, drain_node/1, undrain_node/0]).
-export([session_opened/1, session_resumed/2]).

-include("logger.hrl").
-include("xmpp.hrl").
-include("ejabberd_commands.hrl").
-include("ejabberd_sm.hrl").

-define(NS_TRANSFER, <<"urn:xmpp:cxfr">>).
-define(ANSWER_WITHIN, 10000).

start(Host, _Options) ->
    ejabberd_hooks:add(c2s_session_opened, Host, ?MODULE, session_opened, 100),
    ejabberd_hooks:add(c2s_copy_session, Host, ?MODULE, session_resumed, 100),
    gen_mod:is_loaded_elsewhere(Host, ?MODULE)
        orelse ejabberd_commands:register_commands(?MODULE, commands()),
    ok.

stop(Host) ->
    ejabberd_hooks:delete(c2s_session_opened, Host, ?MODULE, session_opened, 100),
    ejabberd_hooks:delete(c2s_copy_session, Host, ?MODULE, session_resumed, 100),
    gen_mod:is_loaded_elsewhere(Host, ?MODULE) orelse stop_all().

stop_all() ->
    persistent_term:erase(?MODULE),
    ejabberd_commands:unregister_commands(commands()).

reload(_Host, _New, _Old) -> ok.

depends(_Host, _Options) -> [].

mod_options(_Host) -> [{allow_unencrypted, false}].

mod_opt_type(allow_unencrypted) -> econf:bool().

mod_doc() ->
    #{desc => <<"Moves client sessions to another server by see-other-host or by XEP-0051.">>,
      opts => [{allow_unencrypted,
                #{value => <<"true | false">>,
                  desc => <<"Whether sessions without TLS are moved, too. RFC 6120 4.9.3.19 advises against it.">>}}]}.

commands() ->
    Session = {jid, binary},
    Target = {target, binary},
    [command(redirect_session, "End a session with see-other-host", [Session, Target]),
     command(transfer_session, "Ask a session to connect elsewhere (XEP-0051)",
             [Session, {domain, binary}, Target]),
     command(drain_node, "Redirect all sessions of this node, and new ones until undrain_node", [Target]),
     command(undrain_node, "Let this node have sessions again", [])].

%% The policy `restricted` is the default: for ejabberdctl, and for whom api_permissions allow.
command(Name, Says, Arguments) ->
    #ejabberd_commands{name = Name, tags = [session], desc = Says, module = ?MODULE, function = Name,
                       args = Arguments, result = {res, restuple}}.

%% ---- Commands: {ok, Text}, or {error, Text} when nothing was done ----

redirect_session(Address, Target) ->
    outcome(fun() ->
        {JID, Pid} = session(Address),
        Host = target(Target),
        redirect(Pid, Host),
        [jid:encode(JID), " is redirected to ", Host]
    end).

transfer_session(Address, Domain, Target) ->
    outcome(fun() ->
        {JID, Pid} = session(Address),
        Server = target(Target),
        IQ = transfer(JID, domain(Domain), Server),
        spawn(fun() -> ask(JID, Pid, IQ) end),
        [jid:encode(JID), " is asked to connect to ", Server]
    end).

%% First the mark, then the sessions: one that opens meanwhile sees the mark or is in the list.
drain_node(Target) ->
    outcome(fun() ->
        Host = target(Target),
        persistent_term:put(?MODULE, Host),
        Sessions = [Pid || #session{sid = {_, Pid}, usr = {_, Domain, _}, info = Info}
                               <- ejabberd_sm:dirty_get_my_sessions_list(),
                           gen_mod:is_loaded(Domain, ?MODULE), may_move(Domain, proplists:get_value(conn, Info))],
        lists:foreach(fun(Pid) -> redirect(Pid, Host) end, Sessions),
        io_lib:format("~b sessions are redirected to ~ts, and new ones will be", [length(Sessions), Host])
    end).

undrain_node() ->
    outcome(fun() ->
        persistent_term:erase(?MODULE) orelse throw({?MODULE, "This node is not being drained"}),
        "This node has sessions again"
    end).

outcome(Do) ->
    try {ok, unicode:characters_to_list(Do())}
    catch throw:{?MODULE, Why} -> {error, unicode:characters_to_list(Why)}
    end.

%% ---- Hooks ----

session_opened(State) -> send_away(State).

%% XEP-0198: a resumed session opens none.
session_resumed(State, _Old) -> send_away(State).

%% Sent to the process itself, so that what answers the client's request goes first.
send_away(#{lserver := Domain} = State) ->
    case persistent_term:get(?MODULE, undefined) of
        undefined -> ok;
        Host ->
            case may_move(Domain, xmpp_stream_in:get_transport(State)) of
                true -> redirect(self(), Host);
                false -> ok
            end
    end,
    State.

%% ---- What is sent ----

%% The server closes a stream on which it sends an error (RFC 6120 4.9.1.1).
redirect(Pid, Host) ->
    ejabberd_c2s:send(Pid, xmpp:serr_see_other_host(Host)).

transfer(#jid{lserver = Own} = JID, Domain, Server) ->
    Query = #xmlel{name = <<"query">>, attrs = [{<<"xmlns">>, ?NS_TRANSFER}],
                   children = [with_text(<<"domain">>, Domain), with_text(<<"server">>, Server)]},
    #iq{type = set, from = jid:make(Own), to = JID, sub_els = [Query]}.

with_text(Name, Text) ->
    #xmlel{name = Name, children = [{xmlcdata, Text}]}.

%% A command's process belongs to ejabberdctl, and what it logs is not logged here.
ask(JID, Pid, IQ) ->
    group_leader(whereis(init), self()),
    ejabberd_router:route_iq(IQ, JID, self(), ?ANSWER_WITHIN),
    receive
        {iq_reply, #iq{type = error} = Reply, _} ->
            Reason = xmpp:format_stanza_error(xmpp:get_error(Reply)),
            ?INFO_MSG("~ts refused a transfer: ~ts", [jid:encode(JID), Reason]);
        {iq_reply, #iq{type = result}, _} ->
            ?INFO_MSG("~ts agreed to a transfer", [jid:encode(JID)]),
            ejabberd_c2s:stop_async(Pid);
        {iq_reply, timeout, _} ->
            ?INFO_MSG("~ts did not answer a transfer within ~b ms", [jid:encode(JID), ?ANSWER_WITHIN]),
            ejabberd_c2s:stop_async(Pid)
    end.

%% ---- Arguments ----

session(Address) ->
    case decode(Address) of
        #jid{luser = User, lserver = Domain, lresource = Resource} = JID when User /= <<>>, Resource /= <<>> ->
            case ejabberd_sm:get_session_pid(User, Domain, Resource) of
                none -> throw({?MODULE, ["There is no session ", jid:encode(JID)]});
                Pid ->
                    Connection = ejabberd_sm:get_user_info(User, Domain, Resource),
                    gen_mod:is_loaded(Domain, ?MODULE)
                        orelse throw({?MODULE, ["This module is not loaded for ", Domain]}),
                    may_move(Domain, proplists:get_value(conn, Connection))
                        orelse throw({?MODULE, ["The stream of ", jid:encode(JID), " is not encrypted"]}),
                    {JID, Pid}
            end;
        _ -> throw({?MODULE, [Address, " is no full JID of a user"]})
    end.

domain(Text) ->
    is_domain(Text) orelse throw({?MODULE, [Text, " is no domain"]}),
    jid:nameprep(Text).

decode(Text) ->
    try jid:decode(Text)
    catch error:{bad_jid, _} -> undefined
    end.

%% A domain or an address, with a port or without; an IPv6 address is in brackets (RFC 6120 4.9.3.19).
target(Text) ->
    Shape = "^(?:\\[([^]]+)\\]|([^][:]+))(?::([0-9]{1,5}))?$",
    case {is_ipv6(Text), re:run(Text, Shape, [{capture, [1, 2, 3], binary}])} of
        {true, _} -> <<$[, Text/binary, $]>>;
        {false, {match, [Address, Name, Port]}} ->
            case (is_ipv6(Address) orelse is_domain(Name)) andalso is_port_or_none(Port) of
                true -> Text;
                false -> no_target(Text)
            end;
        {false, nomatch} -> no_target(Text)
    end.

no_target(Text) -> throw({?MODULE, [Text, " is no address to connect to"]}).

is_ipv6(Text) ->
    re:run(Text, "^[0-9A-Fa-f:.]+$") =/= nomatch
        andalso element(1, inet:parse_ipv6strict_address(binary_to_list(Text))) =:= ok.

is_domain(Text) ->
    case decode(Text) of
        #jid{luser = <<>>, lresource = <<>>} -> true;
        _ -> false
    end.

is_port_or_none(<<>>) -> true;
is_port_or_none(Digits) -> lists:member(binary_to_integer(Digits), lists:seq(1, 65535)).

%% RFC 6120 4.9.3.19: no redirect before the stream is protected.
may_move(Domain, Connection) ->
    not lists:member(Connection, [c2s, c2s_compressed, tcp, tcp_zlib])
        orelse gen_mod:get_module_opt(Domain, ?MODULE, allow_unencrypted).
