use super::*;

/// Place, what is around it, and agency, as printed; nothing where there is no dateline.
fn printed(body: &str) -> Option<(String, String, String)> {
    let document = Document::new(body);
    let printed = read(&document, NaiveDate::from_ymd_opt(2026, 2, 4), None)?;
    let words = |range: Option<Range<usize>>| range.map_or(String::new(), |range| document.words(&range));
    Some((document.words(&printed.place), words(printed.around), words(printed.agency)))
}

#[test]
fn datelines_as_agencies_and_newspapers_print_them() {
    let story = "The council voted on a plan to widen the old bridge.";
    let cases = [
        ("WASHINGTON (Sputnik) - ", "WASHINGTON", "", "Sputnik"),
        ("KYIV, Feb. 3 (Agency) — ", "KYIV", "", "Agency"),
        ("VIENNA — ", "VIENNA", "", ""),
        ("LA CROSSE, Wis. (AP) — ", "LA CROSSE", "Wis.", "AP"),
        ("Hong Kong (CNN Business) ", "Hong Kong", "", "CNN Business"),
        ("BEIRUT/THE HAGUE, March 7 (Reuters) - ", "BEIRUT/THE HAGUE", "", "Reuters"),
        ("SEOUL, Aug. 20 (Yonhap) -- ", "SEOUL", "", "Yonhap"),
        ("Madrid, 3 feb (EFE).- ", "Madrid", "", "EFE"),
        ("MOSCOW, February 3. /TASS/. ", "MOSCOW", "", "TASS"),
        ("Kiel (dpo) - ", "Kiel", "", "dpo"),
        ("(Reuters) - ", "", "", "Reuters"),
        ("Washington, DC, United States: ", "Washington", "DC", ""),
        ("New Delhi: ", "New Delhi", "", ""),
        ("Nendeln, 27.6.2025 – ", "Nendeln", "", ""),
        ("München/London – ", "München/London", "", ""),
        ("Ciudad de México (EFE).- ", "Ciudad de México", "", "EFE"),
        ("دمشق، سوريا (CNN) -- ", "دمشق", "", "CNN"),
        ("(서울=연합뉴스) ", "서울", "", "연합뉴스"),
    ];
    for (dateline, place, around, agency) in cases {
        let expected = Some((place.to_owned(), around.to_owned(), agency.to_owned()));
        assert_eq!(printed(&format!("{dateline}{story}")), expected, "{dateline}");
        let below = format!("A plan for the bridge divides the town, and its mayor.\n{dateline}{story}");
        let is_below = dateline.contains(['-', '–', '—', '(', '/']);
        assert_eq!(printed(&below), expected.filter(|_| is_below), "{below}");
    }
}

#[test]
fn points_may_stand_above_a_dateline_that_an_agency_signs() {
    let points =
        "Copper is up by three percent\nStocks are the lowest since 2023\nA union rejects the offer\n";
    let story = "Copper rose to its highest price in three months on Tuesday.";
    let found = printed(&format!("{points}LONDON, March 3 (Agency) - {story}"));
    assert_eq!(found, Some(("LONDON".to_owned(), String::new(), "Agency".to_owned())));
    assert_eq!(printed(&format!("{points}LONDON - {story}")), None, "an entry of a list");
}

#[test]
fn what_begins_like_a_dateline_and_is_none() {
    let bodies = [
        "Friedrich Merz (CDU) will den Haushalt im Herbst noch einmal ändern lassen.",
        "Angela Brandt (55) – once mayor of the town – said that she would run again.",
        "Ada Quill, 55 – once the youngest mayor of the town – is running again this year.",
        "BREAKING — The council voted on a plan to widen the old bridge on Tuesday.",
        "France: What we know about the plan to widen the old bridge so far.",
        "Jordan, Quill, Tide — all three of them voted for the plan to widen the bridge.",
        "Paris is worried - very worried - about the plan to widen the old bridge.",
        "London (8:30)",
        "The old bridge - the last of its kind - is to be widened, the council said.",
        "(VIDEO) — The council voted on a plan to widen the old bridge.",
    ];
    for body in bodies {
        assert_eq!(printed(body), None, "{body}");
    }
}

#[test]
fn a_colon_closes_a_dateline_in_some_languages() {
    let document = Document::new("Leipzig: The council voted on a plan to widen the old bridge.");
    let is_read = |language| read(&document, None, language).is_some();
    let languages = [None, Some("en"), Some("en-IN"), Some("de"), Some("de-DE"), Some("fr")];
    assert_eq!(languages.map(is_read), [true, true, true, false, false, false]);
}

#[test]
fn the_day_of_a_dateline_is_read() {
    let document = Document::new("KYIV, Feb. 3 (Agency) — The council voted on a plan to widen the bridge.");
    let found = read(&document, NaiveDate::from_ymd_opt(2026, 2, 4), None).expect("a dateline");
    assert_eq!(found.on, NaiveDate::from_ymd_opt(2026, 2, 3));
}
