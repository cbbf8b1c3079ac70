use super::*;

#[test]
fn one_language_two_databases() {
    for (text, sqlite, postgres) in [
        ("harbour treaty", "((\"harbour\") AND (\"treaty\"))", "(('harbour')) & (('treaty'))"),
        ("\"harbour treaty\"", "((\"harbour treaty\"))", "(('harbour' <-> 'treaty'))"),
        ("tax OR tariff*", "((\"tax\" OR \"tariff\"*))", "(('tax') | ('tariff':*))"),
        (
            "treaty -draft -old",
            "(((\"treaty\")) NOT (\"draft\" OR \"old\"))",
            "(('treaty')) & !('draft') & !('old')",
        ),
        (
            "treaty -\"first draft\"",
            "(((\"treaty\")) NOT (\"first draft\"))",
            "(('treaty')) & !('first' <-> 'draft')",
        ),
        ("co-op*", "((\"co op\"*))", "(('co' <-> 'op':*))"),
        ("Zoë", "(((\"zoe\" OR \"zoë\")))", "(('zoe'))"),
        ("\"КИЇВ і Львів\"", "(((\"киів і львів\" OR \"київ і львів\")))", "(('киів' <-> 'і' <-> 'львів'))"),
        ("हिन्दी", "((\"हिन्दी\"))", "(('हिन्दी'))"),
        (
            "'; DROP TABLE x; --",
            "((\"drop\") AND (\"table\") AND (\"x\"))",
            "(('drop')) & (('table')) & (('x'))",
        ),
    ] {
        let query = TextQuery::parse(text).expect("a query");
        assert_eq!(query.fts5(), sqlite, "{text}");
        assert_eq!(query.tsquery(), postgres, "{text}");
    }
    assert!(TextQuery::parse("-draft").is_err());
    assert!(TextQuery::parse(" \" ").is_err());
    assert!(TextQuery::parse(&"x".repeat(2_000)).is_err());
    assert!(TextQuery::parse(&"x ".repeat(100)).is_err());
}

#[test]
fn more_of_what_is_asked_ranks_higher() {
    let query = TextQuery::parse("\"sea cable\" OR wire").expect("a query");
    let score = |text: &str| query.score(&[(text, 1.0)]);
    let one = score("The sea cable is late, and nobody says why it is.");
    assert!(one > 0.0);
    assert!(score("The sea cable is late: a sea cable is laid at sea.") > one);
    assert!(score(&format!("The sea cable is late. {}", "And so on. ".repeat(200))) < one);
    assert!(score("The cable of the sea").abs() < f64::EPSILON);
    assert!(query.score(&[("Wire", 3.0), ("Nothing", 1.0)]) > one);
}

#[test]
fn a_snippet_is_the_part_that_holds_most_of_the_words() {
    let query = TextQuery::parse("tariff* \"on Friday\"").expect("a query");
    let far = "Nothing happened here. ".repeat(40);
    let text = format!("{far}The Tariffs rose on Friday, he said.\nOn the next day all was quiet. {far}");
    let Snippet { text, highlights } = query.snippet(&text).expect("a snippet");
    let marked =
        |(start, end): &(usize, usize)| text.chars().skip(*start).take(end - start).collect::<String>();
    assert_eq!(highlights.iter().map(marked).collect::<Vec<_>>(), ["Tariffs", "on Friday"]);
    assert!(text.chars().count() <= 300, "{text}");
    assert!(text.starts_with('…') && text.ends_with('…'), "{text}");
    let short = query.snippet("Tariffs!").expect("a snippet");
    assert_eq!((short.text.as_str(), &short.highlights[..]), ("Tariffs!", &[(0, 7)][..]));
    assert_eq!(query.snippet("Nothing of it"), None);
}
