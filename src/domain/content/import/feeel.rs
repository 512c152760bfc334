//! Files of Feeel: one workout each, `*.feeel`.
//!
//! **Shape**: `{"feeelMetadataVersion": 300, "fullWorkout": {"workout": {"title", "countdownDuration",
//! "exerciseDuration", "breakDuration"}, "workoutExercises": [{"orderPosition", "exercise", "exerciseDuration"?,
//! "breakDuration"?}]}}`, times in seconds. An exercise is its number at wger; a break is before its exercise.

use super::super::object_reader::{Fields, read_foreign};
use super::{ForeignReading, ForeignRoutine, ForeignStep, LONGEST_REST, LONGEST_WORK, name, seconds};
use crate::domain::text::Text;

/// The exercises that the program brings, by their numbers at wger. Those of one side end in its name.
const NAMES: [(i64, &str); 56] = [
    (-7, "Chair Dips"),
    (167, "Crunches"),
    (320, "Jumping Jacks"),
    (377, "Leg Raises"),
    (454, "Pike Push-Ups"),
    (456, "Pistol Squat Left"),
    (458, "Forearm Plank"),
    (475, "Pull-Up"),
    (482, "Push-Ups"),
    (570, "Shoulder Shrug"),
    (580, "Side Plank Left"),
    (615, "Air Squat"),
    (616, "Squat Thrust"),
    (632, "Sumo Squat"),
    (702, "Single-Leg Calf Raise Left"),
    (718, "Wall Sit"),
    (981, "Step-Ups"),
    (983, "High Knees"),
    (984, "Lunges"),
    (985, "Push-Up Rotations"),
    (986, "Side Split Squat Left"),
    (987, "Side Split Squat Right"),
    (988, "Bulgarian Split Squat Left"),
    (989, "Bulgarian Split Squat Right"),
    (990, "Kneeling Kickbacks"),
    (991, "Split Squat Left"),
    (992, "Split Squat Right"),
    (993, "Jump Rope"),
    (994, "Forward Arm Circles"),
    (995, "Backward Arm Circles"),
    (996, "Mountain Climbers"),
    (997, "Four-Count Burpees"),
    (998, "Burpees without Push-Up"),
    (999, "Reverse Lunges"),
    (1000, "Floor Dips"),
    (1001, "High Plank"),
    (1002, "Child's Pose"),
    (1003, "Kettlebell Deadlift"),
    (1004, "Forward Shoulder Rolls"),
    (1005, "Backward Shoulder Rolls"),
    (1006, "Chin Tuck"),
    (1007, "Head Turns"),
    (1008, "Side Neck Stretch Left"),
    (1009, "Side Neck Stretch Right"),
    (1010, "Back Neck Stretch"),
    (1011, "Front Neck Stretch"),
    (1012, "Alternating Bicep Curls"),
    (1013, "Levator Scapulae Stretch Left"),
    (1014, "Levator Scapulae Stretch Right"),
    (1015, "Neck Circles Clockwise"),
    (1016, "Neck Circles Counterclockwise"),
    (1017, "Neck Half Circles"),
    (1018, "Head Tilts"),
    (1019, "Side Plank Right"),
    (1020, "Pistol Squat Right"),
    (1021, "Single-Leg Calf Raise Right"),
];

pub(super) fn read(file: &str, text: &str) -> ForeignReading {
    let (found, problems) = read_foreign(file, text, |f| {
        if !f.has("fullWorkout") {
            f.problem("fullWorkout", "`fullWorkout` is missing");
        }
        f.object("fullWorkout", workout)
    });
    (found.into_iter().flatten().collect(), problems).into()
}

/// The times that hold for every exercise without its own, in seconds.
struct FeeelTimes {
    exercise_s: Option<f64>,
    break_s: Option<f64>,
}

/// A step with its place.
struct FeeelStep {
    order: i64,
    step: ForeignStep,
}

fn workout(f: &mut Fields<'_, '_>) -> Option<ForeignRoutine> {
    let line = f.line();
    let mut routine = f.object("workout", |f| {
        let times = FeeelTimes {
            exercise_s: seconds(f, "exerciseDuration", 1.0, LONGEST_WORK),
            break_s: rest(f, "breakDuration"),
        };
        let title = name(f, "title", "Feeel Routine");
        let get_ready_s = rest(f, "countdownDuration").filter(|seconds| *seconds > 0.0);
        let routine =
            ForeignRoutine { title, line, rounds: 1, rest_between_rounds_s: None, get_ready_s, steps: Vec::new() };
        (routine, times)
    });
    if routine.is_none() && !f.has("workout") {
        f.problem("workout", "it is missing");
    }
    let (routine, times) = routine.as_mut()?;
    let mut steps = f.objects("workoutExercises", |f| step(f, times));
    steps.sort_by_key(|step| step.order);
    routine.steps = steps.into_iter().map(|step| step.step).collect();
    Some(routine.clone())
}

fn step(f: &mut Fields<'_, '_>, times: &FeeelTimes) -> Option<FeeelStep> {
    let order: i64 = f.optional("orderPosition").unwrap_or_default();
    let number: Option<i64> = f.required("exercise");
    let own = seconds(f, "exerciseDuration", 1.0, LONGEST_WORK);
    let rest_before_s = rest(f, "breakDuration").or(times.break_s);
    if !f.has("exerciseDuration") && times.exercise_s.is_none() {
        f.problem("exerciseDuration", "neither the exercise nor the routine says how long it takes");
    }
    let step = ForeignStep::timed(name_of(number?), own.or(times.exercise_s)?);
    Some(FeeelStep { order, step: ForeignStep { rest_before_s, ..step } })
}

fn rest(f: &mut Fields<'_, '_>, field: &'static str) -> Option<f64> {
    seconds(f, field, 0.0, LONGEST_REST)
}

/// Returns the name of the exercise of this number; the number itself for one that the program has fetched.
fn name_of(number: i64) -> Text {
    match NAMES.iter().find(|(known, _)| *known == number) {
        Some((_, name)) => Text::clean(name),
        None => Text::clean(&format!("wger {number}")),
    }
}
