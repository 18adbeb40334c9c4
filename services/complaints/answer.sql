-- name: answer_facts(complaint_id, integer round) :maybe
-- The decision that is replied, and how the complainant is reached. exception: the oral reply the handler approved.
select d.id as decision_id, d.outcome, a.id as approval_id, a.exception, c.anonymous, c.complainant_phone is not null as phone,
       num_nonnulls(c.complainant_email, c.complainant_address, c.chat_account) > 0 as writable
  from complaint c
  join complaint_decision d on d.complaint_id = c.id and d.round = c.round and d.state = 'VALID'
  left join oral_reply_approval a on a.complaint_id = c.id and a.round = c.round
 where c.id = :complaint_id and c.round = :round;

-- name: answer_measures(decision_id) :many
-- What the reply states: not what was dropped.
select id, text, coalesce(amount_fen, -1) as amount_fen, due_on
  from measure
 where decision_id = :decision_id and state in ('OPEN', 'DONE')
 order by position;

-- name: complaint_answer_create(id, complaint_id, integer round, decision_id, message_id, approval_id, form, outcome, reasons, measures, note, replied_by_id, boolean late) :exec
insert into complaint_answer (id, complaint_id, round, decision_id, message_id, approval_id, form, outcome, reasons, measures, note,
                              replied_by_id, replied_at, late, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :complaint_id, :round, :decision_id, :message_id, :approval_id, :form, :outcome, :reasons, coalesce(:measures::json, '[]'), :note,
        :replied_by_id, :now, :late, :now, :actor, :now, :actor, :trace);

-- name: complaint_answer_get(id) :one
select a.id, a.complaint_id, a.round, a.decision_id, a.message_id, m.outcome as delivery, a.form, p.exception, a.outcome, a.reasons,
       a.measures, a.note, a.replied_by_id, a.replied_at, a.late
  from complaint_answer a
  join complaint_message m on m.id = a.message_id
  left join oral_reply_approval p on p.id = a.approval_id
 where a.id = :id;

-- name: complaint_answer_page(id) :page
select a.id, a.complaint_id, a.round, a.decision_id, a.message_id, m.outcome as delivery, a.form, p.exception, a.outcome, a.reasons,
       a.measures, a.note, a.replied_by_id, a.replied_at, a.late
  from complaint_answer a
  join complaint_message m on m.id = a.message_id
  left join oral_reply_approval p on p.id = a.approval_id
 where a.complaint_id = :id;

-- name: oral_reply_approval_save(id, complaint_id, integer round, exception, reason, approved_by_id) :one
insert into oral_reply_approval (id, complaint_id, round, exception, reason, approved_by_id, approved_at,
                                 created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :complaint_id, :round, :exception, :reason, :approved_by_id, :now, :now, :actor, :now, :actor, :trace)
    on conflict (complaint_id, round) do update
   set exception = excluded.exception, reason = excluded.reason, approved_by_id = excluded.approved_by_id, approved_at = :now,
       version = oral_reply_approval.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
returning id, complaint_id, round, exception, reason, approved_by_id, approved_at;

-- name: complaint_save_settled(id) :exec
update complaint
   set settled_at = :now, :touched
 where id = :id;

-- name: complaint_settled_event(id) :one
select id as complaint_id, customer_id, received_at, settled_at, round from complaint where id = :id;
