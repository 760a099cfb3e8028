namespace Kolot.Organisation.Privacy;

/// <summary>What personal data a column holds.</summary>
public enum Personal
{
    /// <summary>Somebody's name.</summary>
    Name,

    /// <summary>By what one is reached: mail, phone, handle.</summary>
    Contact,

    /// <summary>What somebody said or wrote, which may tell anything of anyone.</summary>
    Words,

    /// <summary>What is known of somebody.</summary>
    Known,

    /// <summary>A number that another system calls somebody by.</summary>
    Number,

    /// <summary>The network address that somebody came from.</summary>
    NetworkAddress,

    /// <summary>What somebody proves by who they are: kept as a hash, or sealed.</summary>
    Proof,
}

/// <summary>What is held for one purpose: some tables, each of their columns, and what says how long.</summary>
/// <param name="Code">The area's code.</param>
/// <param name="Retention">The kinds whose retention holds for it; none where it stays as long as it is needed.</param>
/// <param name="Tables">Each table with its columns; one that holds personal data says after a = what.</param>
public sealed record HeldArea(string Code, string[] Retention, Dictionary<string, string> Tables)
{
    /// <summary>What personal data it holds.</summary>
    public IEnumerable<Personal> Kinds => Tables.Keys.SelectMany(table => ColumnsOf(table).Values).OfType<Personal>().Distinct().Order();

    /// <summary>A table's columns, with what personal data each holds; null for none.</summary>
    public IReadOnlyDictionary<string, Personal?> ColumnsOf(string table) => Tables[table].Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
        .Select(column => column.Split('=')).ToDictionary(parts => parts[0], parts => parts.Length > 1 ? Enum.Parse<Personal>(parts[1], ignoreCase: true) : (Personal?)null);
}

