use super::*;

fn reference(text: &str) -> Reference {
    let mut reference = Reference::default();
    reference.add(text.as_bytes(), "file").unwrap_or_else(|rejection| panic!("{rejection}"));
    reference
}

#[test]
fn dates_are_as_precise_as_they_are_written() {
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap_or_default();
    for (written, start, end, precision) in [
        ("2019", day(2019, 1, 1), day(2019, 12, 31), Precision::Year),
        ("2020-02", day(2020, 2, 1), day(2020, 2, 29), Precision::Month),
        ("2020-02-03", day(2020, 2, 3), day(2020, 2, 3), Precision::Day),
        ("2020-02-03T00:00:00Z", day(2020, 2, 3), day(2020, 2, 3), Precision::Day),
    ] {
        assert_eq!(Date::start(written), Some(Date { day: start, precision }), "{written}");
        assert_eq!(Date::end(written), Some(Date { day: end, precision }), "{written}");
    }
    assert_eq!(Date::end("9999-12-31"), None);
    assert_eq!(Date::start("soon"), None);
}

#[test]
fn popolo_periods_date_their_memberships() {
    let told = reference(
        r#"{"persons": [{"id": "p1", "name": "ADA QUILL", "other_names": [{"name": "Ada M. Quill"}],
             "identifiers": [{"scheme": "wikidata", "identifier": "Q1"}]}],
            "organizations": [{"id": "o1", "name": "House of the Isles", "classification": "legislature"},
                              {"id": "o2", "name": "Harbour Party", "classification": "party"}],
            "events": [{"id": "term/8", "start_date": "2019", "end_date": "2023-06"}],
            "memberships": [{"person_id": "p1", "organization_id": "o1", "role": "member",
                             "legislative_period_id": "term/8"},
                            {"person_id": "p1", "organization_id": "o2", "role": "member"},
                            {"person_id": "p1", "organization_id": "o2", "role": "leader"},
                            {"person_id": "p1", "organization_id": "o1"}]}"#,
    );
    assert_eq!(told.people[0].name, "Ada Quill");
    assert_eq!(told.people[0].identifiers, [("wikidata".to_owned(), "Q1".to_owned())]);
    let [membership, leader] = &told.memberships[..] else { panic!("{:?}", told.memberships) };
    assert_eq!((leader.title.as_str(), leader.organization.as_deref()), ("Leader", Some("o2")));
    assert_eq!((membership.title.as_str(), membership.start), ("Member", Date::start("2019")));
    assert_eq!(membership.end, Date::end("2023-06"));
    let notes = [
        "file: 1 memberships without a role were left out",
        "file: 1 memberships of plain members of parties were left out",
    ];
    assert_eq!(told.notes, notes);
}

#[test]
fn what_cannot_be_is_left_out_with_a_note() {
    let told = reference(
        r#"{"persons": [{"id": "a", "given_name": "Agnes", "family_name": "Pellworth"}, {"id": "c"},
                        {"id": "b", "name": "Bram Alder"}, {"id": "b", "name": "Else Alder"}],
            "memberships": [{"person_id": "a", "role": "mayor", "start_date": "2005-05-01", "end_date": "2004-05-01"},
                            {"person_id": "a", "role": "clerk", "start_date": "2005-13-45"},
                            {"person_id": "a", "role": "judge", "end_date": "May 2006"},
                            {"person_id": "b", "role": "judge"},
                            {"person_id": "a", "role": "chair", "start_date": "2005", "end_date": "9999-12-31"}]}"#,
    );
    let names: Vec<&str> = told.people.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Agnes Pellworth", "Bram Alder"]);
    let titles: Vec<&str> = told.memberships.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(titles, ["Chair"]);
    let notes = [
        "file: the id \"b\" is that of several people; the first was read",
        "file: 1 people without id or name were left out",
        "file: \"Mayor\" of \"Agnes Pellworth\" was left out: it ends on 2004-05-01 before it begins on 2005-05-01",
        "file: \"Clerk\" of \"Agnes Pellworth\" was left out: \"2005-13-45\" is no date",
        "file: \"Judge\" of \"Agnes Pellworth\" was left out: \"May 2006\" is no date",
        "file: \"Judge\" of \"b\" is of one of several people",
    ];
    assert_eq!(told.notes, notes);
}

#[test]
fn a_line_that_breaks_is_named() {
    let lines = "{\"geonameid\": 1, \"name\": \"Avenmouth\"}\n{\"geonameid\": 2,, \"name\": \"Tarsk\"}\n";
    let rejection = Reference::default().add(lines.as_bytes(), "file").expect_err("a broken line");
    assert!(rejection.to_string().contains("line 2, column 17: "), "{rejection}");
    let told = reference(&lines.replace(",,", ",").replace(": 2", ": \"abc\""));
    assert_eq!(told.notes.len(), 1, "{:?}", told.notes);
}

