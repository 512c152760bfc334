//! The examples under each `--help`, and what `--json` prints.

/// `supple start`
pub(super) const START: &str = "\
Examples:
  supple start split-hip-stop
  supple start core --minutes 3          the start of the id is enough
  supple start \"Half-Hour Desk Break\"    or the title
  supple start split --when after-run --no-check-in
  supple start core --plain              plain text, one line per cue
  supple start bird-dog                  one exercise alone
  supple start plank --hold 40 --sets 2  with a dose of your own
  supple start --for tight-hips --minutes 6 --position standing
  supple start --for \"weak glutes\" --equipment chair,wall --list

With --for a session is put together from the library: what is for the problem,
the muscle or the region you name, in the minutes you have (10 unless you say).
On a sore day it is easier; what you did in your last two sessions comes last.
--list shows it with the reason for each step, and --keep adds it to your own.

In plain text every cue is one line, and each question says how to answer it. In
a terminal you press single keys. Through a pipe you write words, one to a line:
\"pause\", \"next\", \"rate 3\", \"stop\"; \"help\" lists them all. Plain text is also used
if the output is not a terminal or TERM is dumb. When the input ends, nothing
waits for an answer: the session plays to its end.";

/// `supple list`
pub(super) const LIST: &str = "\
Examples:
  supple list                            all routines
  supple list --minutes 5 --when desk-break
  supple list --when before-run --equipment none --position standing
  supple list exercises --for tight-hip-flexors --equipment none
  supple list exercises --kind stretch --position standing
  supple list exercises --equipment chair,resistance-band
  supple list guides
  supple list --json | jq -r '.[] | select(.length_s < 300) | .id'

A mat is always assumed; a carpet or a towel will do. Spaces and capitals do not
matter, and other words for the same thing are understood:
sitting, face-down, warm-up, \"tight hips\", gym ball.

If the terminal is too narrow for a row, its last columns are left out.

Kinds:     stretch, strength, stability, mobility, balance, self-test, cardio,
           form-drill, self-care
Positions: standing, lunge, squat, kneeling, all-fours, plank, supine, prone,
           side-lying, seated, walking, running, varies
Occasions: before-run, after-run, during-run, before-squats,
           before-hip-thrusts, before-workout, after-workout, strength-day,
           rest-day, desk-break, evening, sore-day, any-day
Problems and equipment: an unknown word lists all that are allowed.

With --json, a list of objects, each with `own` and `replaces_built_in`.
  routines   id, title, summary, when, equipment, optional_equipment, rounds,
             steps (how many), length_s and estimate (null where it cannot be
             played)
  exercises  id, name, aliases, kind, also (further kinds), position,
             equipment, sides, helps_with, summary
  guides     id, title, summary, shelf, aliases, activities, causes (how many)
  plans      id, title, summary, by (day, week or session), parts (how many),
             repeats, versions, routines
A list inside equipment means that any one of its things will do.";

/// `supple show`
pub(super) const SHOW: &str = "\
Examples:
  supple show split-hip-stop             a routine
  supple show \"dead bug\"                 an exercise
  supple show squat-pain                 a guide: possible causes
  supple show runner-week                a plan
  supple show squat-pain --json | jq -r '.causes[].fix'

An id is looked for first, then a title, another name, and the start of an id.
If several items match, a routine is shown before an exercise, a guide or a plan;
--type picks another.

With --json, one object: `type` (routine, exercise, guide or plan), `own`,
`replaces_built_in`, every field of the content file, and:
  routine   length_s, estimate (null where it cannot be played), timeline: what
            happens when, with at_s and length_s in seconds
  exercise  routines and guides that it is used in, as ids
  plan      routines: id, title, length_s, estimate of each";

/// `supple search`
pub(super) const SEARCH: &str = "\
Examples:
  supple search lower back pain
  supple search butt wink
  supple search plnak                    typos are fine
  supple show \"$(supple search side plank --json | jq -r '.[0].id')\"

