//! Inflected forms of English words, for `~word` in cards: plural or third person, past, participle.
//!
//! The forms over-generate on purpose (a noun gets verb forms that nobody writes): a form that does not exist
//! is never met in a text.

/// All forms of `word` (lower case), itself first.
pub fn inflections(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    if let Some(irregular) = IRREGULAR.iter().find(|row| row[0] == word) {
        forms.extend(irregular[1..].iter().map(|form| (*form).to_owned()));
    }
    let past_is_irregular = forms.len() > 1;
    let last = word.chars().last().unwrap_or(' ');
    let stem = &word[..word.len() - last.len_utf8()];
    let before = stem.chars().last().unwrap_or(' ');
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    if last == 'y' && !vowel(before) {
        forms.extend([format!("{stem}ies"), format!("{stem}ied"), format!("{word}ing")]);
    } else if let Some(root) = word.strip_suffix("ie") {
        forms.extend([format!("{word}s"), format!("{word}d"), format!("{root}ying")]);
    } else if last == 'e' {
        forms.extend([format!("{word}s"), format!("{word}d")]);
        forms.push(if before == 'e' || before == 'y' || before == 'o' {
            format!("{word}ing")
        } else {
            format!("{stem}ing")
        });
    } else {
        let sibilant = matches!(last, 's' | 'x' | 'z') || word.ends_with("ch") || word.ends_with("sh");
        forms.push(if sibilant { format!("{word}es") } else { format!("{word}s") });
        if last == 'o' {
            forms.push(format!("{word}es"));
        }
        forms.extend([format!("{word}ed"), format!("{word}ing")]);
        if doubles(word, last, before) {
            forms.extend([format!("{word}{last}ed"), format!("{word}{last}ing"), format!("{word}{last}es")]);
        }
    }
    if word.ends_with("sis") {
        forms.push(format!("{}es", &word[..word.len() - 2]));
    }
    if past_is_irregular {
        forms.retain(|form| !(form.ends_with("ed") && form.starts_with(stem) && form != word) || is_listed(form));
    }
    forms.sort_unstable();
    forms.dedup();
    let own = forms.iter().position(|form| form == word).unwrap_or(0);
    forms.swap(0, own);
    forms
}

fn is_listed(form: &str) -> bool {
    IRREGULAR.iter().any(|row| row.contains(&form))
}

/// Whether the last consonant is doubled: one vowel before it in a short word ("stop"), or British "l" ("travelled").
fn doubles(word: &str, last: char, before: char) -> bool {
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    if vowel(last) || matches!(last, 'w' | 'x' | 'y' | 'h') || !vowel(before) {
        return false;
    }
    let vowels = word.chars().filter(|c| vowel(*c)).count();
    let double_vowel = word.chars().rev().nth(2).is_some_and(vowel);
    !double_vowel
        && (vowels == 1
            || last == 'l'
            || matches!(
                word,
                "prefer"
                    | "refer"
                    | "occur"
                    | "admit"
                    | "commit"
                    | "regret"
                    | "transfer"
                    | "control"
                    | "submit"
                    | "omit"
                    | "relapse"
            ))
}

/// Base, then all forms that the rules above do not give.
const IRREGULAR: &[&[&str]] = &[
    &["be", "is", "are", "was", "were", "been", "being", "am"],
    &["become", "became"],
    &["begin", "began", "begun", "beginning"],
    &["break", "broke", "broken"],
    &["bring", "brought"],
    &["build", "built"],
    &["buy", "bought"],
    &["catch", "caught"],
    &["child", "children"],
    &["choose", "chose", "chosen"],
    &["come", "came"],
    &["cut", "cutting"],
    &["do", "does", "did", "done"],
    &["draw", "drew", "drawn"],
    &["drink", "drank", "drunk"],
    &["drive", "drove", "driven"],
    &["eat", "ate", "eaten"],
    &["fall", "fell", "fallen"],
    &["feed", "fed"],
    &["feel", "felt"],
    &["fight", "fought"],
    &["find", "found"],
    &["foot", "feet"],
    &["forget", "forgot", "forgotten", "forgetting"],
    &["get", "got", "gotten", "getting"],
    &["give", "gave", "given"],
    &["go", "goes", "went", "gone"],
    &["grow", "grew", "grown"],
    &["have", "has", "had", "having"],
    &["hear", "heard"],
    &["hide", "hid", "hidden"],
    &["hold", "held"],
    &["hurt", "hurting"],
    &["keep", "kept"],
    &["know", "knew", "known"],
    &["lead", "led"],
    &["leave", "left"],
    &["let", "letting"],
    &["lose", "lost"],
    &["make", "made"],
    &["man", "men"],
    &["mean", "meant"],
    &["mouse", "mice"],
    &["pay", "paid"],
    &["person", "people", "persons"],
    &["put", "putting"],
    &["quit", "quitting"],
    &["read", "reading"],
    &["rid", "ridding"],
    &["rise", "rose", "risen"],
    &["run", "ran", "running"],
    &["say", "said"],
    &["see", "saw", "seen"],
    &["sell", "sold"],
    &["send", "sent"],
    &["show", "shown", "showed"],
    &["shrink", "shrank", "shrunk"],
    &["shut", "shutting"],
    &["sleep", "slept"],
    &["speak", "spoke", "spoken"],
    &["spend", "spent"],
    &["spread", "spreading"],
    &["stand", "stood"],
    &["swear", "swore", "sworn"],
    &["take", "took", "taken"],
    &["teach", "taught"],
    &["tell", "told"],
    &["think", "thought"],
    &["throw", "threw", "thrown"],
    &["tooth", "teeth"],
    &["understand", "understood"],
    &["wear", "wore", "worn"],
    &["withdraw", "withdrew", "withdrawn"],
    &["woman", "women"],
    &["write", "wrote", "written"],
];

#[cfg(test)]
mod tests {
    use super::inflections;

    #[test]
    fn regular_and_irregular() {
        for (word, expected) in [
            ("cure", &["cure", "cures", "cured", "curing"][..]),
            ("treat", &["treat", "treats", "treated", "treating"]),
            ("remedy", &["remedy", "remedies", "remedied", "remedying"]),
            ("stop", &["stop", "stops", "stopped", "stopping"]),
            ("take", &["take", "takes", "took", "taken", "taking"]),
            ("child", &["child", "children"]),
            ("diagnosis", &["diagnosis", "diagnoses"]),
            ("die", &["die", "dies", "died", "dying"]),
            ("flush", &["flush", "flushes", "flushed", "flushing"]),
        ] {
            let forms = inflections(word);
            assert_eq!(forms[0], word);
            for form in expected {
                assert!(forms.iter().any(|have| have == form), "{form} of {word}: {forms:?}");
            }
        }
    }
}
