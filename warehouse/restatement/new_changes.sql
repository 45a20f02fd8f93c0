-- one row per change of the ledger built anew that the live one has under no id
select made.change_id
from fresh.ledger.change as made
where
    made.change_id not in (select held.change_id from ledger.change as held)
    and made.change_id not in (
        select moved.now_id
        from fresh.ledger.former_id as moved
        inner join ledger.change as held on moved.former_id = held.change_id
    )
order by made.change_id
