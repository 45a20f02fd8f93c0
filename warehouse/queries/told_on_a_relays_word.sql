-- one row per target that was told of an announcement on a relay's word, and name it was told; null for none
select distinct
    d.subscription_id,
    d.deliver_no,
    r.name
from ledger.delivery as d
left join ledger.change as c on d.change_id = c.change_id
left join ledger.list_row as r on c.announcement_id = r.announcement_id and c.subject_id = r.subject_id
where
    d.state != 'given up'
    and (
        c.announcement_id = $announcement_id
        or ((d.note ->> 'kind') = 'relayed' and (d.note ->> 'about') = $announcement_id)
    )
order by d.subscription_id, d.deliver_no, r.name
