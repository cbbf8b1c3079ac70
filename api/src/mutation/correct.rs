//! Corrections of statements, and taking any correction back.

use super::editor;
use super::fault::{Told, UserError, UserErrorCode, at, step, told};
use crate::auth::EDIT;
use crate::loader::load;
use crate::node::{Kind, parse_as};
use crate::reference::{SpeakerId, SpeakerRef, TopicRef};
use crate::scalar::Date;
use crate::types::Statement;
use crate::types::choice::{Precision, QuoteKind};
use crate::types::correction::Correction;
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use entity::{CorrectionId, StatementId, StatementStatus, TopicId};
use ingest::correction::{self, StatementChange, Voiced};

/// What is corrected of a statement. Fields that are left out stay as they are.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CorrectStatementInput {
    /// Which statement.
    statement: ID,
    /// Who said it.
    speaker: Option<SpeakerRef>,
    /// Somebody without a record, as printed: `a spokesman for the ministry`. Excludes `speaker`.
    speaker_printed: Option<String>,
    /// True when print does not tell who said it. Excludes `speaker` and `speakerPrinted`.
    speaker_unknown: Option<bool>,
    /// The day it was said.
    said_on: Option<Date>,
    /// How exact that day is; a day when left out. Of a week, month or year the first day is kept.
    said_precision: Option<Precision>,
    /// How the words are reported.
    kind: Option<QuoteKind>,
    /// It is about these, too; broader topics follow by themselves.
    add_topics: Option<Vec<TopicRef>>,
    /// It is not about these.
    remove_topics: Option<Vec<TopicRef>>,
    /// Why, for those who look at it later.
    reason: Option<String>,
}

/// Which statement, and why.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RejectStatementInput {
    /// Which statement.
    statement: ID,
    /// Why, for those who look at it later.
    reason: Option<String>,
}

/// Which statement, and why.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ConfirmStatementInput {
    /// Which statement.
    statement: ID,
    /// Why, for those who look at it later.
    reason: Option<String>,
}

/// Which correction is taken back, and why.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct UndoCorrectionInput {
    /// Which correction.
    correction: ID,
    /// Why, for those who look at it later.
    reason: Option<String>,
}

