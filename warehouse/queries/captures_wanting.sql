-- one row per capture that waits for a program, with their names as a JSON list; not where a later one took its place
select
    wanting.capture_id,
    wanting.seq,
    to_json(list(wanting.program order by wanting.program))::varchar as programs
from ledger.wanting as wanting
inner join ledger.capture as captures on wanting.capture_id = captures.capture_id
where
    not exists (
        select 1
        from ledger.capture as later
        where later.source_id = captures.source_id and later.url = captures.url and later.seq > captures.seq
    )
group by wanting.capture_id, wanting.seq
order by wanting.seq
