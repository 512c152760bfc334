//! The examples under each `--help`, and what `--json` prints.

/// `supple start`
pub(super) const START: &str = "\
Examples:
  supple start split-hip-stop
  supple start core --minutes 3          the beginning of a name is enough
  supple start \"Half-Hour Desk Break\"    so is the title
  supple start split --when after-run --no-check-in
  supple start core --plain              in lines of text

In lines, every cue is a line with a number, and each question says what can be
answered: by single keys in a terminal, by lines of words through a pipe, such
as \"pause\", \"next\", \"rate 3\", \"stop\"; \"help\" says which. Where output is not a
terminal, or TERM is dumb, it is lines by itself. After the end of input nothing
waits for an answer: the session goes on to its end.";

/// `supple list`
pub(super) const LIST: &str = "\
Examples:
  supple list                            all routines
  supple list --minutes 5 --when desk-break
  supple list exercises --for tight-hip-flexors --equipment none
  supple list exercises --kind stretch --position standing
  supple list exercises --equipment chair,resistance-band
  supple list guides                     to read
  supple list --json | jq -r '.[] | select(.length_s < 300) | .id'

A mat is always taken to be at hand: a carpet or a towel does as well. Blanks
and capitals in a word do not matter, and other words for the same are known:
sitting, face-down, warm-up, \"tight hips\", gym ball.

On a terminal too narrow for a row, its last columns are left out.

Kinds:     stretch, strength, stability, mobility, balance, self-test, cardio,
           form-drill, self-care
Positions: standing, lunge, squat, kneeling, all-fours, plank, supine, prone,
           side-lying, seated, walking, running, varies
Occasions: before-run, after-run, during-run, before-squats,
           before-hip-thrusts, before-workout, after-workout, strength-day,
           rest-day, desk-break, evening, sore-day, any-day
Problems and equipment: a word that is none is told with all there are.

With --json, a list of objects, each with own and replaces_built_in.
  routines   id, title, summary, when, equipment, optional_equipment, rounds,
             steps (how many), length_s and estimate (null where it cannot be
             played)
  exercises  id, name, aliases, kind, also (further kinds), position,
             equipment, sides, helps_with, summary
  guides     id, title, summary, shelf, aliases, activities, causes (how many)
  plans      id, title, summary, by (day, week or session), parts (how many),
             repeats, versions, routines
In equipment, a list among the words means that any one of them does.";

/// `supple show`
pub(super) const SHOW: &str = "\
Examples:
  supple show split-hip-stop             a routine
  supple show \"dead bug\"                 an exercise
  supple show squat-pain                 a guide: what may be behind it
  supple show runner-week                a plan
  supple show squat-pain --json | jq -r '.causes[].fix'

An id comes before a title, a title before another name, that before a
beginning. Where a name is still several's, the first of routine, exercise,
guide and plan is shown; --type asks for another.

With --json, one object: `type` (routine, exercise, guide or plan), `own`,
`replaces_built_in`, and every field of the content file. And besides:
  routine   length_s, estimate (null where it cannot be played), timeline: what
            happens when, with at_s and length_s in seconds
  exercise  routines and guides that it is used in, as ids
  plan      routines: id, title, length_s, estimate of each";

/// `supple search`
pub(super) const SEARCH: &str = "\
Examples:
  supple search lower back pain
  supple search butt wink
  supple search plnak                    a wrong letter is no matter
  supple show \"$(supple search side plank --json | jq -r '.[0].id')\"

At most 20 are shown, the best first; all the words have to be found. Where
nothing has all of them, the closest are shown: what has most of them.

With --json, a list of objects: type, id, title, own, replaces_built_in, closest
(true where some of the words are not in it).";

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

A rating of the next morning belongs to the session that it is the morning
after of, if that ended 8 to 30 hours ago and was not rated yet.";

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

A rating of a session goes with its routine and, unless it was given during
another one, with its exercises. A routine or an exercise that is in your journal
and no longer in the content is found by its id.

With --json, a list of the entries that hold, the newest last. Each has v, id,
kind, at and the fields of its kind as the journal's lines have them, with its
changes made, and `amended` (true or false). A score that was asked for and not
given is null. Further fields and kinds may come; none of these will go.";

/// `supple stats`
pub(super) const STATS: &str = "\
Examples:
  supple stats                           everything
  supple stats --since 4w
  supple stats --since 2026-06-01 --until 2026-08-31 --region low_back
  supple stats --exercise plank          and how much was done of it
  supple stats --json | jq '.pain.weeks[] | [.monday, .median, .n]'

