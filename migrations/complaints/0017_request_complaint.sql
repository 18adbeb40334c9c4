-- May somebody learn that there is this complaint (R10.15)?
create function complaint_shown_to(complaint_id uuid, actor text, roles text[]) returns boolean language sql stable as $$
  select complaint_id is not null and exists (select from complaint c where c.id = complaint_id and complaint_readable(c, actor, roles))
$$;
