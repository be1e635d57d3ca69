# Makes the packaged configuration a plain one; docker/ejabberd/entry adds what its environment says.
/^hosts:/,/^$/d
/^certfiles:/,/^$/d
s/starttls_required: true/starttls: true/
# No limits on what a client sends: no shaper, no ban after failed logins, any number of subscriptions.
s/shaper: c2s_shaper/shaper: none/
/^  mod_fail2ban:/d
/^  mod_pres_counter:/,/interval:/d
# What the knobs are about.
/^  mod_offline:/,/access_max_user_messages:/d
/^  mod_ping:/d
/^  mod_stream_mgmt:/,/resend_on_timeout:/d
