//! Commands of the voices: the text goes into an argument or to standard input, never through a shell.

use super::child::Job;
use super::ladder::SoundOrder;
use crate::domain::session::cue::CueWeight;
use crate::domain::session::cue_schedule::time_to_say;
use crate::domain::text::Text;
use crate::state::settings::Settings;
use crate::state::settings::VoiceChoice;
use crate::state::sinks::Signal;
use crate::state::sinks::{Rung, SinkFailure};

/// The number of words that are said in about a second.
const SHORT: usize = 3;
/// The most that is spoken, in characters: nobody listens to more.
const MOST: usize = 1_000;
/// Speaks standard input, at the rate and with the voice of the environment.
const WINDOWS: &str = "Add-Type -AssemblyName System.Speech; \
    $voice = New-Object System.Speech.Synthesis.SpeechSynthesizer; \
    $voice.Rate = [int]$env:SUPPLE_RATE; \
    if ($env:SUPPLE_VOICE) { $voice.SelectVoice($env:SUPPLE_VOICE) }; \
    $voice.Speak([Console]::In.ReadToEnd())";

/// Returns the order to speak the words of `signal` with one of `voices`.
pub fn order(signal: &Signal, settings: &Settings, voices: &[Rung<VoiceChoice>]) -> SoundOrder {
    let text = speakable(&signal.says);
    // A number is spoken at once, and no "go" waits for it.
    let is_short = signal.says.words() <= SHORT;
    let weight = if is_short { signal.cue.weight().min(CueWeight::Phase) } else { signal.cue.weight() };
    let length = time_to_say(&Text::clean(&text), settings.voice_rate);
    let rungs =
        voices.iter().filter_map(|rung| Some((SinkFailure::Voice(rung.kind), job(rung, settings, &text)?))).collect();
    SoundOrder { rungs, length, weight, keeps: signal.cue.keeps(), file: None, is_try: false }
}

/// Returns the job that silences a speech server, which goes on after its client has ended.
pub fn hush(voices: &[Rung<VoiceChoice>]) -> Option<Job> {
    let daemon = voices.iter().find(|rung| rung.kind == VoiceChoice::SpdSay)?;
    Some(Job::new(&daemon.program, &["--cancel"]))
}

/// Returns the text without brackets, because eSpeak reads `[[…]]` as sounds.
fn speakable(text: &Text) -> String {
    text.as_str().chars().map(|c| if matches!(c, '[' | ']') { ' ' } else { c }).take(MOST).collect()
}

fn job(rung: &Rung<VoiceChoice>, settings: &Settings, text: &str) -> Option<Job> {
    let program = rung.program.as_str();
    let rate = settings.voice_rate.to_string();
    let (name, language) = (settings.voice_name.as_str(), settings.voice_language.as_str());
    let input = format!("{text}\n");
    Some(match rung.kind {
        VoiceChoice::Auto | VoiceChoice::Off => return None,
        VoiceChoice::Command => return Job::of_words(&settings.voice_command, input),
        VoiceChoice::SpdSay => {
            let rate = dispatcher_rate(settings.voice_rate).to_string();
            // Text of this priority replaces text that is being said.
            let mut arguments = vec!["--application-name", "supple", "--priority", "text", "--rate", &rate];
            arguments.extend(option("--language", language).chain(option("--synthesis-voice", name)));
            // Not as an option, whatever it begins with.
            arguments.extend(["--", text]);
            Job::new(program, &arguments)
        }
        VoiceChoice::Espeak => {
            let voice = if name.is_empty() { language } else { name };
            let mut arguments = vec!["-s", &rate];
            arguments.extend(option("-v", voice));
            arguments.push("--stdin");
            Job { input, ..Job::new(program, &arguments) }
        }
        VoiceChoice::Say => {
            let mut arguments = vec!["-r", &rate];
            arguments.extend(option("-v", name));
            arguments.extend(["-f", "-"]);
            Job { input, ..Job::new(program, &arguments) }
        }
        VoiceChoice::Windows => Job {
            variables: vec![
                ("SUPPLE_RATE", windows_rate(settings.voice_rate).to_string()),
                ("SUPPLE_VOICE", name.to_owned()),
            ],
            input,
            ..Job::new(program, &["-NoProfile", "-NonInteractive", "-Command", WINDOWS])
        },
    })
}

