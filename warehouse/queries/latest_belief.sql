-- one row: the latest instant at which a belief about a title was opened or closed, null where there is none
select greatest(max(recorded_from), max(recorded_to)) as known_at
from ledger.title
