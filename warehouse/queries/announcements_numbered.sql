-- one row per announcement that bears one of the document numbers
select *
from ledger.announcement
where list_contains($numbers::json::varchar[], doc_number)
