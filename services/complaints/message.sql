-- name: message_facts(complaint_id, measure_id, integer round, caller_id) :one
-- Whether the complainant can be reached, the measure of the decision that stands, and whether the caller investigates, or did.
select exists (select from complaint_function f
                where f.complaint_id = c.id and (f.round = c.round or f.ended_at is null)
                  and f.function = 'INVESTIGATOR' and f.employee_id = :caller_id::uuid) as investigated,
       c.complainant_phone is not null as phone, c.complainant_email is not null as email,
       num_nonnulls(c.complainant_email, c.complainant_address, c.chat_account) > 0 as writable,
       m.id as measure_id, m.text, coalesce(m.amount_fen, -1) as amount_fen, m.due_on
  from complaint c
  left join measure m on m.id = :measure_id::uuid and m.complaint_id = c.id and m.round = :round and m.state in ('OPEN', 'DONE')
 where c.id = :complaint_id;

-- name: complaint_message_create(id, complaint_id, integer round, type, party, respondent_id, outcome, channel, text, integer? amount_fen, discount, date remedy_promised_on, boolean contains_commitment, measure_id, next_step, date expected_on, handler_id, boolean late, sent_by_id) :exec
insert into complaint_message (id, complaint_id, round, type, party, respondent_id, outcome, channel, text, amount_fen, discount,
                               remedy_promised_on, contains_commitment, measure_id, next_step, expected_on, handler_id, late, sent_by_id,
                               sent_at, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :complaint_id, :round, :type, :party, :respondent_id, :outcome, :channel, :text, :amount_fen, :discount,
        :remedy_promised_on, :contains_commitment, :measure_id, :next_step, :expected_on, :handler_id, :late, :sent_by_id,
        :now, :now, :actor, :now, :actor, :trace);

-- name: complaint_message_get(id) :one
select id, complaint_id, round, type, party, respondent_id, outcome, channel, text, amount_fen, discount, remedy_promised_on,
       contains_commitment, measure_id, next_step, expected_on, handler_id, late, sent_by_id, sent_at,
       is_recused(complaint_id, sent_by_id) as made_by_recused
  from complaint_message
 where id = :id;

-- name: complaint_message_page(id) :page
select id, complaint_id, round, type, party, respondent_id, outcome, channel, text, amount_fen, discount, remedy_promised_on,
       contains_commitment, measure_id, next_step, expected_on, handler_id, late, sent_by_id, sent_at,
       is_recused(complaint_id, sent_by_id) as made_by_recused
  from complaint_message
 where complaint_id = :id;

-- name: complaint_respondent_find(id, complaint_id) :maybe
select id, employee_id from complaint_respondent where id = :id and complaint_id = :complaint_id;

-- name: complaint_save_expected(id, date expected_on) :exec
update complaint
   set expected_on = :expected_on, :touched
 where id = :id;

-- name: complaint_expected(id) :one
select id as complaint_id, expected_on, handler_id from complaint where id = :id;

-- name: arrangement_open(complaint_id) :one
select exists (select from deadline
                where subject_id = :complaint_id and kind = 'ARRANGEMENT_NOTICE' and state in ('RUNNING', 'OVERDUE')) as open;