macro_rules! payload {
    ($name:ident, $what:literal, { $($(#[$doc:meta])* $field:ident: $type:ty),+ }) => {
        #[doc = $what]
        #[derive(Clone, Debug, Default, SimpleObject)]
        pub(crate) struct $name {
            $($(#[$doc])* pub(crate) $field: Option<$type>,)+
            /// What was wrong with the input; empty when all went well.
            pub(crate) user_errors: Vec<UserError>,
        }

        impl From<UserError> for $name {
            fn from(fault: UserError) -> Self {
                Self { user_errors: vec![fault], ..Self::default() }
            }
        }
    };
}
pub(super) use payload;

payload!(CorrectStatementPayload, "A corrected statement.", {
    /// The statement as it is now; null when something was wrong.
    statement: Statement,
    /// What was kept of the correction; null when something was wrong.
    correction: Correction
});
payload!(RejectStatementPayload, "A rejected statement.", {
    /// The statement as it is now; null when something was wrong.
    statement: Statement,
    /// What was kept of the correction; null when something was wrong.
    correction: Correction
});
payload!(ConfirmStatementPayload, "A confirmed statement.", {
    /// The statement as it is now; null when something was wrong.
    statement: Statement,
    /// What was kept of the correction; null when something was wrong.
    correction: Correction
});
payload!(UndoCorrectionPayload, "A correction that was taken back.", {
    /// The correction as it is now; null when something was wrong.
    correction: Correction
});

/// Corrections of statements.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Corrections;

#[Object]
impl Corrections {
    /// Corrects who said a statement, when, how and about what. The correction outlives every later reading of its
    /// articles, holds for other articles that print the same words by the same speaker, and can be undone. Needs
    /// the role EDITOR or ADMIN.
    #[graphql(guard = "EDIT")]
    async fn correct_statement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which statement, what is corrected, and why.")] input: CorrectStatementInput,
    ) -> Result<CorrectStatementPayload> {
        let id = step!(statement(ctx, &input.statement).await, Into::into);
        let editor = step!(at(&["reason"], editor(ctx, input.reason.clone())), Into::into);
        let change = step!(change(ctx, &input).await, Into::into);
        let made = correction::correct_statement(crate::loader::primary(ctx), id, change, &editor).await;
        let made = step!(told(made), Into::into);
        let (statement, correction) = both(ctx, id, made).await?;
        Ok(CorrectStatementPayload { statement, correction, user_errors: Vec::new() })
    }

    /// Takes a statement out of the lists: nobody said it, or not so. It appears only where a filter asks for
    /// rejected ones, and can be brought back with `undoCorrection`. Needs the role EDITOR or ADMIN.
    #[graphql(guard = "EDIT")]
    async fn reject_statement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which statement, and why.")] input: RejectStatementInput,
    ) -> Result<RejectStatementPayload> {
        let set = set_status(ctx, &input.statement, input.reason, StatementStatus::Rejected).await;
        let (statement, correction) = step!(set, Into::into);
        Ok(RejectStatementPayload { statement, correction, user_errors: Vec::new() })
    }

    /// Says that a human looked at a statement and found it right. Needs the role EDITOR or ADMIN.
    #[graphql(guard = "EDIT")]
    async fn confirm_statement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which statement, and why.")] input: ConfirmStatementInput,
    ) -> Result<ConfirmStatementPayload> {
        let set = set_status(ctx, &input.statement, input.reason, StatementStatus::Confirmed).await;
        let (statement, correction) = step!(set, Into::into);
        Ok(ConfirmStatementPayload { statement, correction, user_errors: Vec::new() })
    }

    /// Takes any correction back: a merge, a correction of a statement, a rejection, a tenure, a name. What it
    /// changed is again as it was; the correction stays on record. Needs the role EDITOR or ADMIN.
    #[graphql(guard = "EDIT")]
    async fn undo_correction(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which correction, and why.")] input: UndoCorrectionInput,
    ) -> Result<UndoCorrectionPayload> {
        let number = parse_as(&input.correction, Kind::Correction);
        let id = CorrectionId(step!(at(&["correction"], number), Into::into));
        let editor = step!(at(&["reason"], editor(ctx, input.reason)), Into::into);
        let undone = correction::undo(crate::loader::primary(ctx), id, &editor).await;
        step!(told(undone), Into::into);
        let correction = load(ctx, id).await?.map(Correction);
        Ok(UndoCorrectionPayload { correction, user_errors: Vec::new() })
    }
}

async fn set_status(
    ctx: &Context<'_>,
    id: &ID,
    reason: Option<String>,
    status: StatementStatus,
) -> Told<(Option<Statement>, Option<Correction>)> {
    let id = step!(statement(ctx, id).await, Err);
    let editor = step!(at(&["reason"], editor(ctx, reason)), Err);
    let made = correction::set_status(crate::loader::primary(ctx), id, status, &editor).await;
    let made = step!(told(made), Err);
    both(ctx, id, made).await.map(Ok)
}

async fn both(
    ctx: &Context<'_>,
    statement: StatementId,
    correction: CorrectionId,
) -> Result<(Option<Statement>, Option<Correction>)> {
    Ok((load(ctx, statement).await?.map(Statement::from), load(ctx, correction).await?.map(Correction)))
}

/// The statement of an id; the id of one that turned out to be another leads to that.
async fn statement(ctx: &Context<'_>, id: &ID) -> Told<StatementId> {
    let number = step!(at(&["statement"], parse_as(id, Kind::Statement)), Err);
    let found = crate::query::statement_of(ctx, StatementId(number)).await?;
    let missing = || {
        let message = "There is no statement of this id; take ids from an `id` field as they are.";
        UserError::new(UserErrorCode::NotFound, &["statement"], message)
    };
    Ok(found.map(|found| *found.0.id()).ok_or_else(missing))
}

async fn change(ctx: &Context<'_>, input: &CorrectStatementInput) -> Told<StatementChange> {
    let speaker = step!(speaker(ctx, input).await, Err);
    let add_topics = step!(topics(ctx, "addTopics", input.add_topics.as_deref()).await, Err);
    let remove_topics = step!(topics(ctx, "removeTopics", input.remove_topics.as_deref()).await, Err);
    if input.said_precision.is_some() && input.said_on.is_none() {
        let message = "`saidPrecision` tells how exact `saidOn` is; give both.";
        return Ok(Err(UserError::new(UserErrorCode::Invalid, &["saidPrecision"], message)));
    }
    let precision = input.said_precision.map_or(entity::Precision::Day, Into::into);
    Ok(Ok(StatementChange {
        speaker,
        said: input.said_on.map(|day| (day.0, precision)),
        kind: input.kind.map(Into::into),
        status: None,
        add_topics,
        remove_topics,
    }))
}

async fn speaker(ctx: &Context<'_>, input: &CorrectStatementInput) -> Told<Option<Voiced>> {
    let is_unknown = input.speaker_unknown == Some(true);
    let printed = input.speaker_printed.as_ref().map(|printed| printed.trim());
    let invalid = |field: &str, message: &str| -> Told<Option<Voiced>> {
        Ok(Err(UserError::new(UserErrorCode::Invalid, &[field], message)))
    };
    match (&input.speaker, printed, is_unknown) {
        (None, None, false) => Ok(Ok(None)),
        (None, None, true) => Ok(Ok(Some(Voiced::Unknown))),
        (None, Some(""), false) => invalid(
            "speakerPrinted",
            "`speakerPrinted` is empty; give the words as printed, or `speakerUnknown: true`.",
        ),
        (None, Some(printed), false) => Ok(Ok(Some(Voiced::Printed(printed.to_owned())))),
        (Some(speaker), None, false) => {
            let found = step!(at(&["speaker"], speaker.resolve(ctx).await), Err);
            Ok(Ok(Some(match found {
                SpeakerId::Person(id) => Voiced::Person(id),
                SpeakerId::Organization(id) => Voiced::Organization(id),
            })))
        }
        _ => invalid(
            "speaker",
            "`speaker`, `speakerPrinted` and `speakerUnknown` exclude each other; give one.",
        ),
    }
}

async fn topics(ctx: &Context<'_>, field: &str, refs: Option<&[TopicRef]>) -> Told<Vec<TopicId>> {
    /// Topics of one statement, far more than people name.
    const MOST: usize = 50;
    let refs = refs.unwrap_or_default();
    if refs.len() > MOST {
        let message = format!("`{field}` has {} topics; {MOST} at most are taken.", refs.len());
        return Ok(Err(UserError::new(UserErrorCode::Invalid, &[field], message)));
    }
    let mut found = Vec::with_capacity(refs.len());
    for (number, topic) in refs.iter().enumerate() {
        found.push(step!(at(&[field, &number.to_string()], topic.resolve(ctx).await), Err));
    }
    Ok(Ok(found))
}
