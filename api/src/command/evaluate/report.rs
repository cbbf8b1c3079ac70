//! The printed evaluation. In: a tally. Out: tables for people, and the misses one a line.

use super::tally::{self, Claim, Counts, Tally, share};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::time::Duration;

/// How many of the commonest misses are printed.
const COMMONEST: usize = 12;

/// The whole report.
pub(super) fn report(tally: &Tally, spent: Duration) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = agreement(&mut text, tally);
    let _ = resolution(&mut text, tally);
    let _ = calibration(&mut text, tally);
    let _ = rules(&mut text, tally);
    let _ = commonest(&mut text, tally);
    let rate = share(tally.articles, 1) / spent.as_secs_f64().max(f64::EPSILON);
    let _ = writeln!(text, "{} articles, {rate:.0} a second on one core", tally.articles);
    text
}

fn percent(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}

/// A bare count is `n`; every other number is in percent.
fn agreement(text: &mut String, tally: &Tally) -> std::fmt::Result {
    writeln!(
        text,
        "In percent. Found: 80 % of the longer piece's words agree. Joint: and the speaker is right.\n"
    )?;
    writeln!(
        text,
        "{:9}{:>7}{:>11} |{:>10}{:>7}{:>6} |{:>8} |{:>10}{:>7}{:>6}",
        "kind", "gold", "extracted", "found P", "R", "F1", "speaker", "joint P", "R", "F1"
    )?;
    let mut line = |name: &str, counts: Counts| {
        let (found, joint) = (counts.found(), counts.joint());
        writeln!(
            text,
            "{name:9}{:>7}{:>11} |{:>10}{:>7}{:>6} |{:>8} |{:>10}{:>7}{:>6}",
            counts.gold,
            counts.extracted,
            percent(found.precision),
            percent(found.recall),
            percent(found.f1()),
            percent(counts.speaker()),
            percent(joint.precision),
            percent(joint.recall),
            percent(joint.f1()),
        )
    };
    line("all", tally.all())?;
    for kind in ["direct", "mixed", "indirect"] {
        line(kind, tally.of(kind))?;
    }
    Ok(())
}

fn resolution(text: &mut String, tally: &Tally) -> std::fmt::Result {
    writeln!(text, "\nThe right person, of the sources that stand for one:")?;
    for (how, &(right, all)) in &tally.resolved {
        writeln!(text, "  {how:8}{:>6} of {all}", percent(share(right, all)))?;
    }
    Ok(())
}

/// What a confidence is worth: of the pieces that claim so much, how many are right, words and speaker both.
fn calibration(text: &mut String, tally: &Tally) -> std::fmt::Result {
    const BOUNDS: [f32; 7] = [1.01, 0.95, 0.9, 0.8, 0.7, 0.5, 0.0];
    writeln!(text, "\nConfidence      pieces  claimed  right")?;
    for bounds in BOUNDS.windows(2) {
        let (above, least) = (bounds[0], bounds[1]);
        let claims = tally.claims.iter().filter(|claim| (least..above).contains(&claim.said.confidence));
        calibrated(text, &format!("{least:.2} to {:.2}", above.min(1.0)), claims)?;
    }
    calibrated(text, "0.90 and more", tally.claims.iter().filter(|claim| claim.said.confidence >= 0.9))
}

fn calibrated<'c>(
    text: &mut String,
    name: &str,
    claims: impl Iterator<Item = &'c Claim>,
) -> std::fmt::Result {
    let (mut pieces, mut right, mut claimed) = (0, 0, 0.0);
    for claim in claims {
        pieces += 1;
        right += usize::from(claim.is_right);
        claimed += f64::from(claim.said.confidence);
    }
    let mean = claimed / share(pieces, 1).max(1.0);
    writeln!(text, "{name:14}{pieces:>8}{:>9}{:>7}", percent(mean), percent(share(right, pieces)))
}

/// What each rule is worth.
fn rules(text: &mut String, tally: &Tally) -> std::fmt::Result {
    let mut rules: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    for claim in &tally.claims {
        let counts = rules.entry(&claim.said.rule).or_default();
        counts.0 += 1;
        counts.1 += usize::from(claim.is_found);
        counts.2 += usize::from(claim.is_right);
    }
    writeln!(text, "\n{:22}{:>7}{:>7}{:>7}", "rule", "pieces", "found", "right")?;
    for (rule, (pieces, found, right)) in rules {
        let (found, right) = (percent(share(found, pieces)), percent(share(right, pieces)));
        writeln!(text, "{rule:22}{pieces:>7}{found:>7}{right:>7}")?;
    }
    Ok(())
}

/// The commonest misses: missed by the cue that people marked, spurious by the rule that found it.
fn commonest(text: &mut String, tally: &Tally) -> std::fmt::Result {
    let mut counts: BTreeMap<(&str, &str, String), usize> = BTreeMap::new();
    for miss in &tally.misses {
        let cause = match miss.what {
            "spurious" => miss.found.rule.clone(),
            _ => miss.expected.cue.as_deref().unwrap_or("no cue").to_lowercase(),
        };
        *counts.entry((miss.what, tally::name(miss.kind), cause)).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    writeln!(text, "\nCommonest misses")?;
    for ((what, kind, cause), count) in counts.into_iter().take(COMMONEST) {
        writeln!(text, "{count:>6} {what} {kind}: {cause}")?;
    }
    writeln!(text)
}

/// Every miss, tab-separated: what, kind, the speaker and cue expected, the speaker and rule found, article, words.
pub(super) fn misses(tally: &Tally, file: &mut impl io::Write) -> io::Result<()> {
    writeln!(file, "what\tkind\texpected\tcue\tfound\trule\tarticle\twords")?;
    let line = |text: Option<&String>| {
        text.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default()
    };
    for miss in &tally.misses {
        let named = |of: &super::piece::Attribution| line(of.name.as_ref().or(of.printed.as_ref()));
        writeln!(
            file,
            "{}\t{}\t{}\t{}\t{}\t{}\t{}",
            miss.what,
            tally::name(miss.kind),
            named(&miss.expected),
            line(miss.expected.cue.as_ref()),
            named(&miss.found),
            miss.found.rule,
            miss.words
        )?;
    }
    Ok(())
}
