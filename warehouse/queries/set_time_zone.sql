-- every time is handed out in UTC, wherever the machine stands
set timezone = 'UTC'
