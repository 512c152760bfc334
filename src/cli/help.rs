//! The examples under each `--help`, and what `--json` prints.

/// `supple start`
pub(super) const START: &str = "\
Examples:
  supple start split-hip-stop
  supple start core --minutes 3          the beginning of a name is enough
  supple start \"Half-Hour Desk Break\"    so is the title
  supple start split --when after-run --no-check-in";

/// `supple list`
pub(super) const LIST: &str = "\
Examples:
  supple list                            all routines
  supple list exercises
  supple list --json | jq -r '.[] | select(.length_s < 300) | .id'

With --json, a list of objects.
  routines   id, title, summary, when, equipment, rounds, steps (how many),
             length_s and estimate (null where it cannot be played), own,
             replaces_built_in
  exercises  id, name, aliases, kind, position, equipment, sides, summary,
             own, replaces_built_in";

/// `supple show`
pub(super) const SHOW: &str = "\
Examples:
  supple show split-hip-stop             a routine
  supple show bird-dog                   an exercise
  supple show \"dead bug\"

With --json, one object: `type` (routine or exercise), `own`,
`replaces_built_in`, and every field of the content file. A routine also has
`length_s`, `estimate` and `timeline`: what happens when, with `at_s` and
`length_s` in seconds.";

/// `supple rate`
pub(super) const RATE: &str = "\
Examples:
  supple rate 3
  supple rate 0 --moment next_morning
  supple rate 4 --region low_back --side left --spread buttock --word aching
  supple rate 2 --moment after --note \"easier than on Monday\"

Regions: mid_back, low_back, buttock, hip, groin, thigh_front, thigh_back,
         knee, lower_leg, foot, other
Sides:   left, right, both, middle
Spread:  none, buttock, thigh, below_knee, foot
Words:   aching, dull, stiff, tight, sharp, stabbing, shooting, burning,
         throbbing, cramping, tingling, numb, weak";

/// `supple log`
pub(super) const LOG: &str = "\
Examples:
  supple log --since 7d
  supple log --since 2026-11-20 --kind rating
  supple log --json | jq '.[] | select(.kind == \"rating\") | .score'

With --json, a list of the sessions and ratings that hold, the newest last, in
the form of the journal's lines, with their changes made and `amended` (true or
false) added. A score that was asked for and not given is null.";

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
the first entry), settings, exercises, routines.";

/// `supple completions`
pub(super) const COMPLETIONS: &str = "\
Examples:
  supple completions bash > ~/.local/share/bash-completion/completions/supple
  supple completions fish > ~/.config/fish/completions/supple.fish";

/// `supple man`
pub(super) const MAN: &str = "\
Examples:
  supple man | man -l -
  supple man > ~/.local/share/man/man1/supple.1";
