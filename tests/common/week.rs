//! A journal to look back at.

/// A week: a session with all its ratings, one without any, a rating, a note, a self-test, a torn line.
pub(crate) const WEEK: &str = r#"{"v":1,"id":"019a0000-0000-7000-8000-000000000002","kind":"rating","at":"2026-11-18T07:02:10+01:00","score":3,"moment":"before","region":"low_back","side":"left","words":["aching"],"session":"019a0000-0000-7000-8000-000000000001"}
{"v":1,"id":"019a0000-0000-7000-8000-000000000001","kind":"session","at":"2026-11-18T07:02:31+01:00","ended":"2026-11-18T07:14:31+01:00","routine":"split-hip-stop","title":"Split Hip Stop","outcome":"completed","active_s":720,"effort":4,"note":"left side tighter","steps":[{"exercise":"split-hip-stretch","set":1,"side":"left","outcome":"done","planned":{"hold_s":25},"done":{"hold_s":25}},{"exercise":"split-hip-stretch","set":1,"side":"right","outcome":"skipped","reason":"it hurts","planned":{"hold_s":25},"done":{"hold_s":0}},{"exercise":"split-hip-stretch","set":2,"side":"left","outcome":"partial","planned":{"hold_s":25},"done":{"hold_s":18}},{"exercise":"split-hip-stretch","set":2,"side":"right","outcome":"swapped","by":"bird-dog","planned":{"hold_s":25},"done":{"hold_s":0}}]}
{"v":1,"id":"019a0000-0000-7000-8000-000000000003","kind":"rating","at":"2026-11-18T07:06:00+01:00","score":5,"moment":"during","session":"019a0000-0000-7000-8000-000000000001","exercise":"split-hip-stretch","step":0,"set":1,"working_side":"left","second":12}
{"v":1,"id":"019a0000-0000-7000-8000-000000000004","kind":"rating","at":"2026-11-18T07:15:00+01:00","score":null,"moment":"after","session":"019a0000-0000-7000-8000-000000000001"}
{"v":1,"id":"019a0000-0000-7000-8000-000000000005","kind":"rating","at":"2026-11-19T07:30:00+01:00","score":0,"moment":"next_morning","session":"019a0000-0000-7000-8000-000000000001","stiff_min":20}
{"v":1,"id":"019a0000-0000-7000-8000-000000000006","kind":"session","at":"2026-10-02T18:00:00+02:00","ended":"2026-10-02T18:05:00+02:00","routine":"gone-routine","title":"Gone Routine","outcome":"stopped","reason":"sharp pain","active_s":300,"note":"","steps":[]}
{"v":1,"id":"019a0000-0000-7000-8000-000000000007","kind":"rating","at":"2026-11-19T12:00:00+01:00","score":2,"moment":"other","region":"buttock","side":"left","words":["dull"],"note":"desk day"}
{"v":1,"id":"019a0000-0000-7000-8000-000000000008","kind":"note","at":"2026-11-17T20:00:00+01:00","text":"long drive"}
{"v":1,"id":"019a0000-0000-7000-8000-000000000009","kind":"self_test","at":"2026-11-17T19:00:00+01:00","exercise":"single-leg-stand-eyes-closed","side":"left","verdict":"fail","value":12}
"#;
