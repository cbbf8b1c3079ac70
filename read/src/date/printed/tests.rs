use super::*;

fn of(line: &str, language: &str, host: &str) -> Option<When> {
    find(line, Custom::new(Some(language), Some(host)))
}

fn day_of(line: &str, language: &str, host: &str) -> Option<String> {
    of(line, language, host).map(|when| when.day.to_string())
}

#[test]
fn days_in_several_languages() {
    let cases = [
        ("Published 4 February 2026, 16:16", "2026-02-04"),
        ("Feb. 4, 2026 at 4 PM", "2026-02-04"),
        ("4. Februar 2026", "2026-02-04"),
        ("le 1er février 2026", "2026-02-01"),
        ("4 de febrero de 2026", "2026-02-04"),
        ("04.02.2026, 16:16 Uhr", "2026-02-04"),
        ("2026年2月4日 16時", "2026-02-04"),
        ("2026-02-04T16:16", "2026-02-04"),
        ("02/04/2026", "2026-02-04"),
        ("25/12/2025", "2025-12-25"),
        ("4 lutego 2026", "2026-02-04"),
        ("4 Φεβρουαρίου 2026", "2026-02-04"),
        ("4 בפברואר 2026", "2026-02-04"),
        ("४ फ़रवरी २०२६", "2026-02-04"),
        ("৪ ফেব্রুয়ারি ২০২৬", "2026-02-04"),
        ("4 Agustus 2026", "2026-08-04"),
        ("4 d’abril de 2026", "2026-04-04"),
        ("٤ شباط ٢٠٢٦", "2026-02-04"),
        ("4 كانون الثاني 2026", "2026-01-04"),
        ("2026. február 4., szerda", "2026-02-04"),
        ("2026 m. vasario 4 d.", "2026-02-04"),
        ("2026. gada 4. februāris", "2026-02-04"),
        ("4 tháng 2, 2026", "2026-02-04"),
        ("2026-yil 4-fevral", "2026-02-04"),
        ("Feb 04,2026", "2026-02-04"),
        ("4 فبراير/شباط 2026", "2026-02-04"),
        ("4 HAZİRAN 2026", "2026-06-04"),
        ("04 KASIM 2026", "2026-11-04"),
        ("115年2月4日", "2026-02-04"),
        ("4 กุมภาพันธ์ 2569", "2026-02-04"),
        ("令和8年2月4日", "2026-02-04"),
        ("4/feb/2026", "2026-02-04"),
        ("04.02.26, 16:16 Uhr", "2026-02-04"),
    ];
    for (line, expected) in cases {
        let found = of(line, "en", "").map(|when| when.day.to_string());
        assert_eq!(found.as_deref(), Some(expected), "{line}");
    }
    assert_eq!(
        find("04/02/2026", Custom::default()).map(|when| when.day.to_string()).as_deref(),
        Some("2026-02-04")
    );
}

#[test]
fn a_time_with_its_zone_is_an_instant() {
    let cases = [
        ("Updated 3:05 PM EST, Wed February 4, 2026", "2026-02-04T15:05:00-05:00"),
        ("4 FEB 2026 - 19:42 CET", "2026-02-04T19:42:00+01:00"),
        ("4 February 2026 10:00 (UTC+3)", "2026-02-04T10:00:00+03:00"),
        ("Wed Feb 04 2026 10:00:00 GMT+0100 (CET)", "2026-02-04T10:00:00+01:00"),
        ("February 4, 2026 12:30 a.m. PST", "2026-02-04T00:30:00-08:00"),
    ];
    for (line, expected) in cases {
        let at = of(line, "en", "").and_then(|when| when.at).map(|at| at.to_rfc3339());
        assert_eq!(at.as_deref(), Some(expected), "{line}");
    }
    for line in ["4 February 2026 10:00", "4 February 2026, 10:00-11:00", "4 February 2026 10:00 XYZ"] {
        assert_eq!(of(line, "en", "").and_then(|when| when.at), None, "{line}");
    }
}