Medians and how many ratings are behind them, never sums. Each week's median has
its number beside it, also where that is 1; of a difference nothing is said
below 3 pairs, sessions, or ratings on a side. A score that was not given is in
no number, 0 is. Days are those of the place where an entry was written, today at
the latest; what is later than now counts for nothing. Weeks begin on Monday. Of a
week that the time begins or ends in, only the days in it count: its row says which
(from Sun), and it is neither kept nor missed.
`--since 4w` is from the day four weeks ago on, as the 4 weeks of the trends
screen are; its 3 months are 13w, its year 52w.

With --region, a rating counts that names the place, or names none and belongs to
a session whose check-in names it; the same with --spread.

With --json, one object. A difference is {n, median}: later less earlier, in
points, the median null below 3.
  from, to, region, spread, goal   what was asked for
  pain         unanswered, weeks: monday, n, median, lowest, highest of all
               ratings but those during sessions, and those with muscles sore
               from training; mornings: the same of next
               mornings. Each rating is in `supple log --json`
  course       whether pain is lower: later (the last 28 days, or the time asked
               for where that is shorter), earlier (its first 28; of 4 weeks or
               less, as many days before): from, to, n, median, lowest, highest;
               trend: lower, a_little_lower, about_the_same, a_little_higher,
               higher, or null
  paired       sessions; after (from before), next_morning (from before),
               overnight (from after): differences; routines: routine, title, and
               the same of each
  exercises    exercise, sessions; during, after, next_morning (from before):
               with, without (differences), gap. During counts the highest while
               it was done; without it, the highest of the session
  places       all of ratings of 1 or more, not during: ratings, unsaid, cells:
               region, side, count; words: word, count; spread: monday, furthest,
               n, shift (up, down, null); below_knee: first, last
  doing        days: day, sessions, active_s; weeks: monday, sessions,
               unsettled, settled_known (of how many it is known), active_s
               (seconds of work), goal (of that time), neutral_days (of rest and
               flare), state: kept, neutral (rest), free, missed, running, begun (the
               first, where it began late), part (not all of it is asked for)
  activities   name, is_current, answers: at, score (higher is better)
  self_tests   exercise, side, tries: at, verdict, value, finding
  dose         with --exercise: at, session, sets, total (hold_s, reps, breaths,
               activity_s), longest_hold_s";

/// `supple status`
pub(super) const STATUS: &str = "\
Examples:
  supple status
  set -g status-right '#(supple status)'           in tmux.conf

What fits today, this week against your goal, the last score, and whether to
have it looked at.

With --json, one object: next (routine, title, length_s, or null for rest),
reason, week (sessions, goal), last (score, moment, at, or null),
clinic (the reason to have it looked at, or null).";

/// `supple check`
pub(super) const CHECK: &str = "\
Examples:
  supple check                           your own files, and the settings
  supple check routines/hips.json        one file, wherever it is

Each problem is one line, `file:line:column: field: what is wrong`. The exit code
is 1 where a file cannot be used. With --json, a list of problems: file, line,
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

Nothing is spoken or played: the settings screen has a key for that. --repair
takes access to your data from others, and changes nothing else; the journal
itself is never written anew.

With --json, one object: journal (files, sessions, ratings, problems,
unfinished), own_problems (how many), folders (what, path, exists, open: what
others can get at, can_be_private), repaired, unrepaired, terminal (columns, rows, name, colours,
background), remote (over ssh), sinks (sink, has, used, note), helpers (programs).";

/// `supple completions`
pub(super) const COMPLETIONS: &str = "\
Examples:
  source <(supple completions bash)      in ~/.bashrc
  source <(supple completions zsh)       in ~/.zshrc, after compinit
  supple completions fish | source       in ~/.config/fish/config.fish

The shell asks supple itself what can stand there: options, their values, and the
ids of routines and exercises, your own among them.";

/// `supple handout`
pub(super) const HANDOUT: &str = "\
Examples:
  supple handout split-hip-stop -o hips.html
  supple handout \"Seven Low-Back\" > stretches.html

One HTML page that needs nothing beside itself: each step with its figure, dose,
sides and cues, boxes to tick for two weeks, when to stop, and the sources. Print
it on A4 or Letter from any browser.";

/// `supple demo`
pub(super) const DEMO: &str = "\
Examples:
  supple demo --home /tmp/demo           half a year of it
  supple demo --weeks 52 --seed 7 --home /tmp/demo
  supple --home /tmp/demo                then look at it

For trying supple out, for pictures of it and for tests: somebody made up, who
follows a plan, gets better, and has a flare-up or two. The same seed on the same
day and minute makes the same journal; every note in it begins with \"made up\".

It needs a folder of its own by --home or SUPPLE_HOME, without a journal in it, so
that nothing made up gets among your own entries.";

/// `supple man`
pub(super) const MAN: &str = "\
Examples:
  supple man | man -l -
  supple man > ~/.local/share/man/man1/supple.1";
