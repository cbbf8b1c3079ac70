//! IPTC Media Topics (CC BY 4.0), as JSON-LD: concepts with names in many languages, each under a broader one. IPTC
//! writes its other schemes down alike: genres, scenes, roles, which no article is about.

use super::{Reference, Topic, list, text};
use serde_json::Value;
use std::collections::HashMap;

/// How codes of Media Topics begin.
const SCHEME: &str = "medtop:";

/// The scheme of a file of IPTC that holds no Media Topics.
pub(super) fn other_scheme(value: &Value) -> Option<&str> {
    let code = list(value, "conceptSet").iter().find_map(|concept| text(concept, "qcode"))?;
    code.split_once(':').map(|(scheme, _)| scheme)
}

/// Adds the concepts in use, broader ones first; false when the file has none.
pub(super) fn read(value: &Value, reference: &mut Reference) -> bool {
    let concepts = list(value, "conceptSet");
    let code_of: HashMap<&str, &str> = concepts
        .iter()
        .filter_map(|concept| Some((text(concept, "uri")?, text(concept, "qcode")?)))
        .collect();
    let in_use = concepts.iter().filter(|concept| concept.get("retired").is_none());
    let mut topics: Vec<Topic> = in_use.filter_map(|concept| topic(concept, &code_of)).collect();
    let broader: HashMap<String, String> =
        topics.iter().filter_map(|topic| Some((topic.code.clone(), topic.broader.clone()?))).collect();
    // A circle in the data has no top; its topics come last.
    let depth = |code: &str| {
        std::iter::successors(broader.get(code), |code| broader.get(*code)).take(broader.len()).count()
    };
    topics.sort_by_cached_key(|topic| (depth(&topic.code), topic.code.clone()));
    let is_known = !topics.is_empty();
    reference.topics.extend(topics);
    is_known
}

fn topic(concept: &Value, code_of: &HashMap<&str, &str>) -> Option<Topic> {
    let names = concept.get("prefLabel")?.as_object()?;
    let english = ["en-GB", "en", "en-US"].iter().find_map(|tag| names.get(*tag)?.as_str())?;
    let mut others: Vec<String> = Vec::new();
    for name in names.values().filter_map(Value::as_str).map(str::trim) {
        if name != english && !name.is_empty() && !others.iter().any(|other| other == name) {
            others.push(name.to_owned());
        }
    }
    let code = |reference: &Value| {
        let reference = reference.as_str()?;
        code_of
            .get(reference)
            .copied()
            .or(Some(reference))
            .filter(|code| code.contains(':'))
            .map(str::to_owned)
    };
    let matches = list(concept, "exactMatch").iter().filter_map(Value::as_str);
    let wikidata = matches.filter_map(|uri| uri.split_once("wikidata.org/entity/"));
    Some(Topic {
        code: text(concept, "qcode").filter(|code| code.starts_with(SCHEME))?.to_owned(),
        name: english.trim().to_owned(),
        other_names: others,
        broader: list(concept, "broader").iter().find_map(code),
        identifiers: wikidata.map(|(_, id)| ("wikidata".to_owned(), id.to_owned())).collect(),
    })
}
