-- Who decided what at which step of a chain of approval. round begins anew after a return to the applicant.
create table approval_act (
  id         uuid        not null constraint approval_act_pk primary key,
  subject    text        not null,
  subject_id uuid        not null,
  round      bigint      not null,
  step       bigint      not null,
  step_name  text        not null,
  role       text        not null,
  action     text        not null constraint approval_act_action check (action in ('APPROVE', 'RETURN', 'REJECT')),
  opinion    text,
  actor      text        not null,
  actor_name text,
  acted_at   timestamptz not null,
  trace_id   text        not null,
  constraint approval_act_once unique (subject_id, round, step, actor)
);

-- The acts on something, as its representation shows them.
create function approval_acts(an_id uuid) returns json language sql stable as $$
  select coalesce(json_agg(json_strip_nulls(json_build_object(
           'round', round, 'step', step_name, 'role', role, 'action', action, 'opinion', opinion,
           'actor', actor, 'actor_name', actor_name,
           'acted_at', to_char(acted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
           order by acted_at, id), '[]')
    from approval_act
   where subject_id = an_id
$$;
