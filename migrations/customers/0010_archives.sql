-- Document 1: what happens to the archives of direct-selling units, and what it
-- costs when it does not.

-- R1.33: fines, made by rules alone. basis, basis_id: what it is fined for, as
-- subject and id; basis_key tells several occasions of one subject apart
-- ("1/2027-03-15"), and is empty where there is one.
create table penalty (
  id            uuid        not null constraint penalty_pk primary key,
  version       bigint      not null default 1,
  type          text        not null constraint penalty_type
    check (type in ('BOX_LATE', 'DISPUTE', 'GRIEVANCE_A', 'GRIEVANCE_B', 'GRIEVANCE_C')),
  person_id     uuid        not null constraint penalty_person references employee,
  amount_fen    bigint      not null constraint penalty_amount check (amount_fen >= 0),
  basis         text        not null,
  basis_id      uuid        not null,
  basis_key     text        not null default '',
  occurred_on   date        not null,
  state         text        not null default 'IMPOSED' constraint penalty_state
    check (state in ('IMPOSED', 'CANCELLED', 'SETTLED')),
  cancelled_by  text,
  cancelled_at  timestamptz,
  cancel_reason text,
  settled_by    text,
  settled_at    timestamptz,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null,
  constraint penalty_once unique (type, person_id, basis_id, basis_key)
);
create index penalty_created on penalty (created_at, id);
create index penalty_of_person on penalty (person_id, occurred_on, id);
create index penalty_of_basis on penalty (basis_id);
create trigger audit after insert or update on penalty for each row execute function audit();
