-- Each exercise: the median change from before in sessions with it, and in those without it. After sessions.sql.
-- During: with it to the highest while it was done, without it to the highest during the session. Below 3 on either side
-- both medians are null.
WITH split AS (
    SELECT each.exercise, pair, done.id IS NOT NULL AS with_it,
           CASE pair WHEN 'during' THEN CASE WHEN done.id IS NULL THEN sessions.during ELSE done.during END
                     WHEN 'after' THEN after ELSE next_morning END - before AS change
    FROM (SELECT DISTINCT exercise FROM done) each
    CROSS JOIN sessions
    CROSS JOIN (SELECT unnest(['during', 'after', 'next_morning']) AS pair) pairs
    LEFT JOIN done ON done.id = sessions.id AND done.exercise = each.exercise
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