#[test]
fn posts_are_of_the_countries_and_regions_of_their_areas() {
    let told = reference(
        r#"{"areas": [{"id": "us", "name": "United States"}, {"id": "lincoln", "name": "Lincoln"}],
            "posts": [{"id": "1", "role": "Agriculture Secretary", "area_id": "us"},
                      {"id": "2", "role": "Governor", "area": {"name": "Georgia"}},
                      {"id": "3", "role": "Member of Parliament", "area_id": "lincoln"}],
            "memberships": [{"person_id": "p1", "post_id": "1"}, {"person_id": "p2", "post_id": "2"},
                            {"person_id": "p3", "post_id": "3"}]}"#,
    );
    let areas: Vec<Option<&str>> = told.memberships.iter().map(|one| one.jurisdiction.as_deref()).collect();
    assert_eq!(areas, [Some("United States"), Some("Georgia"), None]);
}

#[test]
fn legislators_are_read_from_yaml_and_json() {
    let yaml = "- id:\n    bioguide: Q000001\n    govtrack: 7\n  name:\n    first: Ada\n    middle: M.\n    last: Quill\n  \
                terms:\n  - type: sen\n    start: '2019-01-03'\n    end: '2025-01-03'\n    state: WA\n";
    let json = r#"[{"id": {"bioguide": "Q000001", "govtrack": 7}, "name": {"first": "Ada", "middle": "M.", "last": "Quill"},
                    "terms": [{"type": "sen", "start": "2019-01-03", "end": "2025-01-03", "state": "WA"}]}]"#;
    let told = reference(yaml);
    assert_eq!(told, reference(json));
    assert_eq!(told.people[0].other_names, ["Ada M. Quill"]);
    let held = &told.memberships[0];
    assert_eq!((held.title.as_str(), held.jurisdiction.as_deref()), ("Senator", Some("Washington")));
}

#[test]
fn delegates_are_of_their_territory() {
    let of = |kind: &str, state: &str| {
        let told = reference(&format!(
            r#"[{{"id": {{"bioguide": "Q1"}}, "name": {{"first": "Ada", "last": "Quill"}},
                 "terms": [{{"type": "{kind}", "start": "2025-01-03", "state": "{state}"}}]}}]"#
        ));
        told.memberships[0].jurisdiction.clone()
    };
    assert_eq!(of("rep", "PR").as_deref(), Some("Puerto Rico"));
    assert_eq!(of("rep", "DC").as_deref(), Some("District of Columbia"));
    assert_eq!(of("rep", "DK"), None, "the Dakota Territory is no place that is known");
    assert_eq!(of("prez", "").as_deref(), Some("United States"));
}

#[test]
fn places_and_topics_are_read() {
    let told = reference(concat!(
        "{\"geonameid\": 1, \"name\": \"Avenmouth\", \"countrycode\": \"VA\", \"lat\": 1.5, \"lon\": 2, ",
        "\"alternatenames\": [\"AVM\", \"Avenmund\"]}\n{\"geonameid\": 2, \"name\": \"Tarsk\", \"countrycode\": \"VA\"}\n"
    ));
    assert_eq!(told.places[0].position, Some((1.5, 2.0)));
    assert_eq!(told.places[0].other_names, ["Avenmund"]);
    assert_eq!(told.places[1].kind, PlaceKind::City);
    let told = reference(
        r#"{"conceptSet": [{"uri": "http://x/2", "qcode": "medtop:2", "prefLabel": {"en-GB": "harbours"}, "broader": ["http://x/1"]},
                           {"uri": "http://x/1", "qcode": "medtop:1", "prefLabel": {"en-GB": "trade", "de": "Handel"}},
                           {"uri": "http://x/3", "qcode": "medtop:3", "prefLabel": {"en-GB": "old"}, "retired": "2010"}]}"#,
    );
    let codes: Vec<&str> = told.topics.iter().map(|topic| topic.code.as_str()).collect();
    assert_eq!(codes, ["medtop:1", "medtop:2"]);
    assert_eq!(told.topics[1].broader.as_deref(), Some("medtop:1"));
}

#[test]
fn what_is_none_is_rejected_with_a_sentence() {
    let scenes = r#"{"conceptSet": [{"qcode": "scn:010100", "prefLabel": {"en-GB": "headshot"}}]}"#;
    let rejection = Reference::default().add(scenes.as_bytes(), "file").expect_err("scenes are no topics");
    assert!(rejection.to_string().contains("scheme scn"), "{rejection}");
    for wrong in ["{\"a\": 1}", "[1, 2]", "", "just words", "{"] {
        let rejection = Reference::default().add(wrong.as_bytes(), "file").expect_err(wrong);
        assert!(rejection.to_string().starts_with("file: "), "{rejection}");
    }
}
