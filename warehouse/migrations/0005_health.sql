-- How a source fares against its own history: since when it is ill, when that was told, what is usual for it.

alter table ledger.source add column ill_since timestamptz;

-- when the operators were told that it is ill; null once they were told that it is back
alter table ledger.source add column told_at timestamptz;

-- entries of a page, and working days between two days with something new; null before they are known
alter table ledger.source add column usual_entries integer;

alter table ledger.source add column rhythm_days integer;

-- working days without anything new after which it counts as silent
alter table ledger.source add column patience_days integer;

alter table ledger.source add column needs_person boolean default false;

alter table ledger.source alter column needs_person set not null;
