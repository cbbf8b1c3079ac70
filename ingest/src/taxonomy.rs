//! The broader subjects of a subject, as ids of IPTC Media Topics.

use extract::Subject;
use std::collections::HashMap;
use std::sync::LazyLock;

static SUBJECTS: LazyLock<HashMap<&'static str, Subject>> =
    LazyLock::new(|| extract::taxonomy().map(|subject| (subject.code, subject)).collect());

/// The taxonomy has five levels; data with a circle in it still ends here.
pub(crate) const DEEPEST: usize = 8;

/// A code's subject and those above it, narrowest first; nothing for a code that the taxonomy does not have.
pub(crate) fn line(code: &str) -> impl Iterator<Item = Subject> {
    let first = SUBJECTS.get(code).copied();
    std::iter::successors(first, |subject| subject.parent.and_then(|code| SUBJECTS.get(code).copied()))
        .take(DEEPEST)
}