#[test]
fn lines_without_a_day() {
    for line in ["12 reasons 2026", "31 February 2026", "page 3 of 2020", "1.2.3", "01.02.03.04"] {
        assert_eq!(of(line, "en", ""), None, "{line}");
    }
}

#[test]
fn years_of_nepal_are_not_ours() {
    for line in ["२०८२/१०/२१", "२०८२ माघ २१"] {
        assert_eq!(day_of(line, "ne", "herald.example"), None, "{line}");
    }
}

#[test]
fn names_of_months_in_more_languages() {
    let cases = [
        "21 அக்டோபர், 2025",
        "21 అక్టోబర్ 2025",
        "21 ಅಕ್ಟೋಬರ್ 2025",
        "21 ഒക്ടോബർ 2025",
        "21 ઑક્ટોબર 2025",
        "21 ਅਕਤੂਬਰ 2025",
        "21 ოქტომბერი 2025",
        "Հոկտեմբերի 21, 2025",
        "Oktubre 21, 2025",
        "21 Oktoba 2025",
        "2025eko urriaren 21a",
        "២១ តុលា ២០២៥",
        "၂၁ အောက်တိုဘာ ၂၀၂၅",
        "21 ඔක්තෝබර් 2025",
        "21 أكتوبر 2025",
        "21 қазан 2025",
    ];
    for line in cases {
        assert_eq!(day_of(line, "", "").as_deref(), Some("2025-10-21"), "{line}");
    }
    assert_eq!(day_of("21 غشت 2025", "ar", "").as_deref(), Some("2025-08-21"));
}

#[test]
fn blanks_between_the_numbers() {
    let cases = [
        ("18. 9. 2025", "2025-09-18"),
        ("čtvrtek 18. 9. 2025, 12:45", "2025-09-18"),
        ("Publikováno: 1. 12. 2025", "2025-12-01"),
        ("18.9. 2025 v 7:00", "2025-09-18"),
    ];
    for (line, expected) in cases {
        assert_eq!(day_of(line, "cs", "").as_deref(), Some(expected), "{line}");
    }
    for line in ["3. 31. 2", "1. 2. 3. 4.", "31. 2. 2025", "v letech 2. 5. a 2025"] {
        assert_eq!(day_of(line, "cs", ""), None, "{line}");
    }
}

#[test]
fn two_digits_of_the_year() {
    let cases = [
        ("21/10/25", "fr", Some("2025-10-21")),
        ("5/12/25 a las 10:30", "es", Some("2025-12-05")),
        ("05-12-25", "nl", Some("2025-12-05")),
        ("12/05/25", "en-US", Some("2025-12-05")),
        ("12/05/25", "en-GB", Some("2025-05-12")),
        ("25/12/05", "ja", Some("2025-12-05")),
        ("25.12.05", "ko", Some("2025-12-05")),
        ("5 Dec '25", "en", Some("2025-12-05")),
        ("05-Dec-25", "en", Some("2025-12-05")),
        ("05/12/25", "", None),
        ("10-12/25", "fr", None),
        ("32/10/25", "fr", None),
        ("1/21/10/25", "fr", None),
        ("06-12-25-40", "fr", None),
    ];
    for (line, language, expected) in cases {
        let custom = Custom::new(Some(language).filter(|language| !language.is_empty()), None);
        let found = find(line, custom).map(|when| when.day.to_string());
        assert_eq!(found.as_deref(), expected, "{line} in {language:?}");
    }
}

#[test]
fn calendars_of_other_eras() {
    let cases = [
        ("21 ต.ค. 2568 10:30", "th"),
        ("21 ตุลาคม 2568", "th"),
        ("21/10/2568", "th"),
        ("21 ต.ค. 68 | 10:30 น.", "th"),
        ("๒๑ ตุลาคม พ.ศ. ๒๕๖๘", "th"),
        ("۲۹ مهر ۱۴۰۴ - ۰۹:۴۵", "fa"),
        ("سه‌شنبه ۲۹ مهر ماه ۱۴۰۴", "fa"),
        ("۱۴۰۴/۰۷/۲۹", "fa"),
        ("1404/07/29", "fa"),
        ("۲۹ میزان ۱۴۰۴", "prs"),
        ("令和7年10月21日", "ja"),
        ("民國114年10月21日", "zh"),
        ("２０２５年１０月２１日", "ja"),
    ];
    for (line, language) in cases {
        assert_eq!(day_of(line, language, "").as_deref(), Some("2025-10-21"), "{line}");
    }
    assert_eq!(day_of("1404/07/29", "ar", ""), None, "of the Islamic calendar");
    assert_eq!(day_of("Dec - 05 - 2025", "en", "").as_deref(), Some("2025-12-05"));
}

