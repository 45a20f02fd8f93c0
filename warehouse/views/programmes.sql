-- one row per programme as configured at the last run
create or replace view programmes as
with programme as (
    select * from ledger.programme
)

select
    programme_id,
    title,
    english,
    level,
    region,
    renewal,
    subject
from programme;

comment on view programmes is 'Programmes (专项): the kinds of titles that are watched';
comment on column programmes.programme_id is 'The programme (专项): which kind of title';
comment on column programmes.title is 'Name of the programme (名称)';
comment on column programmes.english is 'Its name in English (英文名)';
comment on column programmes.level is 'national, province or city (层级)';
comment on column programmes.region is 'Region it is given in (地区); 全国 for a national one';
comment on column programmes.renewal is 'How its titles go on (延续): review (复核), term (期满即止), none (长期) or roster (以最新名单为准)';
comment on column programmes.subject is 'What holds its titles (主体类型): enterprise, cluster, product, park and so on';
