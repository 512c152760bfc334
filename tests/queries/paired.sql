-- Paired changes: overall (routine null) and for each routine. After sessions.sql. Below 3 pairs the median is null.
WITH changes AS (
    SELECT routine, unnest([after - before, next_morning - before, next_morning - after]) AS change,
           unnest(['after', 'next_morning', 'overnight']) AS pair
    FROM sessions
)
SELECT routine, pair, count(change) AS n, CASE WHEN count(change) >= 3 THEN median(change) END AS median
FROM changes
GROUP BY GROUPING SETS ((pair), (routine, pair))
ORDER BY ALL;
