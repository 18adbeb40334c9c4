-- Grading: evaluations and the standards they follow, what was traded and what
-- went wrong, tiers and their quotas, stage reviews and problems.
--
-- Whatever changes or counts tiers locks the customer's row, then the
-- department's: see 0002_admission.sql.

-- The first day on which the data is stale (R7.23), by the period in force when it was updated.
alter table department_customer add column data_stale_on date;
create index department_customer_stale on department_customer (data_stale_on) where state in ('ADMITTED', 'ON_HOLD');

-- R7.21: the products for which a customer of a department has a valid contract on a day.
create function valid_contract_product(on_day date) returns table (department_id uuid, customer_id uuid, product_id uuid)
  language sql stable parallel safe as $$
  select distinct c.department_id, c.customer_id, p.product_id
    from contract c
    join contract_product p on p.contract_id = c.id
   where c.signed_on <= on_day and (c.valid_until is null or c.valid_until >= on_day)
$$;

-- R7.22: what a department asks of its customers' evaluations, for one product
-- or (product_id is null) for all; each issue is a new row, the latest number
-- that was not withdrawn is in force. descriptions: of ratings, in words;
-- vip, preferred: figures stricter than the company's; extra_criteria: further ones.
create table review_standard (
  id             uuid        not null constraint review_standard_pk primary key,
  version        bigint      not null default 1,
  department_id  uuid        not null constraint review_standard_department references department,
  product_id     uuid        constraint review_standard_product references product,
  number         bigint      not null,
  descriptions   json        not null default '[]',
  vip            json,
  preferred      json,
  extra_criteria json        not null default '[]',
  issued_by      text        not null,
  issued_at      timestamptz not null,
  withdrawn_at   timestamptz,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null,
  constraint review_standard_number unique nulls not distinct (department_id, product_id, number)
);
create index review_standard_created on review_standard (created_at, id);

-- R7.22: a form. ratings: [{subject, rating, evidence: []}]; extra: [{name, met, evidence: []}].
-- statement: what the customer signed on its will to cooperate (R7.19 c, R7.20 d).
create table evaluation (
  id                  uuid        not null constraint evaluation_pk primary key,
  version             bigint      not null default 1,
  relation_id         uuid        not null constraint evaluation_relation references department_customer,
  department_id       uuid        not null constraint evaluation_department references department,
  customer_id         uuid        not null constraint evaluation_customer references customer,
  product_id          uuid        constraint evaluation_product references product,
  standard_level      text        not null constraint evaluation_standard_level check (standard_level in ('COMPANY', 'DEPARTMENT', 'PRODUCT')),
  review_standard_id  uuid        constraint evaluation_standard references review_standard,
  state               text        not null default 'DRAFT' constraint evaluation_state check (state in ('DRAFT', 'COMPLETED')),
  ratings             json        not null default '[]',
  risk                text        constraint evaluation_risk check (risk in ('NONE', 'SMALL', 'LARGE')),
  risk_evidence       json        not null default '[]',
  extra               json        not null default '[]',
  statement           text        constraint evaluation_statement check (statement in ('LONG_TERM_WILL', 'SHARED_RISK')),
  statement_signed_on date,
  statement_reference text,
  remarks             text,
  evaluator           text        not null,
  completed_at        timestamptz,
  completed_on        date,
  usable_until        date,
  created_at          timestamptz not null,
  created_by          text        not null,
  changed_at          timestamptz not null,
  changed_by          text        not null,
  trace_id            text        not null,
  constraint evaluation_statement_whole check ((statement is null) = (statement_signed_on is null)),
  constraint evaluation_completed check ((state = 'COMPLETED') = (completed_at is not null))
);
create index evaluation_of_relation on evaluation (relation_id, completed_at);
create index evaluation_created on evaluation (created_at, id);

-- Business done with a customer: one transaction, or the total of days of one
-- calendar year. R7.18 counts the amounts of a year, R7.19 asks whether anything was ever paid.
create table trade (
  id               uuid        not null constraint trade_pk primary key,
  version          bigint      not null default 1,
  department_id    uuid        not null constraint trade_department references department,
  customer_id      uuid        not null constraint trade_customer references customer,
  product_id       uuid        constraint trade_product references product,
  period_from      date        not null,
  period_to        date        not null,
  amount_fen       bigint      not null constraint trade_amount check (amount_fen > 0),
  paid_fen         bigint      not null default 0,
  reference        text,
  remarks          text,
  annulled_at      timestamptz,
  annulled_by      text,
  annulment_reason text,
  created_at       timestamptz not null,
  created_by       text        not null,
  changed_at       timestamptz not null,
  changed_by       text        not null,
  trace_id         text        not null,
  constraint trade_paid check (paid_fen between 0 and amount_fen),
  constraint trade_period check (period_from <= period_to and date_part('year', period_from) = date_part('year', period_to))
);
create unique index trade_reference on trade (department_id, reference) where reference is not null and annulled_at is null;
create index trade_of_customer on trade (customer_id, period_from);
create index trade_created on trade (created_at, id);

