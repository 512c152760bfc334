-- Each exercise: the median change from before in sessions with it, and in those without it. After sessions.sql.
-- With it: a line that was done, partly done or stopped; or that was swapped by it. Below 3 on either side both medians
-- are null.
WITH done AS (
    SELECT DISTINCT id, CASE WHEN step->>'outcome' = 'swapped' THEN step->>'by' ELSE step->>'exercise' END AS exercise
    FROM (SELECT id, unnest(steps::JSON[]) AS step FROM sessions)
    WHERE step->>'outcome' <> 'skipped'
), changes AS (
    SELECT id, unnest([during - before, after - before, next_morning - before]) AS change,
           unnest(['during', 'after', 'next_morning']) AS pair
    FROM sessions
), split AS (
    SELECT exercise, pair, change, (exercise, id) IN (SELECT (exercise, id) FROM done) AS with_it
    FROM (SELECT DISTINCT exercise FROM done WHERE exercise IS NOT NULL) CROSS JOIN changes
), medians AS (
    SELECT exercise, pair, count(*) FILTER (with_it) AS sessions,
           count(change) FILTER (with_it) AS with_n, median(change) FILTER (with_it) AS with_median,
           count(change) FILTER (NOT with_it) AS without_n, median(change) FILTER (NOT with_it) AS without_median
    FROM split GROUP BY exercise, pair
)
SELECT exercise, pair, sessions, with_n, without_n,
       CASE WHEN least(with_n, without_n) >= 3 THEN with_median END AS with_median,
       CASE WHEN least(with_n, without_n) >= 3 THEN without_median END AS without_median
FROM medians
ORDER BY ALL;
