//! Words of time that a finished year has overtaken: forecasts without a date, half a year's figures, last year's event.

use super::{Fault, Proof};

pub(super) fn read(proof: &mut Proof<'_>) {
    let Some((year, _)) = proof.frame.year else { return };
    let annual = proof.frame.title.as_deref().is_some_and(|t| t.contains("年度") && !t.contains("预算"));
    let later = proof.frame.signed.as_ref().is_some_and(|d| i64::from(d.year) > i64::from(year));
    let mut found = Vec::new();
    for (p, text) in proof.prose().filter(|_| annual) {
        if later {
            forecasts(proof, p, text, &mut found);
        }
        halves(proof, p, text, year, &mut found);
        events(proof, p, text, year, &mut found);
    }
    proof.found.extend(found);
}

/// 预计年底可完工, signed in the year after.
fn forecasts(proof: &Proof<'_>, p: usize, text: &str, found: &mut Vec<super::Flaw>) {
    for word in &proof.scheme.wording.lists.forecasts {
        for (i, w) in text.match_indices(word.as_str()) {
            let sentence = text[..i].rsplit('。').next().unwrap_or("");
            let told =
                ["原", "当时", "年初", "下一步", "明年", "下年", "来年"].iter().any(|w| sentence.contains(w));
            if !told {
                found.push(proof.in_para(Fault::Forecast, p, &(i..i + w.len())));
            }
        }
    }
}

/// 2023年上半年 with a figure, in a paragraph that never comes to the rest of the year.
fn halves(proof: &Proof<'_>, p: usize, text: &str, year: i32, found: &mut Vec<super::Flaw>) {
    let lists = &proof.scheme.wording.lists;
    if lists.wholes.iter().any(|w| text.contains(w.as_str())) {
        return;
    }
    for word in &lists.halves {
        let full = format!("{year}年{word}");
        for (i, w) in text.match_indices(&full) {
            let rest = &text[i + w.len()..];
            let sentence = rest.split(['。', '；']).next().unwrap_or("");
            let done = sentence.contains("完成") && sentence.contains(|c: char| c.is_ascii_digit());
            if done {
                found.push(proof.in_para(Fault::HalfYear, p, &(i..i + w.len())));
            }
        }
    }
}

/// 党的二十大信访稳定工作 in a report on another year.
fn events(proof: &Proof<'_>, p: usize, text: &str, year: i32, found: &mut Vec<super::Flaw>) {
    let lists = &proof.scheme.wording.lists;
    for (name, held) in lists.events.iter().filter(|e| e.1 != year) {
        for (i, w) in text.match_indices(name.as_str()) {
            let rest = &text[i + w.len()..];
            if lists.attending.iter().any(|a| rest.starts_with(a.as_str())) {
                let mut f = proof.in_para(Fault::StaleEvent, p, &(i..i + w.len()));
                f.say = held.to_string();
                found.push(f);
            }
        }
    }
}
