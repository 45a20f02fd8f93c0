-- one row per pair of neighbouring characters and what it stands in
create or replace view bigrams as
with bigram as (
    select * from ledger.bigram
)

select
    bigram,
    about_id
from bigram;

comment on view bigrams is 'Pairs of characters in names and titles (二元组索引), which search finds them by; written when the file is published';
comment on column bigrams.bigram is 'Two neighbouring letters or digits (二元组), in half width and lower case, punctuation left out';
comment on column bigrams.about_id is 'Id of the subject or announcement in whose name or title it stands';
