use super::*;

fn root(text: &str) -> Element {
    parse(text, "f.xml").expect(text).root
}

#[test]
fn names_have_their_conventional_prefixes() {
    let rss = root(
        "<rss xmlns:a='http://www.w3.org/2005/Atom' xmlns:d='http://purl.org/dc/elements/1.1/'>\
         <a:link/><d:creator/><dc:date/><pubDate/></rss>",
    );
    let names: Vec<&str> = rss.elements().map(|element| element.name.as_str()).collect();
    assert_eq!(names, ["atom:link", "dc:creator", "dc:date", "pubDate"]);
    let atom = root("<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry/></a:feed>");
    assert!(atom.child("entry").is_some());
}

#[test]
fn text_is_read_with_entities_and_sections() {
    let element =
        root("<t a='x &amp; &eacute; & y'>A &amp; B &#8217; &eacute; &nope; <![CDATA[<i>]]> & C</t>");
    assert_eq!(element.text(), "A & B \u{2019} \u{e9} &nope; <i> & C");
    assert_eq!(element.attribute("a"), Some("x & \u{e9} & y"));
}

#[test]
fn a_tree_becomes_markup_again() {
    let element = root("<c xmlns:x='http://www.w3.org/1999/xhtml'><x:p id='1'>a &lt; b<br/></x:p></c>");
    assert_eq!(element.markup(), "<p id=\"1\">a &lt; b<br></p>");
}

#[test]
fn what_stands_before_a_fault_is_kept() {
    let tree = parse("<rss><item><title>One</title></item><item><title>Tw", "f.xml").expect("a tree");
    assert_eq!(tree.root.all("item").count(), 2);
    assert_eq!(tree.fault.as_deref(), Some("the XML ends early"));
    let crossed = root("<a><b>1</a></b>");
    assert_eq!(crossed.text(), "1");
}

#[test]
fn bombs_are_rejected() {
    let laughs =
        "<!DOCTYPE lolz [<!ENTITY lol 'lol'><!ENTITY lol2 '&lol;&lol;'>]><rss><title>&lol2;</title></rss>";
    let error = parse(laughs, "f.xml").expect_err("an entity bomb").to_string();
    assert_eq!(
        error,
        "f.xml: not valid XML: it uses an entity of its own, &lol2;, and those are not expanded"
    );
    let outside = "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss>&x;</rss>";
    assert!(parse(outside, "f.xml").is_err());
    let deep = "<a>".repeat(10_000);
    assert!(matches!(parse(&deep, "f.xml"), Err(Rejection::TooDeep { .. })));
    let wide = format!("<a>{}</a>", "<b/>".repeat(MOST + 1));
    assert!(matches!(parse(&wide, "f.xml"), Err(Rejection::Malformed { .. })));
}
