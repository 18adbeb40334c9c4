-- Who may not read one thing is told so, and why: 403 as the rules say (C9, R3.25, R3.32). That it is there is no secret
-- from anybody who asks about customers; what is listed is what the caller reads.

-- Whether the caller reads what belongs to a customer of this salesperson; who does not is refused: the refusal is the
-- name of one of the service. own: the caller reads it for another reason. whose: the customer; it is here so that this is
-- asked of the row that was found, and of no other.
create function credit_reads(whose uuid, own boolean, responsible uuid, actor text, roles text[],
                             refusal text default 'credit_readable') returns boolean
  language plpgsql stable cost 10000 as $$
begin
  if own or credit_readable(responsible, actor, roles) then
    return true;
  end if;
  raise exception 'what the caller may not read' using errcode = 'insufficient_privilege', constraint = refusal;
end $$;

-- A payment that is taken back is asked what it recovered (R3.38).
create index recovery_action_of_payment on recovery_action (payment_id) where payment_id is not null;
