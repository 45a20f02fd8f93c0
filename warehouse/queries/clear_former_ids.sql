-- ids among the given ones that are borne again: they are no former ids
delete from ledger.former_id
where list_contains($ids::json::varchar[], former_id) or former_id = now_id
