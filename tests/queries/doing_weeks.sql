-- Sessions in which something was done, and their seconds, by week. After sessions.sql: only days that are asked for count,
-- also in a week that is cut.
SELECT date_trunc('week', day)::DATE::VARCHAR AS monday, count(*) AS sessions, sum(active_s) AS active_s
FROM sessions
GROUP BY ALL
ORDER BY monday;
