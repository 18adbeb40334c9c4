-- Did somebody take part in a meeting on a complaint who is recused by now (R10.5)?
create function met_with_recused(complaint uuid, participants json) returns boolean language sql stable as $$
  select exists (select from json_array_elements_text(participants) p where is_recused(complaint, p.value::uuid))
$$;
