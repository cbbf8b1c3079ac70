//! Sentences for people, on standard error. Whoever listened may be gone, as behind `2>&1 | head -1`: then nobody is told,
//! and the work goes on.

use std::fmt::Display;
use std::io::{Write as _, stderr};

/// Says a line.
pub fn say(line: impl Display) {
    let _ = writeln!(stderr(), "{line}");
}