/// <summary>Every column there is, what personal data it holds, and for what it is kept. Whoever adds a column says so here.</summary>
public static class HeldColumns
{
    /// <summary>The areas, those of customers first.</summary>
    public static IReadOnlyList<HeldArea> All { get; } =
    [
        new("voices", ["voice-words", "voices", "revisions"], new()
        {
            ["voices"] = """
                place id heard_at kept_at kind channel_id touchpoint_id unit_id customer_id=number merged_from=number title=words text=words language score score_low score_high
                band answers=words source source_id=number author=name entered_by import_id history notice words_removed_at version
                """,
            ["voice_keys"] = "source source_id=number voice_id content_hash",
            ["voice_revisions"] = "id voice_id version replaced_at content=words",
        }),
        new("customers", ["customers"], new()
        {
            ["customers"] = "id source source_id=number name=name unit_id since kept_at import_id merged_into version",
            ["identities"] = "id customer_id merged_from kind value=contact",
            ["customer_attributes"] = "customer_id key value=known",
            ["customer_merges"] = "id into_id from_id kept=known merged_at merged_by undone_at undone_by",
            ["customer_holds"] = "customer_id reason=known held_by held_at",
        }),
        new("imports", ["refused-rows"], new()
        {
            ["import_runs"] = "id kind file_name mapping state read kept known revised refused forgotten bytes bytes_read trouble by begun_at ended_at leased_by leased_until version",
            ["refused_rows"] = "id import_id line cells=words reason",
            ["file_parts"] = "file_id number content=words",
            ["saved_mappings"] = "name mapping version",
        }),
        new("surveys", ["half-answers"], new()
        {
            ["surveys"] = "id code name draft asked opens_at closes_at closed_at channel_id touchpoint_id unit_id begun_at begun_by version",
            ["survey_versions"] = "survey_id number content published_at published_by",
            ["survey_responses"] = "id survey_id number language way link_id begun_at sent_at finished_at screen seconds given=words counted quotas voice_id notice",
            ["survey_files"] = "id response_id question name=words kind bytes kept_at",
            ["survey_links"] = "id survey_id secret_hash=proof customer_id=number known=known until spent_on made_at revoked_at",
            ["ways_in"] = "id feedback_id origins secret=proof secret_at version",
        }),
        new("enquiries", ["voice-words", "voices"], new()
        {
            ["enquiries"] = "id key=proof voice_id topic kind language way name=name mail=contact phone=contact consent promised_minutes at until state since due_at",
            ["enquiry_steps"] = "id enquiry_key kind at due_at member_id text=words minutes voice_id mail mail_at mail_tries mail_reason",
            ["contact_forms"] = "id content key=proof version",
        }),
        new("cases", ["cases", "voice-words", "voices"], new()
        {
            ["cases"] = """
                number id customer_id=number merged_from=number unit_id owner_id kind severity impact touchpoint_id title=words opened_at opened_by_rule opened_by heard_at due_at
                snoozed_until merged_into state awaiting_since answered_at closed_at confirmed reopened version
                """,
            ["case_steps"] = "id case_id number at by_member by_customer kind text=words details seen_by_customer",
            ["case_voices"] = "voice_id case_id",
            ["case_rules"] = "id position off content written_by written_at version",
            ["case_hands"] = "member_id kinds languages most rests_until version",
            ["case_clocks"] = "id case_id purpose given_minutes rule unit_id channel_id begun_at rested resting_since due_at warn_at fires_at warned_at late_at met_at stopped_at",
            ["notifications"] = "id member_id reason case_id subject_id at read_at mailed_at mail_id",
            ["commitments"] = "id case_id text=words to_name=name owner_id made_by made_at first_due_at due_at state ended_at reminded_at",
            ["commitment_outcomes"] = "id commitment_id number kind at noted_at due_at word by_member note=words",
            ["restatements"] = "id case_id text=words why=words way written_by sent_at ending ended_at said=words",
            ["recovery_steps"] = "id case_id part told=words evidence=words entry_id by_member at",
            ["allowances"] = "role incident month version",
            ["allowance_entries"] = "id case_id member_id kind amount what=words at counts_at reverses_id by_member",
            ["case_mails"] = "id case_id kind subject_id member_id mail mail_at mail_tries mail_reason",
            ["top_lines"] = "id channel_id unit_id every_days version",
            ["top_line_cases"] = "case_id next_at",
            ["case_presence"] = "case_id member_id seen_until writes_until",
            ["case_relations"] = "case_id other_id kind by_member at",
            ["snippets"] = "id member_id name text text_en unit_id written_by written_at version",
            ["case_outcomes"] = "place case_id step voice_id kind channel_id touchpoint_id unit_id customer_id=number owner_id language confirmed solved_at_first contact_again own_minutes",
            ["case_lessons"] = "case_id reasons asked_at asked_again_at happened=words cause=words prevents=words declined written_by written_at version",
        }),
        new("studies", [], new()
        {
            ["studies"] = "id code name name_en kind state design published_at revision begun_at begun_by version",
            ["study_companies"] = "id study_id number name name_en industry industry_en ours addresses secret_hash=proof letter",
            ["study_scenarios"] = "id study_id name persona wordings channels retired",
            ["study_shoppers"] = "id study_id name=name mail=contact language secret_hash=proof grades_again",
            ["shopper_mails"] = "id at mail mail_at mail_tries mail_reason",
            ["study_forms"] = "study_id number content written_at written_by",
            ["study_waves"] = "id study_id number from until seed form closed_at",
            ["probes"] = """
                id study_id wave company_id channel scenario_id wording shopper_id planned_at mail_key=proof state sent_at waited_from waited_until stated why=words review
                reviewed_by reviewed_at review_note=words twice version
                """,
            ["probe_replies"] = "id probe_id from until automatic text=words by_mail",
            ["probe_gradings"] = "probe_id again shopper_id form grades remark=words at",
            ["probe_evidence"] = "id probe_id name=words kind bytes at until",
            ["study_appeals"] = "id company_id probe_id name=name mail=contact text=words at upheld decision=words decided_by decided_at",
            ["study_mailboxes"] = "study_id host port security user_name=contact password=proof folder validity read_to strange due_at looked_at failing_since tries reason version",
        }),
        new("messages", [], new()
        {
            ["message_texts"] = "owner_id way language number subject text written_at written_by",
            ["message_receipts"] = "way message_id=number state at taken_at code said",
            ["opt_outs"] = "mark=proof purpose at way by",
            ["dead_addresses"] = "mark=proof way at code said",
        }),
        new("invitations", ["invitations"], new()
        {
            ["campaigns"] = """
                id name survey_id purpose ways occasion event_kind after_days every_months unit_id attributes sample_percent priority patience_days answered_days reminders
                reminder_after_days link_days state begun_at begun_by started_at ends_at cursor swept_at reminded_to gone removed_at version
                """,
            ["campaign_people"] = "campaign_id customer_id=number known=known",
            ["customer_events"] = "id source source_id=number kind customer_id=number at known=known kept_at",
            ["invitations"] = """
                id first_id campaign_id survey_id survey_number customer_id=number occasion reminder way address=contact language known=known planned_at due_at next_try_at
                state skip skip_until skip_because leased_by leased_until tries message_id outcome=words sent_at delivered_at opened_at started_at finished_at bounced_at
                """,
            ["frequency_rules"] = "id most days purpose way made_at removed_at version",
            ["frequency_exemptions"] = "id campaign_id attribute_key attribute_value why made_by made_at removed_at",
            ["inviting_settings"] = "id hours link_key=proof version",
        }),
        new("members", [], new()
        {
            ["members"] = "id name=name mail=contact role reach unit_id joined_at left_at signed_out_at version",
            ["join_links"] = "id secret_hash=proof mail=contact role reach unit_id invited_by until spent_at",
            ["sign_on_providers"] = "id issuer client_id client_secret=proof role_claim rules trusts_mail version",
            ["saved_views"] = "id member_id shared name page query",
            ["boards"] = "id member_id name shared changed_at removed_at version",
            ["board_tiles"] = "id board_id position shape title query text width removed_at version",
            ["board_mailings"] = "board_id rhythm weekday month_day hour due_at version",
            ["board_readers"] = "board_id member_id stop_key=proof",
            ["board_letters"] = "id board_id member_id occasion mail mail_at mail_tries mail_reason",
            ["alerts"] = "id owner_id measure measure_version query grain direction made_at paused_at removed_at version",
            ["alert_readers"] = "alert_id member_id state pieces since looked_to",
            ["signals"] = """
                id alert_id member_id at kind before_from now_from now_to before_n now_n before_value now_value low high seen_at note=words mail mail_at mail_tries mail_reason
                """,
            ["notification_mails"] = "id member_id due_at mail mail_at mail_tries mail_reason",
            ["notification_choices"] = "member_id given moves urgent wakes digest_hour quiet_from quiet_until rests team version",
            ["team_digests"] = "id member_id occasion since mail mail_at mail_tries mail_reason",
            ["memberships"] = "account_id organisation",
            ["accounts"] = """
                id name=name language user_name=contact normalized_user_name=contact email=contact normalized_email=contact email_confirmed password_hash=proof
                security_stamp=proof concurrency_stamp phone_number=contact phone_number_confirmed two_factor_enabled lockout_end lockout_enabled access_failed_count
                """,
            ["account_claims"] = "id user_id claim_type claim_value=known",
            ["account_logins"] = "login_provider provider_key=number provider_display_name user_id",
            ["account_tokens"] = "user_id login_provider name value=proof",
            ["account_passkeys"] = "credential_id=proof user_id data=proof",
        }),
        new("access", [], new()
        {
            ["access_keys"] = "id organisation name secret_hash=proof ending scopes made_by made_at used_at revoked_at",
            ["session_tickets"] = "id account_id ticket=proof begun_at ends_at browser=known from=networkaddress used_at",
            ["recoveries"] = "id mail=contact account_id asked_at due_at tries secret_hash=proof until spent_at tells browser=known from=networkaddress",
            ["second_steps"] = "account_id secret=proof begun_at confirmed_at last_step tries locked_until",
            ["recovery_codes"] = "account_id hash=proof used_at",
            ["spent_challenges"] = "hash=proof until",
            ["set_up_links"] = "id=proof until spent_at",
            ["protection_keys"] = "id xml=proof",
            ["sign_ins"] = "id account_id at opened from=networkaddress act",
        }),
        new("webhooks", [], new()
        {
            ["webhook_endpoints"] = "id name address events full secret=proof old_secret=proof old_until made_by made_at off_at off_because failing_since taken_at notice_due_at notice_tries version",
            ["webhook_deliveries"] = "id endpoint_id message_id type subject customer_id=number at body=words state tries due_at status reason ended_at",
            ["webhook_attempts"] = "id delivery_id at milliseconds status reason said=words",
        }),
        new("log", ["log"], new() { ["log_lines"] = "id at by by_name=name act subject=number detail from=networkaddress" }),
        new("erasures", [], new()
        {
            ["erasures"] = "organisation id at by by_name=name keeps_scores counts ended_at",
            ["tombstones"] = "organisation hash=proof erasure_id",
            ["erasure_secrets"] = "organisation id founded_at secret=proof",
        }),
        new("settings", [], new()
        {
            ["profiles"] = "id name name_en language languages time_zone location colour currency demands_second_step version",
            ["units"] = "id code name name_en parent_id position retired version",
            ["channels"] = "id code name name_en icon planned_share position retired version",
            ["stages"] = "id code name name_en position retired version",
            ["touchpoints"] = "id code name name_en stage_id position retired version",
            ["decided_hours"] = "place number unit_id channel_id hours at by",
            ["decided_times"] = "place number unit_id channel_id times at by",
            ["outage_notices"] = "id texts begins_at ends_at written_by written_at version",
            ["opened_times"] = "id unit_id channel_id begins_at ends_at noted_by noted_at",
            ["rhythm_lines"] = "id name channel_id touchpoint_id expected per made_at version",
            ["measures"] = "code name name_en retired version",
            ["measure_versions"] = "code number from kind question low high top at_least decimals higher_is_better voices reason by at",
            ["retention_rules"] = "kind months set_by set_at version",
            ["retention_runs"] = "id begun_at ended_at removed",
            ["privacy_notices"] = "language number text published_at published_by version",
            ["mail_settings"] = "id host port security user_name password=proof from_address=contact from_name reply_to=contact version",
            ["gateways"] = "way address account sender=contact fields secret=proof proof=proof hook=proof version",
            ["placements"] = "organisation founded_at closed_because rings_at",
            ["backup_runs"] = "id organisation scheduled begun_at ended_at file bytes reason",
            ["leases"] = "name held_by held_until",
            ["errands"] = "id kind subject due_at tries trouble failed_at",
        }),
    ];
}
