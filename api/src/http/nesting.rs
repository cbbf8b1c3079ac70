//! How deep the brackets of a query nest, told before a parser follows them: it calls itself for each, so that text
//! alone could take all of its stack. In: any text. Strings and comments are told as `async-graphql` reads them.

/// Levels of brackets; a query of people nests 30 deep at most.
const DEEPEST: usize = 128;

/// The marks around a string that goes over several lines.
const BLOCK: &str = "\"\"\"";

/// Whether brackets outside strings and comments nest deeper than a parser should follow.
pub(super) fn nests_too_deep(query: &str) -> bool {
    let (mut depth, mut rest, mut has_blocks) = (0_usize, query, true);
    while let Some(at) = rest.find(['#', '"', '{', '[', '(', '}', ']', ')']) {
        let found = &rest[at..];
        rest = &found[1..];
        match found.as_bytes()[0] {
            b'#' => rest = behind_line(found),
            b'"' if has_blocks && found.starts_with(BLOCK) => {
                // Without an end it is read as an empty string and what follows, and no other block has an end either.
                let behind = behind_block(found);
                has_blocks = behind.is_some();
                rest = behind.unwrap_or_else(|| behind_string(found));
            }
            b'"' => rest = behind_string(found),
            b'{' | b'[' | b'(' => depth += 1,
            _ => depth = depth.saturating_sub(1),
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

fn behind_line(text: &str) -> &str {
    text.find(['\n', '\r']).map_or("", |end| &text[end..])
}

/// What follows the string that a text begins with. It ends with its line at the latest.
fn behind_string(text: &str) -> &str {
    let mut is_escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            '\n' | '\r' => return &text[at..],
            '"' if !is_escaped => return &text[at + 1..],
            _ => is_escaped = letter == '\\' && !is_escaped,
        }
    }
    ""
}

/// What follows the block that a text begins with; none where it has no end.
fn behind_block(text: &str) -> Option<&str> {
    let mut rest = &text[BLOCK.len()..];
    loop {
        let (inside, behind) = rest.split_once(BLOCK)?;
        if !inside.ends_with('\\') {
            return Some(behind);
        }
        rest = behind;
    }
}

#[cfg(test)]
mod tests {
    use super::nests_too_deep;

    #[test]
    fn brackets_are_counted_outside_strings_and_comments() {
        let deep = "[".repeat(200);
        for query in [
            "{a".repeat(200),
            format!("{{ a(b: {deep}"),
            format!("{{ a(b: \"\"\"\n\"\"\", c: {deep}"),
            format!("{{ a(b: \"\"\" \\\"\"\" \"\"\", c: {deep}"),
            format!("{{ a(b: [\"\"\"\" {deep}"),
            format!("{{ a # \"\n(b: {deep}"),
            format!("{{ a(b: \"\\\\\", c: {deep}"),
        ] {
            assert!(nests_too_deep(&query), "{query}");
        }
        for query in [
            "{ a }".repeat(1_000),
            format!("{{ a(b: \"\\\"{deep}\") }}"),
            format!("{{ a(b: \"\"\"\n{deep} \" \\\"\"\" {deep}\"\"\") }}"),
            format!("{{ a # {deep}\n }}"),
        ] {
            assert!(!nests_too_deep(&query), "{query}");
        }
    }
}
