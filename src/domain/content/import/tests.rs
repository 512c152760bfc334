//! Tests of what the files of other programs are taken for, before exercises are looked up.

use super::*;

fn routine(text: &str) -> ForeignRoutine {
    let program = program_of(text).unwrap();
    read(program, "x", text).unwrap().routines.remove(0)
}

/// A workout of exercises without rest, by name and seconds.
fn workout(steps: &[(&str, u32)]) -> ForeignRoutine {
    let exercises: Vec<String> =
        steps.iter().map(|(name, seconds)| format!("{{\"name\": \"{name}\", \"duration\": {seconds}}}")).collect();
    let sets = format!("{{\"repetitions\": 1, \"exercises\": [{}]}}", exercises.join(","));
    routine(&format!("{{\"title\": \"T\", \"sets\": [{sets}]}}"))
}

fn said(routine: &ForeignRoutine) -> Vec<String> {
    let step = |step: &ForeignStep| {
        let sides = step.sides.map(|sides| format!(" {sides}")).unwrap_or_default();
        let note = step.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
        format!("{} × {}{sides}{note}", step.sets, step.name)
    };
    routine.steps.iter().map(step).collect()
}

#[test]
fn two_sides_are_one_step_and_one_side_is_said() {
    for (first, second, name) in [
        ("Side plank left", "Side plank right", "Side plank"),
        ("Right side plank", "Left side plank", "side plank"),
        ("Lunge (L)", "Lunge (R)", "Lunge"),
        ("Lunge - left side", "lunge - right side", "Lunge"),
        ("Raise left leg", "Raise right leg", "Raise leg"),
    ] {
        assert_eq!(said(&workout(&[(first, 20), (second, 20)])), [format!("1 × {name} each")]);
    }
    assert_eq!(said(&workout(&[("Clams L/R", 20)])), ["1 × Clams each"]);
    assert_eq!(
        said(&workout(&[("Lunge left", 20), ("Lunge right", 30)])),
        ["1 × Lunge none (Left side only.)", "1 × Lunge none (Right side only.)"]
    );
    assert_eq!(said(&workout(&[("Left", 20), ("L sit", 20)])), ["1 × Left", "1 × L sit"]);
}

#[test]
fn one_exercise_again_and_again_is_sets_of_it() {
    let tabata = "{\"title\": \"T\", \"sets\": [{\"repetitions\": 24, \"exercises\": [{\"name\": \"Row\", \"duration\": 20},\
                  {\"name\": \"Repos\", \"duration\": 10}]}]}";
    let tabata = routine(tabata);
    assert_eq!(said(&tabata), ["20 × Row", "4 × Row"]);
    assert_eq!((tabata.rounds, tabata.steps[0].rest_s), (1, Some(10.0)));
    let other = said(&workout(&[("Row", 20), ("Row", 20), ("Row", 30)]));
    assert_eq!(other, ["2 × Row", "1 × Row"]);
}

#[test]
fn rests_of_the_phone_s_language_are_rests() {
    for rest in ["Rest", "PAUSE", "Riposo", "Отдых", "休息"] {
        let read = workout(&[("Plank", 30), (rest, 12), ("Squat", 30), (rest, 40)]);
        let rests: Vec<_> = read.steps.iter().map(|step| step.rest_before_s).collect();
        assert_eq!(rests, [Some(0.0), Some(12.0)], "{rest}");
    }
}

#[test]
fn a_set_of_nothing_but_rest_is_the_rest_before_the_next() {
    let set = |repetitions, name, seconds| {
        format!(
            "{{\"repetitions\": {repetitions}, \"exercises\": [{{\"name\": \"{name}\", \"duration\": {seconds}}}]}}"
        )
    };
    let sets = [set(2, "Plank", 30), set(3, "Rest", 20), set(1, "Squat", 30), set(1, "Rest", 9)];
    let read = routine(&format!("{{\"title\": \"T\", \"sets\": [{}]}}", sets.join(",")));
    assert_eq!(said(&read), ["2 × Plank", "1 × Squat"]);
    assert_eq!(read.steps[1].rest_before_s, Some(60.0));
}

