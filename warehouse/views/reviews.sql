-- one row per question for a person
create or replace view reviews as
with review as (
    select * from ledger.review
)

select
    review_id,
    kind,
    announcement_id,
    reason,
    evidence,
    opened_at,
    decided_at,
    decision,
    decided_by,
    about
from review;

comment on view reviews is 'Reviews (待人工核定): what waits for a person, and what was decided';
comment on column reviews.review_id is 'Id of the review';
comment on column reviews.kind is 'What is asked (类型): a held list, held endings, an identity and so on';
comment on column reviews.announcement_id is 'Id of the announcement it is about; null where there is none';
comment on column reviews.reason is 'Why a person is asked (原因)';
comment on column reviews.evidence is 'What the question rests on (证据), as JSON';
comment on column reviews.opened_at is 'When it was asked (提出时间), UTC';
comment on column reviews.decided_at is 'When it was decided (决定时间), UTC; null while open';
comment on column reviews.decision is 'accept or reject (决定); null while open';
comment on column reviews.decided_by is 'Who decided (决定人)';
comment on column reviews.about is 'Hashes and ids that a decision rests on (依据); it is void when they change';