-- R7.24, SM-C10. problems: [{type, facts, evidence: []}] that the review states first.
-- used_by: the change of tier that was made on it.
create table stage_review (
  id                   uuid        not null constraint stage_review_pk primary key,
  version              bigint      not null default 1,
  relation_id          uuid        not null constraint stage_review_relation references department_customer,
  department_id        uuid        not null constraint stage_review_department references department,
  customer_id          uuid        not null constraint stage_review_customer references customer,
  state                text        not null default 'DRAFT' constraint stage_review_state
    check (state in ('DRAFT', 'COMPLETED', 'FILED', 'RECORDED')),
  period_from          date        not null,
  period_to            date        not null,
  contract_performance text,
  payment              text,
  integrity            text,
  problems             json        not null default '[]',
  evaluation_id        uuid        constraint stage_review_evaluation references evaluation,
  result               text        constraint stage_review_result
    check (result in ('KEEP', 'PROMOTE', 'DEMOTE', 'ELIMINATE', 'PROPOSE_BLACKLIST')),
  target_tier          text        constraint stage_review_target check (target_tier in ('VIP', 'PREFERRED', 'QUALIFIED')),
  remarks              text,
  due_on               date,
  late                 boolean,
  completed_by         text,
  completed_at         timestamptz,
  completed_on         date,
  filing_due_at        timestamptz,
  filed_by             text,
  filed_at             timestamptz,
  recorded_by          text,
  recorded_at          timestamptz,
  used_by              uuid,
  created_at           timestamptz not null,
  created_by           text        not null,
  changed_at           timestamptz not null,
  changed_by           text        not null,
  trace_id             text        not null,
  constraint stage_review_period check (period_from <= period_to),
  constraint stage_review_completed check ((state = 'DRAFT') = (completed_at is null))
);
create index stage_review_of_relation on stage_review (relation_id, completed_at);
create index stage_review_created on stage_review (created_at, id);

-- R7.17: proposed by one person, decided by another; the demotion for a problem is decided at once.
create table tier_change (
  id              uuid        not null constraint tier_change_pk primary key,
  version         bigint      not null default 1,
  relation_id     uuid        not null constraint tier_change_relation references department_customer,
  department_id   uuid        not null constraint tier_change_department references department,
  customer_id     uuid        not null constraint tier_change_customer references customer,
  cause           text        not null constraint tier_change_cause check (cause in ('INITIAL', 'PROMOTION', 'DEMOTION', 'PROBLEM')),
  state           text        not null constraint tier_change_state check (state in ('PROPOSED', 'DECIDED', 'REFUSED', 'WITHDRAWN')),
  from_tier       text        not null constraint tier_change_from check (from_tier in ('VIP', 'PREFERRED', 'QUALIFIED')),
  to_tier         text        not null constraint tier_change_to check (to_tier in ('VIP', 'PREFERRED', 'QUALIFIED')),
  evaluation_id   uuid        constraint tier_change_evaluation references evaluation,
  stage_review_id uuid        constraint tier_change_review references stage_review,
  reason          text,
  proposed_by     text,
  proposed_at     timestamptz,
  decided_by      text,
  decided_at      timestamptz,
  opinion         text,
  late            boolean,
  created_at      timestamptz not null,
  created_by      text        not null,
  changed_at      timestamptz not null,
  changed_by      text        not null,
  trace_id        text        not null
);
create unique index tier_change_open on tier_change (relation_id) where state = 'PROPOSED';
create index tier_change_of_relation on tier_change (relation_id, decided_at);
create index tier_change_created on tier_change (created_at, id);
alter table stage_review add constraint stage_review_used_by foreign key (used_by) references tier_change;

-- R7.21: the marketing division lets one customer pass a product's quota.
create table quota_exception (
  id            uuid        not null constraint quota_exception_pk primary key,
  version       bigint      not null default 1,
  department_id uuid        not null constraint quota_exception_department references department,
  customer_id   uuid        not null constraint quota_exception_customer references customer,
  product_id    uuid        not null constraint quota_exception_product references product,
  tier          text        not null constraint quota_exception_tier check (tier in ('VIP', 'PREFERRED')),
  reason        text        not null,
  granted_by    text        not null,
  granted_at    timestamptz not null,
  withdrawn_by  text,
  withdrawn_at  timestamptz,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null
);
create unique index quota_exception_once on quota_exception (department_id, customer_id, product_id, tier)
  where withdrawn_at is null;
create index quota_exception_created on quota_exception (created_at, id);

