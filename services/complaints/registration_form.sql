-- name: complaint_registration_get(id) :one
-- F4. The later entries are those of the present round.
select c.id, c.ledger_number as number, c.version, c.state, c.created_at, c.created_by, c.profile, c.kind, c.channel, c.source, c.received_at,
       c.reception_ended_at, c.received_by, c.accepted_by, c.registered_at, c.late_registration, c.addressed_to, c.anonymous,
       c.complainant_name, c.complainant_phone, c.complainant_kind, c.object, complaint_respondents(c.id) as respondents, c.course, c.type,
       to_json(c.subtypes) as subtypes, c.subtype_text, to_json(c.incident_dates) as incident_dates, c.waybill_number, c.referral_body,
       c.referral_number, c.referral_on,
       (select coalesce(json_agg(json_build_object('id', m.id, 'kind', m.kind, 'title', m.title, 'is_original', m.is_original)
                                 order by m.received_at, m.id), '[]')
          from material m where m.complaint_id = c.id and m.removed_at is null) as materials,
       (select coalesce(json_agg(distinct f.recipient_id), '[]') from material_forwarding f where f.complaint_id = c.id) as forwarded_to,
       (select min(f.forwarded_at) from material_forwarding f where f.complaint_id = c.id) as forwarded_at,
       (select o.text from written_opinion o where o.complaint_id = c.id and o.round = c.round and o.state = 'VALID') as opinion,
       c.handler_id, p.proposed_at, p.late as proposal_late, c.validity, to_json(c.invalid_criteria) as invalid_criteria, c.severity,
       to_json(c.severity_criteria) as severity_criteria, c.motive, d.outcome, d.reasons, c.decided_at, a.form as reply_form,
       a.reasons as reply, c.replied_at,
       (select coalesce(json_agg(json_strip_nulls(json_build_object('party', s.party, 'respondent_id', s.respondent_id, 'outcome', s.outcome,
                                                                    'score', s.score)) order by s.id), '[]')
          from satisfaction_inquiry s where s.complaint_id = c.id and s.round = c.round) as satisfaction,
       c.closed_at
  from complaint c
  left join complaint_proposal p on p.complaint_id = c.id and p.number = 1
  left join complaint_decision d on d.id = c.decision_id
  left join complaint_answer a on a.complaint_id = c.id and a.round = c.round
 where c.id = :id;
