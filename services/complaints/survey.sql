-- name: satisfaction_survey_get(id) :one
select id, title, channel, questions, state, closed_at, sent, responses, response_rate, finished_at, version, created_at
  from satisfaction_survey
 where id = :id;

-- name: satisfaction_survey_page() :page
select id, title, channel, questions, state, closed_at, sent, responses, response_rate, finished_at, version, created_at
  from satisfaction_survey;

-- name: satisfaction_survey_lock(id) :lock
select id, version, state from satisfaction_survey where id = :id for no key update;

-- name: satisfaction_survey_create(id, title, channel, questions) :exec
insert into satisfaction_survey (id, title, channel, questions, state, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :title, :channel, :questions, 'OPEN', :now, :actor, :now, :actor, :trace);

-- name: satisfaction_survey_save_closed(id, integer sent, integer responses, integer? rate) :exec
update satisfaction_survey
   set state = 'CLOSED', closed_at = :now, sent = :sent, responses = :responses, response_rate = :rate, :touched
 where id = :id;

-- name: satisfaction_survey_save_finished(id) :exec
update satisfaction_survey set state = 'FINISHED', finished_at = :now, :touched where id = :id;

-- name: survey_recipient_create(id, survey_id, customer_id, name, address) :exec
insert into survey_recipient (id, survey_id, customer_id, name, address, sent_at, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :survey_id, :customer_id, :name, :address, :now, :now, :actor, :now, :actor, :trace);

-- name: survey_recipient_get(id) :one
select id, survey_id, customer_id, name, address, sent_at, answered_at, comment, version
  from survey_recipient
 where id = :id;

-- name: survey_recipient_page(id) :page
select id, survey_id, customer_id, name, address, sent_at, answered_at, comment, version
  from survey_recipient
 where survey_id = :id;

-- name: survey_recipient_lock(id) :lock
-- The survey is not closed meanwhile.
select r.id, r.version, r.survey_id, r.answered_at, s.state
  from survey_recipient r
  join satisfaction_survey s on s.id = r.survey_id
 where r.id = :id
   for no key update of r for share of s;

-- name: survey_recipient_save_answered(id, comment) :exec
update survey_recipient set answered_at = :now, comment = :comment, :touched where id = :id;

-- name: survey_dimension(id, dimension) :maybe
select s.id
  from satisfaction_survey s
 cross join json_array_elements(s.questions) q
 where s.id = :id and q ->> 'dimension' = :dimension
 limit 1;

-- name: survey_answer_create(id, recipient_id, dimension, integer? score) :exec
insert into survey_answer (id, recipient_id, dimension, score, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :recipient_id, :dimension, :score, :now, :actor, :now, :actor, :trace);

-- name: survey_answer_page(id) :page
select a.id, a.recipient_id, r.customer_id, a.dimension, a.score
  from survey_answer a
  join survey_recipient r on r.id = a.recipient_id
 where r.survey_id = :id;

-- name: survey_sums(id) :many
with asked as (
  select distinct q ->> 'dimension' as dimension
    from satisfaction_survey s cross join json_array_elements(s.questions) q where s.id = :id),
given as (
  select a.dimension, a.score, count(*) as times
    from survey_answer a join survey_recipient r on r.id = a.recipient_id
   where r.survey_id = :id and a.score is not null
   group by a.dimension, a.score)
select asked.dimension, coalesce(sum(times), 0)::bigint as n, coalesce(sum(score * times), 0)::bigint as total,
       coalesce(json_object_agg(score, times) filter (where score is not null), '{}')::text as counts
  from asked left join given on given.dimension = asked.dimension
 group by asked.dimension;

-- name: survey_low_answers(id, integer alarm) :many
select a.dimension, a.recipient_id, a.score
  from survey_answer a join survey_recipient r on r.id = a.recipient_id
 where r.survey_id = :id and a.score <= :alarm::bigint;

-- name: survey_responses(id) :one
select count(*) as sent, count(answered_at) as responses from survey_recipient where survey_id = :id;

-- name: survey_statistic_create(id, survey_id, dimension, integer n, integer? mean, counts) :exec
insert into survey_statistic (id, survey_id, dimension, n, mean, counts, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :survey_id, :dimension, :n, :mean, :counts, :now, :actor, :now, :actor, :trace);

-- name: survey_statistic_page(id) :page
select id, dimension, n, mean, counts from survey_statistic where survey_id = :id;

-- name: survey_issue_create(id, survey_id, dimension, recipient_id, integer value_) :exec
insert into survey_issue (id, survey_id, dimension, recipient_id, value, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :survey_id, :dimension, :recipient_id, :value_, :now, :actor, :now, :actor, :trace);

-- name: survey_issue_get(id) :one
select id, survey_id, dimension, recipient_id, value, owner_id, solution, due_on, solved_at, version
  from survey_issue
 where id = :id;

-- name: survey_issue_page(id) :page
select id, survey_id, dimension, recipient_id, value, owner_id, solution, due_on, solved_at, version
  from survey_issue
 where survey_id = :id;

-- name: survey_issue_lock(id) :lock
select i.id, i.version, s.state
  from survey_issue i join satisfaction_survey s on s.id = i.survey_id
 where i.id = :id
   for no key update of i;

-- name: survey_issue_save_solved(id, owner_id, solution, date due_on) :exec
update survey_issue
   set owner_id = :owner_id, solution = :solution, due_on = :due_on, solved_at = :now, :touched
 where id = :id;

-- name: survey_issues_open(id) :one
select count(*) as open from survey_issue where survey_id = :id and solution is null;