#[test]
fn the_rest_and_the_note_of_the_second_side_are_kept() {
    let read = workout(&[("Lunge left", 20), ("Rest", 15), ("Lunge right", 20)]);
    assert_eq!(said(&read), ["1 × Lunge each (Rest 15 s between the sides.)"]);
    let set = |note: &str, side: &str| {
        format!(
            "{{\"repetitions\": 1, \"name\": \"{note}\", \"exercises\": [{{\"name\": \"Lunge {side}\", \"duration\": 20}}]}}"
        )
    };
    let both = format!("{{\"title\": \"T\", \"sets\": [{}, {}]}}", set("Slow", "left"), set("Slower", "right"));
    assert_eq!(said(&routine(&both)), ["1 × Lunge each (Slow. Slower)"]);
    assert_eq!(said(&routine(&both.replace("Slower", "Slow"))), ["1 × Lunge each (Slow)"]);
}

#[test]
fn a_step_that_is_named_as_a_rest_is_one_in_every_program() {
    let step = |name: &str, seconds: u32| {
        format!("{{\"__type__\": \"DurationExercise\", \"name\": \"{name}\", \"duration\": {seconds}}}")
    };
    let timero = |steps: &[String]| {
        let steps = steps.join(",");
        format!("[{{\"__type__\": \"Routine\", \"name\": \"T\", \"exercises\": [{steps}]}}]")
    };
    let read = routine(&timero(&[step("Plank", 30), step("rest", 12), step("Squat", 30), step("Pause", 9)]));
    assert_eq!(said(&read), ["1 × Plank", "1 × Squat"]);
    assert_eq!(read.steps[1].rest_before_s, Some(12.0));
    assert_eq!(read_problem(&timero(&[step("Rest", 30)])), "x:1:1: there is no routine with an exercise in it");
    let rounds = "[{\"name\": \"T\", \"activities\": [\"Plank\", \"Rest\"], \"intervals\": 2, \"restarts\": 2,\
                  \"timeSettings\": {\"workTime\": 30, \"restTime\": 5}}]";
    let read = routine(rounds);
    assert_eq!((said(&read).join(", "), read.rounds), ("1 × Plank".to_owned(), 3));
    assert_eq!(read.rest_between_rounds_s, Some(40.0), "5 s, the step of 30 s, 5 s");
}

#[test]
fn bytes_of_an_export_become_letters_again() {
    let export = b"{\"title\":\"\xdcbung\",\"sets\":[{\"repetitions\":1,\"exercises\":[{\"name\":\"\x1eB4KE\",\"duration\":9}]}]}";
    let text = repaired(export).unwrap();
    assert!(text.contains("Übung") && text.contains("\u{fffd}B4KE"), "{text}");
    assert_eq!(repaired("{\"sets\": [], \"repetitions\": \"Übung\"}".as_bytes()), None);
    assert_eq!(repaired(b"{\"name\": \"\xdcbung\"}"), None);
}

#[test]
fn a_table_is_read_across_lines_quotes_and_remarks() {
    let table = "\u{20}\n# My PT\r\nName,Default Sets,Type,Instructions\r\n\"Row, seated\",3,reps,\"Sit.\n\"\"Pull.\"\"\"\n\n# no\nPlank,x,,\n";
    let problems = read(ForeignProgram::MyPt, "x", table).unwrap_err();
    assert_eq!(problems[0].to_string(), "x:8:1: defaultsets: `x` is out of range; allowed: 1 to 20");
    let read = routine(&table.replace(",x,", ",,"));
    assert_eq!(said(&read), ["3 × Row, seated", "1 × Plank"]);
    assert_eq!(read.steps[0].instructions, [Text::from("Sit."), Text::from("\"Pull.\"")]);
    let open = read_problem("name\n\"Row");
    assert_eq!(open, "x:2:1: a quoted text begins here and has no end");
    assert_eq!(program_of("name of the exercise: plank"), None);
}

