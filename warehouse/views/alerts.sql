-- one row per delivery owed to one channel of one subscription
create or replace view alerts as
with delivery as (
    select * from ledger.delivery
)

select
    alert_id,
    subscription_id,
    channel,
    change_id,
    deadline_id,
    state,
    attempts,
    last_error,
    created_at,
    sent_at,
    note,
    next_attempt_at,
    message_id,
    claimed_at
from delivery;

comment on view alerts is 'Alerts (提醒): what was owed to whom, and whether it left the house';
comment on column alerts.alert_id is 'Id of the alert';
comment on column alerts.subscription_id is 'The subscription (订阅) it is owed to';
comment on column alerts.channel is 'Where it goes (渠道), without its secrets';
comment on column alerts.change_id is 'Id of the change it tells; null for other news';
comment on column alerts.deadline_id is 'Id of the deadline it tells; null for other news';
comment on column alerts.state is 'waiting (待发), sent (已发), failed (失败, tried again) or given up (放弃)';
comment on column alerts.attempts is 'How often it was tried (尝试次数)';
comment on column alerts.last_error is 'What the last attempt met (最近错误)';
comment on column alerts.created_at is 'When it became owed (产生时间), UTC';
comment on column alerts.sent_at is 'When it left (发出时间), UTC';
comment on column alerts.note is 'News that is neither change nor deadline (运行消息), as JSON';
comment on column alerts.next_attempt_at is 'When it is tried again (下次尝试), UTC';
comment on column alerts.message_id is 'The message it leaves in and its idempotency key (消息编号): alerts of one message share it';
comment on column alerts.claimed_at is 'Set between claim and outcome (正在发送): if it stays set, the message may have left and can come again, UTC';