-- R7.25. tier: the customer's when the problem was recorded; demotion_due_on:
-- the last day for a VIP's demotion. source_ref: of a receivable, so that it counts once.
create table customer_problem (
  id                  uuid        not null constraint customer_problem_pk primary key,
  version             bigint      not null default 1,
  relation_id         uuid        not null constraint customer_problem_relation references department_customer,
  department_id       uuid        not null constraint customer_problem_department references department,
  customer_id         uuid        not null constraint customer_problem_customer references customer,
  type                text        not null constraint customer_problem_type
    check (type in ('POOR_CONTRACT_PERFORMANCE', 'LATE_PAYMENT', 'OPERATING_CRISIS', 'OTHER')),
  state               text        not null default 'OPEN' constraint customer_problem_state
    check (state in ('OPEN', 'CLOSED', 'RESOLVED', 'ANNULLED')),
  established_on      date        not null,
  facts               text        not null,
  evidence            json        not null default '[]',
  source              text        not null constraint customer_problem_source
    check (source in ('DEPARTMENT', 'DIVISION', 'RECEIVABLE', 'STAGE_REVIEW')),
  source_ref          text,
  stage_review_id     uuid        constraint customer_problem_review references stage_review,
  tier                text        constraint customer_problem_tier check (tier in ('VIP', 'PREFERRED', 'QUALIFIED')),
  demotion_due_on     date,
  closed_by           uuid        constraint customer_problem_closed_by references tier_change,
  closed_at           timestamptz,
  resolution          text,
  annulment_asked_by  text,
  annulment_asked_at  timestamptz,
  annulment_reason    text,
  annulment_decided_by text,
  annulment_decided_at timestamptz,
  annulment_opinion   text,
  created_at          timestamptz not null,
  created_by          text        not null,
  changed_at          timestamptz not null,
  changed_by          text        not null,
  trace_id            text        not null,
  constraint customer_problem_source_once unique (department_id, source_ref)
);
create index customer_problem_open on customer_problem (relation_id, established_on) where state = 'OPEN';
create index customer_problem_created on customer_problem (created_at, id);

-- R7.19. department_id: with whom it happened; problem_id: the problem that made the record.
create table default_record (
  id                   uuid        not null constraint default_record_pk primary key,
  version              bigint      not null default 1,
  customer_id          uuid        not null constraint default_record_customer references customer,
  department_id        uuid        not null constraint default_record_department references department,
  type                 text        not null constraint default_record_type check (type in ('LATE_PAYMENT', 'OVERDUE_PICKUP', 'OTHER')),
  occurred_on          date        not null,
  facts                text        not null,
  amount_fen           bigint      constraint default_record_amount check (amount_fen >= 0),
  evidence             json        not null default '[]',
  source               text        not null constraint default_record_source check (source in ('STAFF', 'RECEIVABLE', 'STAGE_REVIEW')),
  source_ref           text,
  problem_id           uuid        constraint default_record_problem references customer_problem,
  annulled_at          timestamptz,
  annulment_asked_by   text,
  annulment_asked_at   timestamptz,
  annulment_reason     text,
  annulment_decided_by text,
  annulment_decided_at timestamptz,
  annulment_opinion    text,
  created_at           timestamptz not null,
  created_by           text        not null,
  changed_at           timestamptz not null,
  changed_by           text        not null,
  trace_id             text        not null,
  constraint default_record_source_once unique (department_id, source_ref)
);
create index default_record_of_customer on default_record (customer_id, occurred_on);
create index default_record_of_problem on default_record (problem_id) where problem_id is not null;
create index default_record_created on default_record (created_at, id);

-- R7.23: what a department updated, or found unchanged.
create table data_update (
  id                   uuid        not null constraint data_update_pk primary key,
  version              bigint      not null default 1,
  relation_id          uuid        not null constraint data_update_relation references department_customer,
  department_id        uuid        not null constraint data_update_department references department,
  customer_id          uuid        not null constraint data_update_customer references customer,
  contract_performance text,
  payment              text,
  integrity            text,
  other                text,
  confirmed_unchanged  boolean     not null default false,
  created_at           timestamptz not null,
  created_by           text        not null,
  changed_at           timestamptz not null,
  changed_by           text        not null,
  trace_id             text        not null
);
create index data_update_of_relation on data_update (relation_id, created_at);
create index data_update_created on data_update (created_at, id);

create trigger audit after insert or update on review_standard for each row execute function audit();
create trigger audit after insert or update on evaluation for each row execute function audit();
create trigger audit after insert or update on trade for each row execute function audit();
create trigger audit after insert or update on stage_review for each row execute function audit();
create trigger audit after insert or update on tier_change for each row execute function audit();
create trigger audit after insert or update on quota_exception for each row execute function audit();
create trigger audit after insert or update on customer_problem for each row execute function audit();
create trigger audit after insert or update on default_record for each row execute function audit();
create trigger audit after insert or update on data_update for each row execute function audit();