fn option<'a>(name: &'a str, value: &'a str) -> impl Iterator<Item = &'a str> {
    [name, value].into_iter().filter(move |_| !value.is_empty())
}

/// Converts words a minute to the scale of Speech Dispatcher, -100 to 100. **Source**: its eSpeak module, 80 words a
/// minute at -100, 170 at 0, 390 at 100.
fn dispatcher_rate(rate: u8) -> i32 {
    let above = i32::from(rate) - 170;
    if above < 0 { above * 100 / 90 } else { above * 100 / 220 }
}

/// Converts words a minute to the scale of Windows, -10 to 10, three times as fast from 0 to 10. **Source**: Speech
/// API; its voices speak about 170 words a minute at 0.
fn windows_rate(rate: u8) -> i32 {
    ((f64::from(rate) / 170.0).ln() / 3.0_f64.ln() * 10.0).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::cue::CueKind;

    fn made(kind: VoiceChoice, settings: &Settings, text: &str) -> Job {
        let voices = [Rung { kind, program: "/a/program".to_owned() }];
        order(&Signal::new(CueKind::Start, text), settings, &voices).rungs.remove(0).1
    }

    #[test]
    fn what_is_said_is_never_taken_for_an_order() {
        let said = "--help [[p3]] `id` $(id)";
        let usual = Settings::default();
        let espeak = made(VoiceChoice::Espeak, &usual, said);
        assert_eq!(espeak.arguments, ["-s", "170", "--stdin"]);
        assert_eq!(espeak.input, "--help   p3   `id` $(id)\n");
        let dispatcher = made(VoiceChoice::SpdSay, &usual, said);
        let last: Vec<&str> = dispatcher.arguments.iter().rev().take(2).map(String::as_str).collect();
        assert_eq!(last, ["--help   p3   `id` $(id)", "--"]);
        let windows = made(VoiceChoice::Windows, &usual, said);
        assert!(windows.arguments.iter().all(|argument| !argument.contains("id`")));
        let long = made(VoiceChoice::Espeak, &usual, &"word ".repeat(10_000));
        assert!(long.input.len() < 4_096, "a pipe takes it at once");
    }

    #[test]
    fn rate_language_and_name_are_told_as_each_voice_takes_them() {
        let settings = Settings { voice_rate: 80, voice_language: "en-gb".into(), ..Settings::default() };
        assert_eq!(made(VoiceChoice::Espeak, &settings, "Go").arguments, ["-s", "80", "-v", "en-gb", "--stdin"]);
        let dispatcher = made(VoiceChoice::SpdSay, &settings, "Go").arguments;
        assert_eq!(dispatcher[4..], ["--rate", "-100", "--language", "en-gb", "--", "Go"]);
        let named = Settings { voice_name: "Anna".into(), voice_rate: 250, ..settings };
        assert_eq!(made(VoiceChoice::Espeak, &named, "Go").arguments[2..4], ["-v", "Anna"]);
        assert_eq!(made(VoiceChoice::Say, &named, "Go").arguments, ["-r", "250", "-v", "Anna", "-f", "-"]);
        assert_eq!([80, 170, 250].map(dispatcher_rate), [-100, 0, 36]);
        assert_eq!([80, 170, 250].map(windows_rate), [-7, 0, 4]);
    }

    #[test]
    fn a_command_of_the_users_is_run_as_it_is_written() {
        let settings = Settings { voice_command: vec!["speak it".into(), "--a b".into()], ..Settings::default() };
        let job = made(VoiceChoice::Command, &settings, "Go");
        assert_eq!((job.program.as_str(), job.arguments.as_slice()), ("speak it", &["--a b".to_owned()][..]));
        assert_eq!(job.input, "Go\n");
    }
}