#[test]
fn the_kind_in_a_backup_and_in_a_table_means_the_same() {
    let reps = ForeignWork::Reps { count: 8, each_s: None };
    let time = ForeignWork::Seconds(30.0);
    for (kind, amount, work) in [
        (Some("reps"), "defaultReps", reps),
        (Some("Reps"), "defaultReps", reps),
        (Some("duration"), "defaultDuration", time),
        (Some(" Duration "), "defaultDuration", time),
        (None, "defaultReps", reps),
        (None, "defaultDuration", time),
        (Some(""), "defaultDuration", time),
    ] {
        let number = if amount == "defaultReps" { 8 } else { 30 };
        let field = kind.map(|kind| format!("\"type\": \"{kind}\", ")).unwrap_or_default();
        let exercise = format!("{{\"id\": 1, \"name\": \"A\", {field}\"{amount}\": {number}}}");
        let backup = format!("{{\"exportDate\": \"\", \"data\": {{\"exercises\": [{exercise}]}}}}");
        assert_eq!(routine(&backup).steps[0].work, work, "{backup}");
        let column = if kind.is_some() { "type," } else { "" };
        let cell = kind.map(|kind| format!("{kind},")).unwrap_or_default();
        let table = format!("name,{column}{amount}\nA,{cell}{number}\n");
        assert_eq!(routine(&table).steps[0].work, work, "{table}");
    }
    let wrong = "`fast` is not a kind of exercise; expected duration or reps";
    assert_eq!(read_problem("name,type\nA,fast\n"), format!("x:2:1: type: {wrong}"));
    let backup =
        "{\"exportDate\": \"\", \"data\": {\"exercises\": [{\"id\": 1, \"name\": \"A\", \"type\": \"fast\"}]}}";
    assert!(read_problem(backup).ends_with(&format!("data.exercises[0].type: {wrong}")), "{}", read_problem(backup));
}

fn read_problem(text: &str) -> String {
    read(program_of(text).unwrap(), "x", text).unwrap_err()[0].to_string()
}

#[test]
fn the_program_is_known_by_its_fields_also_in_half_a_file() {
    for (text, program) in [
        ("{\"workouts\":[{\"title\":\"A\",\"sets\":[{\"repetitions\":2,\"exercises\":[", Some(ForeignProgram::Jawt)),
        ("[{\"id\":1,\"timeSettings\":{", Some(ForeignProgram::OpenHiit)),
        ("[{\"__type__\":", Some(ForeignProgram::Timero)),
        ("{\"feeelMetadataVersion\":300", Some(ForeignProgram::Feeel)),
        ("{\"version\":1,\"exportDate\":\"\",\"data\":{\"exercises\":[", Some(ForeignProgram::MyPt)),
        ("{\"supple_pack\":1,\"exercises\":[],\"x\":{\"repetitions\":1}}", None),
        ("{\"exercises\":[]}", None),
        ("", None),
    ] {
        assert_eq!(program_of(text), program, "{text}");
    }
}

#[test]
fn a_break_of_feeel_is_before_its_exercise_and_the_order_is_the_file_s() {
    let text = "{\"feeelMetadataVersion\": 300, \"fullWorkout\": {\"workout\": {\"title\": \"T\", \"countdownDuration\": 5,\
                \"exerciseDuration\": 30, \"breakDuration\": 10}, \"workoutExercises\": [{\"orderPosition\": 1, \"exercise\": 458,\
                \"breakDuration\": 25}, {\"orderPosition\": 0, \"exercise\": 3, \"exerciseDuration\": 40}]}}";
    let read = routine(text);
    assert_eq!(said(&read), ["1 × wger 3", "1 × Forearm Plank"]);
    assert_eq!(read.steps[1].rest_before_s, Some(25.0));
    assert_eq!((read.steps[0].work, read.get_ready_s), (ForeignWork::Seconds(40.0), Some(5.0)));
}
