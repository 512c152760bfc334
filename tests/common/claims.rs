//! What no text of the program may say: claims that a workout companion cannot keep.

/// Words that claim more than a workout companion may.
const NEVER_SAID: &str = "
    treat treats treated treating treatment treatments cure cures cured curing heal heals healed healing rehab
    rehabilitation therapy therapies therapist therapists therapeutic prescribe prescribed prescribes
    prescription prevent prevents prevented preventing prevention preventable diagnose diagnoses diagnosed
    diagnosis diagnostic relieve relieves relieved relieving relief clinical clinically clinician proven";

/// Phrases of the same sort.
const NEVER_PROMISED: [&str; 5] =
    ["your risk", "safe for you", "fixes back pain", "no pain no gain", "pain means damage"];

/// What `text` claims.
pub(crate) fn claimed(text: &str) -> impl Iterator<Item = &'static str> {
    let text = plain(text);
    let never = NEVER_SAID.split_whitespace().chain(NEVER_PROMISED);
    never.filter(move |word| text.contains(&format!(" {word} ")))
}

/// `text` in small letters, one blank between two words, nothing else: `" the hips "`.
pub(crate) fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    format!(" {} ", words.collect::<Vec<_>>().join(" "))
}
