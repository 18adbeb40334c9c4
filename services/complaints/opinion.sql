-- name: written_opinion_page(id) :page
select o.id, o.complaint_id, o.round, o.text, o.major, o.major_reason, o.measures, o.author_id, o.signed_at, o.state, o.replaces_id,
       o.replace_reason, is_recused(o.complaint_id, o.author_id) as made_by_recused
  from written_opinion o
 where o.complaint_id = :id;

-- name: written_opinion_get(id) :one
select o.id, o.complaint_id, o.round, o.text, o.major, o.major_reason, o.measures, o.author_id, o.signed_at, o.state, o.replaces_id,
       o.replace_reason, is_recused(o.complaint_id, o.author_id) as made_by_recused
  from written_opinion o
 where o.id = :id;

-- name: written_opinion_valid(complaint_id, integer round) :maybe
select id from written_opinion where complaint_id = :complaint_id and round = :round and state = 'VALID';

-- name: complaint_handled_by(complaint_id, employee_id) :one
-- Now or before.
select exists (select from complaint_function
                where complaint_id = :complaint_id and function = 'HANDLER' and employee_id = :employee_id) as found;

-- name: written_opinion_save_replaced(id) :exec
update written_opinion
   set state = 'REPLACED', :touched
 where id = :id;

-- name: written_opinion_create(id, complaint_id, integer round, text, boolean major, major_reason, measures, author_id, replaces_id, replace_reason) :exec
insert into written_opinion (id, complaint_id, round, text, major, major_reason, measures, author_id, signed_at, state, replaces_id,
                             replace_reason, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :complaint_id, :round, :text, :major, :major_reason, coalesce(:measures::json, '[]'), :author_id, :now, 'VALID', :replaces_id,
        :replace_reason, :now, :actor, :now, :actor, :trace);

-- name: complaint_save_opined(id, boolean major, major_reason) :exec
-- An opinion that calls it major marks it; one that does not takes no mark back (R10.8).
update complaint
   set redo_opinion = false, major = major or :major, major_reason = case when :major and not major then :major_reason else major_reason end,
       :touched
 where id = :id;
