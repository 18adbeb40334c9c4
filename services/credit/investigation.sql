-- name: investigation_get(id) :one
-- To those who read the customer.
select i.id, i.customer_id, i.reason, i.cause, i.requested_by, i.state, i.assigned_to, to_json(i.channels) as channels,
       i.no_results,
       i.insolvency_or_enforcement, i.started_at, i.completed_at, i.completed_on, i.scores, i.investigation_score,
       i.scored_by,
       i.scored_at, i.report_id, i.version, i.created_at, i.created_by, i.changed_at
  from investigation i
  join credit_profile p on p.id = i.customer_id
 where i.id = :id and credit_reads(i.customer_id, false, p.responsible_salesperson_id, :actor, :caller_roles);

-- name: investigation_page() :page
select i.id, i.customer_id, i.reason, i.cause, i.requested_by, i.state, i.assigned_to, to_json(i.channels) as channels,
       i.no_results,
       i.insolvency_or_enforcement, i.started_at, i.completed_at, i.completed_on, i.scores, i.investigation_score,
       i.scored_by,
       i.scored_at, i.report_id, i.version, i.created_at, i.created_by, i.changed_at
  from investigation i
  join credit_profile p on p.id = i.customer_id
 where credit_readable(p.responsible_salesperson_id, :actor, :caller_roles);

-- name: investigation_told(id) :one
select i.id, i.customer_id, i.reason, i.cause, i.requested_by, i.state, i.assigned_to, to_json(i.channels) as channels,
       i.no_results,
       i.insolvency_or_enforcement, i.started_at, i.completed_at, i.completed_on, i.scores, i.investigation_score,
       i.scored_by,
       i.scored_at, i.report_id, i.version, i.created_at, i.created_by, i.changed_at
  from investigation i
 where i.id = :id;

-- name: investigation_lock(id) :lock
-- The customer's profile is locked.
select id, version, customer_id, state, requested_by, completed_at, investigation_score
  from investigation
 where id = :id
   for no key update;

-- name: investigation_hold(id, customer_id) :maybe
-- Likewise, for what belongs to it: what If-Match names is that.
select id, version, customer_id, state, requested_by, completed_at, investigation_score
  from investigation
 where id = :id and customer_id = :customer_id
   for no key update;

-- name: investigation_create(id, customer_id, reason, cause) :exec
insert into investigation (id, customer_id, reason, cause, requested_by, state,
                           created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :reason, :cause, :actor, 'REQUESTED', :now, :actor, :now, :actor, :trace);

-- name: investigation_save_taken(id, channels) :exec
update investigation
   set state = 'IN_PROGRESS', assigned_to = :actor, started_at = :now,
       channels = array(select c.channel from json_array_elements_text(:channels::json) with ordinality as c (channel, place)
                         group by c.channel order by min(c.place)), :touched
 where id = :id;

-- name: investigation_save_cancelled(id) :exec
update investigation
   set state = 'CANCELLED', :touched
 where id = :id;

-- name: investigation_save_insolvency(id) :exec
update investigation
   set insolvency_or_enforcement = true, :touched
 where id = :id and not insolvency_or_enforcement;

-- name: investigation_has_channel(id, channel) :one
select :channel::text = any (channels) as chosen from investigation where id = :id;

-- name: investigation_save_no_result(id, channel, reason) :exec
-- A second entry of the same channel takes the place of the first.
update investigation
   set no_results = (coalesce((select json_agg(n) from json_array_elements(no_results) n where n ->> 'channel' <> :channel::text),
                              '[]')::jsonb
                     || jsonb_build_object('channel', :channel::text, 'reason', :reason::text, 'recorded_by',
       :actor::text))::json, :touched
 where id = :id;

-- name: investigation_channels(id) :many
-- Those chosen, and which of them have a finding or the entry that they gave no result.
select c.channel,
       exists (select from investigation_finding f where f.investigation_id = i.id and f.channel = c.channel)
       or exists (select from json_array_elements(i.no_results) n where n ->> 'channel' = c.channel) as answered
  from investigation i, unnest(i.channels) as c (channel)
 where i.id = :id;

-- name: investigation_save_completed(id) :exec
update investigation
   set state = 'COMPLETED', completed_at = :now, completed_on = :today, :touched
 where id = :id;

-- name: investigation_score_facts(id, customer_id, scores) :one
-- Has the caller collected a survey of it, and is any cited finding not one of this customer's (or of one that was merged into it)?
select exists (select from field_survey s where s.investigation_id = :id and s.created_by = :actor) as collected_survey,
       exists (select from json_array_elements(:scores::json) s,
                           json_array_elements_text(coalesce(s -> 'evidence', '[]')) cited
                where not exists (select from investigation_finding f
                                    join investigation i on i.id = f.investigation_id
                                    join credit_profile p on p.id = i.customer_id
                                   where f.id = cited::uuid
                                     and :customer_id::uuid in (p.id, p.merged_into_id))) as foreign_evidence;

-- name: investigation_save_scores(id, scores, integer investigation_score) :exec
update investigation
   set scores = :scores, investigation_score = :investigation_score, scored_by = :actor, scored_at = :now,
       :touched
 where id = :id;

-- name: investigation_save_reported(id, report_id) :exec
update investigation
   set state = 'REPORTED', report_id = :report_id, :touched
 where id = :id;

-- name: finding_create(id, investigation_id, channel, sub_source, source, date obtained_on, fact, evidence_ref, finding_kind, survey_id) :exec
insert into investigation_finding (id, investigation_id, channel, sub_source, source, obtained_on, fact, evidence_ref,
                                   finding_kind, survey_id, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :investigation_id, :channel, :sub_source, :source, :obtained_on, :fact, :evidence_ref,
        :finding_kind, :survey_id, :now, :actor, :now, :actor, :trace);

-- name: finding_get(id) :one
select id, investigation_id, channel, sub_source, source, obtained_on, fact, evidence_ref, finding_kind, survey_id,
       created_by as collected_by, version, created_at, changed_at
  from investigation_finding
 where id = :id;

-- name: finding_page(id) :page
select id, investigation_id, channel, sub_source, source, obtained_on, fact, evidence_ref, finding_kind, survey_id,
       created_by as collected_by, version, created_at, changed_at
  from investigation_finding
 where investigation_id = :id;
