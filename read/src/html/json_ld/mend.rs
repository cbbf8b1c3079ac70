//! JSON with the slips of templates. In: text that strict parsing refused. Out: the same, its slips mended, for strict
//! parsing to judge: what is no JSON even so stays refused.
//!
//! Commas are put between values, of several only one, and where an object lacks one; a value that is missing or no
//! JSON is null; comments and backslashes that escape nothing go; what was left open is closed. One walk, without
//! going back.

use serde::de::IgnoredAny;

/// Values inside each other: strict parsing refuses more.
const DEEPEST: usize = 128;

/// Mends a text that holds objects or lists.
pub(super) fn mend(text: &str) -> String {
    let mut mender = Mender::default();
    let mut rest = text;
    while !rest.is_empty() {
        let Some(behind) = mender.step(rest) else { return mender.text };
        rest = behind;
    }
    while mender.close_last() {}
    mender.text
}

#[derive(Default)]
struct Mender {
    text: String,
    /// What closes the objects and lists that stand open.
    open: Vec<char>,
    /// Whether a comma stood behind the last value.
    is_apart: bool,
}

impl Mender {
    /// Takes the next mark, string or word; gives what is behind it, nothing where a string does not end.
    fn step<'t>(&mut self, rest: &'t str) -> Option<&'t str> {
        let next = without_blanks(rest);
        if next.len() < rest.len() {
            return Some(next);
        }
        let first = rest.chars().next()?;
        let behind = &rest[first.len_utf8()..];
        match first {
            '{' => self.open(first, '}')?,
            '[' => self.open(first, ']')?,
            // Around the values stands nothing that matters.
            _ if self.open.is_empty() => {}
            '}' | ']' => self.close(first),
            ':' => self.text.push(':'),
            ',' => self.comma(),
            '"' => return self.string(behind),
            _ => return self.word(rest),
        }
        Some(behind)
    }

    fn open(&mut self, mark: char, end: char) -> Option<()> {
        if self.open.len() == DEEPEST {
            return None;
        }
        self.begin(mark)?;
        self.text.push(mark);
        self.open.push(end);
        Some(())
    }

    /// Sets what begins with this mark apart from what is before it. In a list only objects may lack the comma: a string
    /// is torn by a quote inside it.
    fn begin(&mut self, mark: char) -> Option<()> {
        let is_first = self.text.ends_with(['{', '[', ':']);
        match self.open.last() {
            None => self.text.push(' '),
            Some(_) if is_first => {}
            Some(']') if !self.is_apart && mark != '{' => return None,
            Some(_) => self.text.push(','),
        }
        self.is_apart = false;
        Some(())
    }

    fn comma(&mut self) {
        self.fill();
        self.is_apart = true;
    }

    /// A property without a value has none.
    fn fill(&mut self) {
        if self.text.ends_with(':') {
            self.text.push_str("null");
        }
    }

    /// Closes what ends here, and before it what was left open inside.
    fn close(&mut self, end: char) {
        if self.open.contains(&end) {
            while self.open.last() != Some(&end) {
                self.close_last();
            }
            self.close_last();
        }
    }

    fn close_last(&mut self) -> bool {
        self.fill();
        let last = self.open.pop();
        self.text.extend(last);
        last.is_some()
    }

    /// Takes a string from behind its first quote.
    fn string<'t>(&mut self, mut rest: &'t str) -> Option<&'t str> {
        self.begin('"')?;
        self.text.push('"');
        loop {
            let at = memchr::memchr2(b'"', b'\\', rest.as_bytes())?;
            self.text.extend(rest[..at].chars().map(|c| if c.is_control() { ' ' } else { c }));
            let is_quote = rest.as_bytes()[at] == b'"';
            rest = &rest[at + 1..];
            if is_quote {
                self.text.push('"');
                return Some(rest);
            }
            rest = self.escape(rest);
        }
    }

    /// Takes what a backslash stands before; one that escapes nothing goes.
    fn escape<'t>(&mut self, rest: &'t str) -> &'t str {
        let escaped = rest.chars().next().unwrap_or(' ');
        let is_code = || rest.len() > 4 && rest.bytes().skip(1).take(4).all(|byte| byte.is_ascii_hexdigit());
        if "\"\\/bfnrt".contains(escaped) || (escaped == 'u' && is_code()) {
            self.text.push('\\');
            self.text.push(escaped);
            return &rest[1..];
        }
        rest
    }

    /// Takes a number or one of the words of JSON.
    fn word<'t>(&mut self, rest: &'t str) -> Option<&'t str> {
        let is_end = |c: char| c.is_whitespace() || ",:{}[]\"/".contains(c);
        let first = rest.chars().next()?;
        let start = first.len_utf8();
        let length = rest[start..].find(is_end).map_or(rest.len(), |end| start + end);
        let (word, behind) = rest.split_at(length);
        let is_value = serde_json::from_str::<IgnoredAny>(word).is_ok();
        self.begin(first)?;
        self.text.push_str(if is_value { word } else { "null" });
        Some(behind)
    }
}

/// What stands behind blanks and comments.
fn without_blanks(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        let behind = match rest.as_bytes() {
            [b'/', b'/', ..] => rest.split_once('\n').map_or("", |(_, behind)| behind),
            [b'/', b'*', ..] => rest[2..].split_once("*/").map_or("", |(_, behind)| behind),
            _ => return rest,
        };
        rest = behind.trim_start();
    }
}
