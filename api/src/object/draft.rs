//! The text of objects while some of their fields wait. What is there is written at once; a field that waits leaves a
//! gap. The library keeps a future of every field of an answer until all of them have been asked for, and one of every
//! element of a list; here only fields are kept that wait for something.

use super::resolve::{Fields, fields_of};
use super::text::{separate, write, write_json, write_name};
use super::{Columns, Told};
use crate::hot::Hot;
use async_graphql::parser::types::Field;
use async_graphql::{ContextSelectionSet, Positioned, ServerResult, Value};
use std::future::poll_fn;
use std::task::{Context, Poll};
use tokio_util::sync::ReusableBoxFuture;

/// The text of an object or of a list of them.
pub(super) struct Draft<'a> {
    hot: &'a Hot,
    text: Vec<u8>,
    /// The places in the text where a value is missing, and the values that have come.
    gaps: Vec<(usize, Value)>,
    /// The fields that wait, by the number of their gap.
    waiting: Vec<(usize, Resolved<'a>)>,
    /// The place of a field that was there at once, for the next one.
    spare: Option<Resolved<'a>>,
}

/// The value of a field on its way.
type Resolved<'a> = ReusableBoxFuture<'a, ServerResult<Option<Value>>>;

impl<'a> Draft<'a> {
    /// The text that `begin` writes as far as it goes at once, with what it waits for.
    pub(super) async fn write(
        hot: &'a Hot,
        mut begin: impl FnMut(&mut Self, &mut Context<'_>) -> ServerResult<()>,
    ) -> ServerResult<Value> {
        let mut draft = Self { hot, text: Vec::new(), gaps: Vec::new(), waiting: Vec::new(), spare: None };
        poll_fn(|task| Poll::Ready(begin(&mut draft, task))).await?;
        poll_fn(|task| draft.go_on(task)).await?;
        Ok(Value::Binary(draft.finish().into()))
    }

    /// Writes an object as far as it goes at once.
    pub(super) fn object<T: Told>(
        &mut self,
        ctx: &'a ContextSelectionSet<'a>,
        object: &'a T,
        fields: &Fields<'a>,
        task: &mut Context<'_>,
    ) -> ServerResult<()> {
        self.text.push(b'{');
        for (at, &field) in fields.iter().enumerate() {
            let name = field.node.name.node.as_str();
            let is_written = self.column(at, field, object)
                || object.lead(name, self.hot, &mut |record| self.record(ctx, field, record));
            if !is_written {
                self.field(async move { object.resolve_field(&ctx.with_field(field)).await }, task)?;
            }
        }
        self.text.push(b'}');
        Ok(())
    }

    /// Writes objects, each with a context of its own.
    pub(super) fn list<T: Told>(
        &mut self,
        contexts: &'a [ContextSelectionSet<'a>],
        objects: &'a [T],
        fields: &Fields<'a>,
        task: &mut Context<'_>,
    ) -> ServerResult<()> {
        self.text.push(b'[');
        for (at, (ctx, object)) in contexts.iter().zip(objects).enumerate() {
            separate(at, &mut self.text);
            self.object(ctx, object, fields, task)?;
        }
        self.text.push(b']');
        Ok(())
    }

    /// Writes a record that a field leads to, or that there is none; false where more than columns of it are asked for.
    fn record(
        &mut self,
        ctx: &ContextSelectionSet<'a>,
        field: &'a Positioned<Field>,
        record: Option<&dyn Columns>,
    ) -> bool {
        let Some(record) = record else {
            self.text.extend_from_slice(b"null");
            return true;
        };
        let begin = self.text.len();
        self.text.push(b'{');
        let fields = fields_of(ctx, record.object(), &field.node.selection_set.node);
        let is_written = fields.iter().enumerate().all(|(at, field)| self.column(at, field, record));
        if is_written {
            self.text.push(b'}');
        } else {
            self.text.truncate(begin);
        }
        is_written
    }

    /// Writes the name of a field, and its value where that is a column.
    fn column(&mut self, at: usize, field: &Positioned<Field>, object: &(impl Columns + ?Sized)) -> bool {
        separate(at, &mut self.text);
        write_name(&field.node.response_key().node, &mut self.text);
        let name = field.node.name.node.as_str();
        if name == "__typename" {
            write_json(object.object(), &mut self.text);
            return true;
        }
        let leaf = object.leaf(name);
        if let Some(leaf) = &leaf {
            leaf.write(&mut self.text);
        }
        leaf.is_some()
    }

    /// Writes the value of a field, or leaves a gap for it.
    fn field(
        &mut self,
        field: impl Future<Output = ServerResult<Option<Value>>> + Send + 'a,
        task: &mut Context<'_>,
    ) -> ServerResult<()> {
        let mut resolved = match self.spare.take() {
            Some(mut spare) => {
                spare.set(field);
                spare
            }
            None => ReusableBoxFuture::new(field),
        };
        match resolved.poll(task) {
            Poll::Ready(value) => {
                self.spare = Some(resolved);
                write(&value?.unwrap_or_default(), &mut self.text);
            }
            Poll::Pending => {
                self.waiting.push((self.gaps.len(), resolved));
                self.gaps.push((self.text.len(), Value::Null));
            }
        }
        Ok(())
    }

    /// Takes what has come for the fields that wait; the first that fails ends it.
    fn go_on(&mut self, task: &mut Context<'_>) -> Poll<ServerResult<()>> {
        let (gaps, mut outcome) = (&mut self.gaps, Ok(()));
        self.waiting.retain_mut(|(gap, field)| {
            if outcome.is_err() {
                return true;
            }
            match field.poll(task) {
                Poll::Pending => return true,
                Poll::Ready(Ok(value)) => gaps[*gap].1 = value.unwrap_or_default(),
                Poll::Ready(Err(error)) => outcome = Err(error),
            }
            false
        });
        if self.waiting.is_empty() || outcome.is_err() { Poll::Ready(outcome) } else { Poll::Pending }
    }

    /// The whole text.
    fn finish(self) -> Vec<u8> {
        if self.gaps.is_empty() {
            return self.text;
        }
        let missing = self.gaps.iter().map(|(_, value)| match value {
            Value::Binary(written) => written.len(),
            _ => 16,
        });
        let mut whole = Vec::with_capacity(self.text.len() + missing.sum::<usize>());
        let mut from = 0;
        for (at, value) in &self.gaps {
            whole.extend_from_slice(&self.text[from..*at]);
            write(value, &mut whole);
            from = *at;
        }
        whole.extend_from_slice(&self.text[from..]);
        whole
    }
}
