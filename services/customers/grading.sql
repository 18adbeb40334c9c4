-- name: grading_department_lock(id) :one
-- The second lock, after the customer's: who counts the customers of a department is alone in it.
select id from department where id = :id for no key update;

-- name: grading_relation_lock(id) :lock
-- The relation that the path names, to be changed by whoever the rule allows.
select id, version from department_customer where id = :id for no key update;

-- name: grading_customer(relation_id) :one
-- What the criteria of the tiers ask of a customer itself (R7.18), and whether it was graded since its admission.
select c.kind, c.hospital_grade, c.specialty, coalesce(c.beds, -1) as beds, r.admitted_at, r.admitted_on,
       r.last_review_to, r.review_due_on, r.data_updated_on,
       exists (select from tier_change t
                where t.relation_id = r.id and t.state = 'DECIDED' and t.decided_at >= r.admitted_at) as graded
  from department_customer r
  join customer c on c.id = r.customer_id
 where r.id = :relation_id;

-- name: grading_volumes(customer_id) :many
-- R7.18, R7.19: business of all departments together, by calendar year.
select date_part('year', period_from)::bigint as year, sum(amount_fen)::bigint as amount_fen,
       sum(paid_fen)::bigint as paid_fen, min(period_from) as began_on
  from trade
 where customer_id = :customer_id and annulled_at is null
 group by 1
 order by 1;

-- name: grading_defaults(customer_id, relation_id) :many
-- R7.19: defaults with any department; this_problem: made by one of the relation's open problems (R7.25).
select d.occurred_on, d.annulled_at is not null as annulled,
       exists (select from customer_problem p
                where p.relation_id = :relation_id and p.state = 'OPEN'
                  and (p.id = d.problem_id or p.source_ref = d.source_ref)) as this_problem
  from default_record d
 where d.customer_id = :customer_id
 order by d.occurred_on, d.id;

-- name: grading_evaluation(relation_id, id) :maybe
-- The evaluation with this id, or the relation's latest, if it is completed; and its standard's figures.
select e.id, e.completed_on, e.risk, e.statement,
       s.vip ->> 'min_grade' as vip_min_grade, (s.vip ->> 'min_beds')::bigint as vip_min_beds,
       (s.vip ->> 'min_yearly_volume_fen')::bigint as vip_min_yearly_volume_fen,
       s.vip ->> 'min_rating' as vip_min_rating, s.vip ->> 'max_risk' as vip_max_risk,
       s.preferred ->> 'min_grade' as preferred_min_grade, (s.preferred ->> 'min_beds')::bigint as preferred_min_beds,
       (s.preferred ->> 'min_yearly_volume_fen')::bigint as preferred_min_yearly_volume_fen,
       s.preferred ->> 'min_rating' as preferred_min_rating, s.preferred ->> 'max_risk' as preferred_max_risk
  from evaluation e
  left join review_standard s on s.id = e.review_standard_id
 where e.relation_id = :relation_id and e.state = 'COMPLETED' and (:id::uuid is null or e.id = :id)
 order by e.completed_at desc, e.id desc
 limit 1;

-- name: grading_ratings(id) :many
-- What an evaluation rates, and with how much evidence.
select r ->> 'subject' as subject, r ->> 'rating' as rating, coalesce(json_array_length(r -> 'evidence'), 0) as evidence
  from evaluation e, json_array_elements(e.ratings) r
 where e.id = :id;

-- name: grading_extra(id) :many
-- The criteria that an evaluation's standard adds, and the department's implementing rules as they are now (R7.3,
-- R7.22), and whether it finds them met.
select x.name,
       exists (select from json_array_elements(e.extra) a
                where a ->> 'name' = x.name and (a ->> 'met')::boolean) as met
  from evaluation e
 cross join lateral (select c ->> 'name' as name
                       from review_standard s, json_array_elements(s.extra_criteria) c
                      where s.id = e.review_standard_id
                      union
                     select c ->> 'name'
                       from implementing_rules i, json_array_elements(i.criteria) c
                      where i.id = implementing_rules_in_force(e.department_id, :today)) x
 where e.id = :id;

-- name: grading_open_problems(relation_id) :one
-- R7.25: of the present admission; when the first of them was established.
select count(*) as open, min(p.established_on) as established_on, min(p.demotion_due_on) as demotion_due_on
  from customer_problem p
  join department_customer r on r.id = p.relation_id
 where p.relation_id = :relation_id and p.state = 'OPEN' and p.created_at >= r.admitted_at;

-- name: grading_latest_review(relation_id) :maybe
-- R7.28: the latest completed stage review of the present admission.
select v.id, v.result, v.target_tier, v.evaluation_id, v.completed_on, v.used_by is not null as used
  from stage_review v
  join department_customer r on r.id = v.relation_id
 where v.relation_id = :relation_id and v.state <> 'DRAFT' and v.completed_at >= r.admitted_at
 order by v.completed_at desc, v.id desc
 limit 1;

-- name: grading_save_tier(id, tier) :exec
update department_customer
   set tier = :tier, :touched
 where id = :id;

-- name: grading_merge_trades(id, survivor_id) :exec
-- The record of a customer became an alias of another.
update trade
   set customer_id = :survivor_id, :touched
 where customer_id = :id;

-- name: grading_merge_defaults(id, survivor_id) :exec
update default_record
   set customer_id = :survivor_id, :touched
 where customer_id = :id;

-- name: grading_merge_exceptions(id, survivor_id) :exec
update quota_exception x
   set customer_id = :survivor_id, :touched
 where customer_id = :id
   and not exists (select from quota_exception o
                    where o.customer_id = :survivor_id and o.department_id = x.department_id
                      and o.product_id = x.product_id and o.tier = x.tier and o.withdrawn_at is null);

-- name: grading_merge_evaluations(id, survivor_id) :exec
-- These follow their relation.
update evaluation e
   set customer_id = r.customer_id, version = e.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
  from department_customer r
 where e.customer_id = :id and r.id = e.relation_id and r.customer_id = :survivor_id;

-- name: grading_merge_tier_changes(id, survivor_id) :exec
update tier_change t
   set customer_id = r.customer_id, version = t.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
  from department_customer r
 where t.customer_id = :id and r.id = t.relation_id and r.customer_id = :survivor_id;

-- name: grading_merge_reviews(id, survivor_id) :exec
update stage_review v
   set customer_id = r.customer_id, version = v.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
  from department_customer r
 where v.customer_id = :id and r.id = v.relation_id and r.customer_id = :survivor_id;

-- name: grading_merge_problems(id, survivor_id) :exec
update customer_problem p
   set customer_id = r.customer_id, version = p.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
  from department_customer r
 where p.customer_id = :id and r.id = p.relation_id and r.customer_id = :survivor_id;

-- name: grading_merge_updates(id, survivor_id) :exec
update data_update u
   set customer_id = r.customer_id, version = u.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
  from department_customer r
 where u.customer_id = :id and r.id = u.relation_id and r.customer_id = :survivor_id;
