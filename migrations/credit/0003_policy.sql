-- The credit policy and what is said about it (R3.2, R3.3, R3.20, R3.40), requests over the limit (R3.17).

-- A version of the policy (SM-1). parameters: the value of every credit.* parameter, by name; what it does not have is as
-- the regulation says. changes: those that differ from the values in force when it was last edited. written_by: who
-- drafted or edited it. approvers: the roles that were to approve it when it was submitted, in their order. PROMULGATED
-- until 00:00 of effective_from.
create table credit_policy (
  id             uuid        not null constraint credit_policy_pk primary key,
  version        bigint      not null default 1,
  number         bigint      not null constraint credit_policy_number unique,
  state          text        not null constraint credit_policy_state
    check (state in ('DRAFT', 'SUBMITTED', 'APPROVED', 'PROMULGATED', 'EFFECTIVE', 'SUPERSEDED', 'REJECTED', 'DISCARDED')),
  text           text        not null,
  parameters     json        not null,
  changes        json        not null default '{}',
  written_by     text[]      not null,
  approvers      json        not null default '[]',
  approval_step  bigint      not null default 0,
  submitted_at   timestamptz,
  submitted_by   text,
  approved_at    timestamptz,
  effective_from date,
  promulgated_at timestamptz,
  promulgated_by text,
  ended_at       timestamptz,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null
);
create unique index credit_policy_effective on credit_policy (state) where state = 'EFFECTIVE';
create index credit_policy_promulgated on credit_policy (effective_from, promulgated_at) where promulgated_at is not null;
create trigger audit after insert or update on credit_policy for each row execute function audit();

-- The version in force at an instant, of which on_date is the date: of those that have come into effect the one with the
-- latest date, of two with one date that which was promulgated later. None before the first (R3.3, R3.40).
create function credit_policy_in_force(at timestamptz, on_date date) returns uuid language sql stable as $$
  select id
    from credit_policy
   where promulgated_at <= at and effective_from <= on_date
   order by effective_from desc, promulgated_at desc
   limit 1
$$;

-- Of two sets of values by name: what differs, from what to what.
create function credit_policy_changes(before json, after json) returns json language sql immutable as $$
  select coalesce(json_object_agg(name, json_build_object('from', b.value, 'to', a.value) order by name), '{}')
    from json_each(before) as b (name, value)
    join json_each(after) as a (name, value) using (name)
   where b.value::jsonb <> a.value::jsonb
$$;

-- The state as it is at that instant, whether or not what was due has been noted since.
create function credit_policy_state(p credit_policy, at timestamptz, on_date date) returns text language sql stable as $$
  select case when p.state not in ('PROMULGATED', 'EFFECTIVE') then p.state
              when p.id = credit_policy_in_force(greatest(at, p.promulgated_at), on_date) then 'EFFECTIVE'
              when p.effective_from <= on_date then 'SUPERSEDED'
              else p.state end
$$;

-- What sales says of the policy; policy_id: the draft it was attached to, if any. A NO_OBJECTION is NOTED and owed no
-- answer: due_on is null.
create table policy_suggestion (
  id                 uuid        not null constraint policy_suggestion_pk primary key,
  version            bigint      not null default 1,
  policy_id          uuid        constraint policy_suggestion_policy references credit_policy,
  kind               text        not null constraint policy_suggestion_kind check (kind in ('SUGGESTION', 'NO_OBJECTION')),
  ground             text        constraint policy_suggestion_ground
    check (ground in ('COMPANY_DEVELOPMENT', 'PRODUCT_SALES', 'MARKET', 'OTHER')),
  text               text        not null,
  customer_data_refs json,
  state              text        not null constraint policy_suggestion_state
    check (state in ('OPEN', 'NOTED', 'ADOPTED', 'DECLINED')),
  due_on             date,
  answered_at        timestamptz,
  answered_by        text,
  answer             text,
  adopted_in_id      uuid        constraint policy_suggestion_adopted_in references credit_policy,
  created_at         timestamptz not null,
  created_by         text        not null,
  changed_at         timestamptz not null,
  changed_by         text        not null,
  trace_id           text        not null
);
create index policy_suggestion_policy on policy_suggestion (policy_id);
create index policy_suggestion_adopted_in on policy_suggestion (adopted_in_id);
create index policy_suggestion_open on policy_suggestion (due_on) where state = 'OPEN';
create trigger audit after insert or update on policy_suggestion for each row execute function audit();

-- A question about the regulation and the ruling of finance on it, once there is one (R3.40). clause: a rule (R3.9).
create table policy_interpretation (
  id         uuid        not null constraint policy_interpretation_pk primary key,
  version    bigint      not null default 1,
  clause     text        not null,
  question   text        not null,
  asked_by   text        not null,
  ruling     text,
  policy_id  uuid        constraint policy_interpretation_policy references credit_policy,
  issued_by  text,
  issued_at  timestamptz,
  created_at timestamptz not null,
  created_by text        not null,
  changed_at timestamptz not null,
  changed_by text        not null,
  trace_id   text        not null
);
create index policy_interpretation_clause on policy_interpretation (clause, issued_at);
create trigger audit after insert or update on policy_interpretation for each row execute function audit();

-- A request to exceed the limit for one order (R3.17, SM-5). valid_until: the last day of the grant.
create table overlimit_request (
  id             uuid        not null constraint overlimit_request_pk primary key,
  version        bigint      not null default 1,
  customer_id    uuid        not null constraint overlimit_request_customer references credit_profile,
  order_ref      text        not null,
  amount_fen     bigint      not null,
  excess_fen     bigint      not null,
  reason         text        not null,
  tier           bigint      not null,
  state          text        not null constraint overlimit_request_state
    check (state in ('SUBMITTED', 'MANAGER_APPROVED', 'DIRECTOR_APPROVED', 'PRESIDENT_APPROVED', 'GRANTED', 'USED', 'LAPSED', 'REJECTED')),
  approval_step  bigint      not null default 0,
  granted_at     timestamptz,
  valid_until    date,
  reservation_id uuid,
  ended_at       timestamptz,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null
);
create unique index overlimit_request_open on overlimit_request (customer_id, order_ref)
 where state in ('SUBMITTED', 'MANAGER_APPROVED', 'DIRECTOR_APPROVED', 'PRESIDENT_APPROVED', 'GRANTED');
create trigger audit after insert or update on overlimit_request for each row execute function audit();

-- Version 1 is built in: the defaults, in force from the installation on (R3.3).
insert into credit_policy (id, number, state, text, parameters, written_by, approved_at, effective_from, promulgated_at,
                           promulgated_by, created_at, created_by, changed_at, changed_by, trace_id)
values ('00000000-0000-7000-8000-000000000001', 1, 'EFFECTIVE', 'The values of the regulation.', '{}', '{system}', now(),
        (now() at time zone 'Asia/Shanghai')::date, now(), 'system', now(), 'system', now(), 'system', repeat('0', 32));
