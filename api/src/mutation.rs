//! What can be written: documents, and the corrections of humans. Each mutation takes one input and gives a payload
//! with the record and with what was wrong; the rows are `ingest`'s.

mod correct;
mod documents;
mod fault;
mod people;

pub(crate) use correct::Corrections;
pub(crate) use documents::Documents;
pub(crate) use people::People;

use crate::auth::Asker;
use crate::command::Clock;
use crate::error::bad_input;
use async_graphql::{Context, Result};
use ingest::correction::Editor;

/// Who corrects: the bearer of the request's token, now.
fn editor(ctx: &Context<'_>, reason: Option<String>) -> Result<Editor> {
    /// The longest reason; a page of text.
    const LONGEST: usize = 2_000;
    let reason = reason.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    if let Some(length) =
        reason.as_ref().map(|reason| reason.chars().count()).filter(|length| *length > LONGEST)
    {
        return Err(bad_input(format!("`reason` has {length} characters; {LONGEST} at most are kept")));
    }
    let name = match ctx.data_unchecked::<Asker>() {
        Asker::Known(bearer) => bearer.name.clone(),
        // A guard stands before every mutation.
        Asker::Nobody => String::new(),
    };
    Ok(Editor { name, reason, at: ctx.data_unchecked::<Clock>()() })
}
