//! The part of a page that its own element calls the main one.

use super::*;

const TEASERS: [&str; 4] = [
    "She had packed two left ones, and a spectator at the first mile waited barefoot at the finish.",
    "Nine people work there, and the youngest is 58, but orders have doubled since the spring.",
    "Judges said that the animal had no fixed speed and could not be made to carry a plate.",
    "The steel hoop was made at the shipyard, and a botanist tells what comes when it goes.",
];

fn beside(element: &str) -> String {
    let teasers = TEASERS.map(|teaser| format!("<tr><td><b>Elsewhere</b><br>{teaser}</td></tr>"));
    let content = page("", "", "").replace("<article>", &format!("<{element}><article>"));
    let name = element.split(' ').next().unwrap_or_default();
    let table = format!("</article></{name}><table>{}</table>", teasers.concat());
    content.replace("</article>", &table)
}

#[test]
fn what_stands_beside_the_main_part_is_no_story() {
    for element in ["main", "div role=main"] {
        assert_eq!(article(&beside(element)).body, [LEAD, SECOND, THIRD].join("\n"), "{element}");
    }
}

#[test]
fn a_main_part_with_little_in_it_does_not_hide_the_story() {
    let content =
        page("", "", "").replace("<article>", "<main><p>Fares rise in May by a tenth.</p></main><article>");
    let body = article(&content).body;
    assert!([LEAD, SECOND, THIRD].iter().all(|paragraph| body.contains(paragraph)), "{body}");
}
