-- one row more: a migration that has just been applied
insert into ledger.migration
select
    $name as name,
    $applied_at as applied_at
