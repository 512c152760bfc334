-- Whether pain is lower: the last four weeks (`later`) against four weeks before (`earlier`), all ratings but those during
-- sessions and those given with muscles sore from training. After entries.sql. A time that begins four weeks before `until` or later is held against as many days before
-- it, a longer one against its own first four weeks, from its first rating on. The trend is null below 3 ratings on a side;
-- one point is said from below 5, between 7 days or more with 4 ratings each.
WITH rated AS (
    SELECT day, (entry->>'score')::INT AS score FROM entries
    WHERE kind = 'rating' AND (entry->>'score') IS NOT NULL AND entry->>'moment' <> 'during'
      AND NOT coalesce((entry->>'training_sore')::BOOL, false)
), asked AS (
    SELECT getvariable('until') AS last, getvariable('since') >= getvariable('until') - 28 AS is_short,
           least(28, getvariable('until') - getvariable('since') + 1)::INT AS days
), begins AS (
    SELECT last, is_short, days,
           CASE WHEN is_short THEN last - (2 * days - 1)
                ELSE least(coalesce((SELECT min(day) FROM rated WHERE day BETWEEN getvariable('since') AND last), last - 28), last - 28)
           END AS first
    FROM asked
), spans AS (
    SELECT 'later' AS span, last - (days - 1) AS first_day, last AS last_day FROM begins
    UNION ALL
    SELECT 'earlier', first, least(first + (days - 1), last - days) FROM begins
), medians AS (
    SELECT span, first_day, last_day, count(score) AS n, median(score) AS median, min(score) AS lowest, max(score) AS highest
    FROM spans LEFT JOIN rated ON day BETWEEN first_day AND last_day
    GROUP BY ALL
)
SELECT span, first_day::VARCHAR AS first_day, last_day::VARCHAR AS last_day, n, median, lowest, highest,
       (SELECT CASE WHEN later.n < 3 OR earlier.n < 3 THEN NULL
                    WHEN later.median - earlier.median <= -fall THEN 'lower'
                    WHEN later.median - earlier.median >= 2 THEN 'higher'
                    WHEN says_a_point AND later.median - earlier.median <= -1 THEN 'a_little_lower'
                    WHEN says_a_point AND later.median - earlier.median >= 1 THEN 'a_little_higher'
                    ELSE 'about_the_same' END
        FROM (SELECT later.*, earlier.median < 5 AND least(later.n, earlier.n) >= 4
                     AND least(later.last_day - later.first_day, earlier.last_day - earlier.first_day) >= 6 AS says_a_point
              FROM medians later, medians earlier WHERE later.span = 'later' AND earlier.span = 'earlier') later,
             (SELECT *, CASE WHEN median >= 7.5 THEN 3 ELSE 2 END AS fall FROM medians WHERE span = 'earlier') earlier
       ) AS trend
FROM medians
ORDER BY span;
