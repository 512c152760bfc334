//! A session spoken by eSpeak NG itself, into files.

use std::path::Path;

use super::heard::spoken;
use super::machine::{Machine, PLAYS};

const ESPEAK: &str = "/usr/bin/espeak-ng";

/// Speaks into a file, and is as long about it as the file is.
const SPEAK: &str = r#"text=$(/bin/cat)
printf '%s' "$text" | /usr/bin/espeak-ng -s 170 -w "$HOME/$$.wav" --stdin
ms=$(( ($(/usr/bin/wc -c < "$HOME/$$.wav") - 44) * 1000 / 44100 ))
echo "$(/bin/date +%s%3N) $ms $text" >> $HOME/spoken
exec /bin/sleep $((ms / 1000)).$(printf %03d $((ms % 1000)))"#;

#[test]
fn each_sentence_is_spoken_at_its_place_and_none_over_another() {
    if !Path::new(ESPEAK).exists() {
        assert!(std::env::var_os("CI").is_none(), "{ESPEAK} is missing");
        println!("{ESPEAK} is missing: not tested");
        return;
    }
    let machine = Machine::new("voice_command = [\"speak\"]\n").with("speak", SPEAK).with("aplay", PLAYS);
    let machine = machine.at_leisure();
    let expected = spoken(&machine, true);
    let mut supple = machine.session();
    supple.expect("HOLD  First Hold");
    supple.expect("GET READY  Second Hold");
    supple.expect("HOLD  Second Hold");
    machine.finish_when(&mut supple, ("spoken", "the last one"));

    let lines = machine.lines("spoken");
    let parts = |line: &String| {
        let mut parts = line.splitn(3, ' ');
        let mut number = || parts.next().unwrap().parse::<u64>().unwrap();
        let (at, length) = (number(), number());
        (at, length, parts.next().unwrap().to_owned())
    };
    let heard: Vec<(u64, u64, String)> = lines.iter().map(parts).collect();
    let texts: Vec<&String> = heard.iter().map(|(_, _, text)| text).collect();
    assert_eq!(texts, expected.iter().map(|(_, text)| text).collect::<Vec<_>>());
    assert!(texts.iter().any(|text| *text == "Halfway"), "{texts:?}");
    let begun = heard[0].0;
    for ((at, length, text), (due, _)) in heard.iter().zip(&expected) {
        assert!((300..8_000).contains(length), "{text:?} lasts {length} ms");
        let late = (at - begun).abs_diff(*due);
        assert!(late < 1_500, "{text:?} came {late} ms beside its time");
    }
    for pair in heard.windows(2) {
        let [(at, length, text), (next, ..)] = pair else { unreachable!() };
        assert!(at + length <= *next, "{text:?} takes {length} ms, and after {} ms the next one comes", next - at);
    }
}