Shows up to 20 matches that have all of the words, the best first. If nothing has
all of them, the closest matches are shown.

With --json, a list of objects: type, id, title, own, replaces_built_in, closest
(true if some of the words are missing).";

/// `supple rate`
pub(super) const RATE: &str = "\
Examples:
  supple rate 3
  supple rate 2 --moment next_morning --stiff 20
  supple rate 4 --region low_back --side left --spread buttock --word aching
  supple rate 2 --moment after --note \"easier than on Monday\"

Regions: mid_back, low_back, buttock, hip, groin, thigh_front, thigh_back,
         knee, lower_leg, foot, other
Sides:   left, right, both, middle
Spread:  none, buttock, thigh, below_knee, foot
Words:   aching, dull, stiff, tight, sharp, stabbing, shooting, burning,
         throbbing, cramping, tingling, numb, weak

A next-morning rating belongs to the last session that ended 8 to 30 hours ago
and has no such rating yet.";

/// `supple log`
pub(super) const LOG: &str = "\
Examples:
  supple log --since 7d
  supple log --since 2026-11-20 --kind rating
  supple log --since 4w --until yesterday
  supple log --kind self_test
  supple log --routine split-hip-stop --exercise bird-dog
  supple log --json | jq '.[] | select(.kind == \"rating\") | .score'

Kinds: session, rating, note, activity, self_test, safety, red_flag_seen, plan,
       goal

--routine and --exercise also find the ratings of a session, except those given
during another exercise. If supple no longer has a routine or an exercise, give
its id.

With --json, a list of the valid entries, the newest last. Each has v, id, kind,
at and the fields of its kind as in the journal's lines, with later changes
applied, and `amended` (true or false). A score that was asked for but not given
is null. New fields and kinds may be added; none of these will be removed.";

/// `supple stats`
pub(super) const STATS: &str = "\
Examples:
  supple stats                           everything
  supple stats --since 4w
  supple stats --since 2026-06-01 --until 2026-08-31 --region low_back
  supple stats --exercise plank          also how much of it was done
  supple stats --json | jq '.pain.weeks[] | [.monday, .median, .n]'

Medians, each with the number of ratings behind it. A week's median is shown even
for a single rating; a difference needs 3 pairs, 3 sessions, or 3 ratings on each
side. A question you skipped is not counted; a score of 0 is. Days follow the
clock of the place where an entry was written; entries dated in the future are
left out. Weeks begin on Monday. If the span begins or ends in the middle of a
week, only the days inside the span count: the row says which (from Sun), and the
week is not judged by your goal.
`--since 4w` starts on the day four weeks ago, like the 4 weeks of the trends
screen; for its 3 months use 13w, for its year 52w.

With --region, a rating counts if it names the place, or names none and belongs to
a session whose check-in names it; --spread works the same way.

With --json, one object. A difference is {n, median}: later minus earlier, in
points; the median is null if n is below 3.
  from, to, region, spread, goal   what was asked for
  pain         unanswered, weeks: monday, n, median, lowest, highest of all
               ratings except those during sessions and those sore from
               training; mornings: the same for next mornings. Single ratings
               are in `supple log --json`
  course       whether pain is lower: later (the last 28 days, or the whole span
               if that is shorter), earlier (its first 28 days; for 4 weeks or
               less, the same number of days before it): from, to, n, median, lowest, highest;
               trend: lower, a_little_lower, about_the_same, a_little_higher,
               higher, or null
  paired       sessions; after (from before), next_morning (from before),
               overnight (from after): differences; routines: routine, title, and
               the same for each
  exercises    exercise, sessions; during, after, next_morning (from before):
               with, without (differences), gap. During is the highest score
               while doing it; without it, the highest of the session
  places       only ratings of 1 or more, not during sessions: ratings,
               unsaid, cells:
               region, side, count; words: word, count; spread: monday, furthest,
               n, shift (up, down, null); below_knee: first, last
  doing        days: day, sessions, active_s; weeks: monday, sessions,
               unsettled, settled_known (how many are known), active_s
               (seconds of work), goal (at that time), neutral_days (rest and
               flare-ups), state: kept (goal met), neutral (rest), free (a week
               off), missed (goal not met), running (this week), begun (the
               first, started late), part (only partly in the span)
  activities   name, is_current, answers: at, score (higher is better)
  self_tests   exercise, side, tries: at, verdict, value, finding
  dose         with --exercise: at, session, sets, total (hold_s, reps, breaths,
               activity_s), longest_hold_s";

