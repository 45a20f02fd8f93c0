-- one row per programme
select
    programme_id,
    title
from programmes