#[test]
fn the_country_tells_which_number_is_the_month() {
    let cases = [
        ("05/12/2025", "en", "herald.co.uk", "2025-12-05"),
        ("05/12/2025", "en", "herald.com.au", "2025-12-05"),
        ("05/12/2025", "en", "herald.com", "2025-05-12"),
        ("05/12/2025", "en-US", "herald.in", "2025-05-12"),
        ("05/12/2025", "en-IN", "herald.com", "2025-12-05"),
        ("05/12/2025, 09:15 GMT", "en", "herald.com", "2025-12-05"),
        ("05/12/2025, 09:15 AM EST", "en", "herald.com", "2025-05-12"),
        ("05/12/2025, 09:15 UTC", "en", "herald.com", "2025-05-12"),
    ];
    for (line, language, host, expected) in cases {
        assert_eq!(day_of(line, language, host).as_deref(), Some(expected), "{line} {language} {host}");
    }
}

#[test]
fn zones_of_the_world() {
    let cases = [
        ("21 Okt 2025, 14.35 WIB", "id", "", Some("2025-10-21T14:35:00+07:00")),
        ("21 Oct 2025, 14:35 IST", "en", "herald.in", Some("2025-10-21T14:35:00+05:30")),
        ("21 Oct 2025, 14:35 IST", "en", "herald.ie", Some("2025-10-21T14:35:00+01:00")),
        ("21 октября 2025, 15:40 МСК", "ru", "", Some("2025-10-21T15:40:00+03:00")),
        ("15:40 (мск), 21 октября 2025", "ru", "", Some("2025-10-21T15:40:00+03:00")),
        ("21 October 2025 • 11:20 SAST", "en", "", Some("2025-10-21T11:20:00+02:00")),
        ("21. Oktober 2025, 11:20 Uhr MESZ", "de", "", Some("2025-10-21T11:20:00+02:00")),
        ("21 October 2025 11:20 +0200", "en", "", Some("2025-10-21T11:20:00+02:00")),
        ("21 October 2025 11:20 -0300", "en", "", Some("2025-10-21T11:20:00-03:00")),
        ("Oct. 21, 2025, 4:30 p.m. ET", "en", "", Some("2025-10-21T16:30:00-04:00")),
        ("Nov. 21, 2025, 4:30 p.m. PT", "en", "", Some("2025-11-21T16:30:00-08:00")),
        ("21 أكتوبر 2025 - 10:30 مساءً (بتوقيت غرينتش)", "ar", "", Some("2025-10-21T22:30:00+00:00")),
        ("21 Oct 2025 10:30 CST", "en", "herald.cn", Some("2025-10-21T10:30:00+08:00")),
        (
            "Published: 2:05 p.m. ET Nov. 3, 2025 Updated: 9:30 p.m. ET Nov. 3, 2025",
            "en",
            "",
            Some("2025-11-03T14:05:00-05:00"),
        ),
        ("21 October 2025, 10:00 -11:00", "en", "", None),
        ("21 de outubro de 2025, 10:30 PT", "pt", "", None),
        ("21 October 2025, 10:30 NST", "en", "", None),
        ("21 October 2025, 10:30 AM", "en", "", None),
    ];
    for (line, language, host, expected) in cases {
        let at = of(line, language, host).and_then(|when| when.at).map(|at| at.to_rfc3339());
        assert_eq!(at.as_deref(), expected, "{line} {language} {host}");
    }
}