/// `supple status`
pub(super) const STATUS: &str = "\
Examples:
  supple status
  set -g status-right '#(supple status)'           in tmux.conf

What fits today, this week against your goal, the last score, and whether
something is worth getting checked.

With --json, one object: next (routine, title, length_s, or null for rest),
reason, week (sessions, goal), last (score, moment, at, or null),
clinic (the reason to get it checked, or null).";

/// `supple check`
pub(super) const CHECK: &str = "\
Examples:
  supple check                           your own files, and the settings
  supple check routines/hips.json        one file, wherever it is

Each problem is one line, `file:line:column: field: what is wrong`. The exit code
is 1 if a file cannot be used. With --json, a list of problems: file, line,
column, field, message, severity (error or warning).";

/// `supple paths`
pub(super) const PATHS: &str = "\
Examples:
  supple paths
  cd \"$(supple paths --json | jq -r .routines)\"

With --json, one object: config, data, state, journal, journal_file (null before
the first entry), settings, exercises, routines, plans.";

/// `supple doctor`
pub(super) const DOCTOR: &str = "\
Examples:
  supple doctor
  supple doctor --repair                 folders to 0700, files to 0600
  supple doctor --json | jq '.sinks[] | select(.used == null) | .sink'

Nothing is spoken or played; the settings screen can try each sound. --repair
makes your data readable by you alone and changes nothing else; the journal
itself is never rewritten.

With --json, one object: journal (files, sessions, ratings, problems,
unfinished), own_problems (how many), folders (what, path, exists, open: what
other users can open, can_be_private), repaired, unrepaired, terminal (columns, rows, name, colours,
background), remote (over ssh), sinks (sink, has, used, note), helpers (programs),
reminder (clock, schedule, next; null if none is set).";

/// `supple completions`
pub(super) const COMPLETIONS: &str = "\
Examples:
  source <(supple completions bash)      in ~/.bashrc
  source <(supple completions zsh)       in ~/.zshrc, after compinit
  supple completions fish | source       in ~/.config/fish/config.fish

The shell asks supple what can come next: options, their values, and the ids of
routines and exercises, including your own.";

/// `supple handout`
pub(super) const HANDOUT: &str = "\
Examples:
  supple handout split-hip-stop -o hips.html
  supple handout \"Seven Low-Back\" > stretches.html

One self-contained HTML page: each step with its figure, dose, sides and cues,
boxes to tick for two weeks, when to stop, and the sources. Print it on A4 or
Letter from any browser.";

/// `supple demo`
pub(super) const DEMO: &str = "\
Examples:
  supple demo --home /tmp/demo           half a year
  supple demo --weeks 52 --seed 7 --home /tmp/demo
  supple --home /tmp/demo                then open it

For trying supple out, for pictures and for tests: an invented person who follows
a plan, gets better, and has a flare-up or two. The same seed on the same day and
minute makes the same journal; every note in it begins with \"made up\".

It needs a folder of its own without a journal, given by --home or SUPPLE_HOME,
so that nothing invented gets mixed with your own entries.";

/// `supple man`
pub(super) const MAN: &str = "\
Examples:
  supple man | man -l -
  supple man > ~/.local/share/man/man1/supple.1";
