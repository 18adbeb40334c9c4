-- name: history_list(table_name, subject_id, integer? before, shown, integer at_most) :many
-- The versions of a row, the latest first, as the API shows them; of each only the columns in shown.
select version, changed_at, changed_by, trace_id,
       coalesce((select json_object_agg(key, case when image is null then value else json_build_object('to', value) end)
                   from json_each(coalesce(image, change))
                  where key = any (:shown::text[]) and value::text <> 'null'), '{}') as changes
  from history
 where table_name = :table_name and subject_id = :subject_id and (:before::bigint is null or version < :before)
 order by version desc
 limit :at_most;
