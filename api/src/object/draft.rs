//! The text of objects while some of their fields wait. What is there is written at once; a field that waits leaves a
//! gap. The library keeps a future of every field of an answer until all of them have been asked for, and one of every
//! element of a list; here only fields are kept that wait for something.

use super::resolve::{Fields, fields_of};
use super::text::{separate, write, write_json, write_name};
use super::{Columns, Told};
use crate::loader::Records;
use async_graphql::parser::types::{Field, SelectionSet};
use async_graphql::{ContextSelectionSet, Positioned, ServerResult, Value};
use std::future::poll_fn;
use std::ptr;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio_util::sync::ReusableBoxFuture;

/// The text of an object or of a list of them.
pub(super) struct Draft<'a> {
    records: &'a Records,
    text: Vec<u8>,
    /// The places in the text where a value is missing, and the values that have come.
    gaps: Vec<(usize, Value)>,
    /// The fields that wait, by the number of their gap.
    waiting: Vec<(usize, Resolved<'a>)>,
    /// The place of a field that was there at once, for the next one.
    spare: Option<Resolved<'a>>,
    /// The fields that were asked of objects so far: a list asks the same of each of its own.
    collected: Vec<Collected<'a>>,
}

/// The fields that a selection asks of an object of a type.
struct Collected<'a> {
    selection: &'a SelectionSet,
    object: &'static str,
    fields: Arc<Fields<'a>>,
}

/// The value of a field on its way.
type Resolved<'a> = ReusableBoxFuture<'a, ServerResult<Option<Value>>>;

/// Bytes that most texts have room in.
const USUAL: usize = 512;

impl<'a> Draft<'a> {
    /// The text that `begin` writes as far as it goes at once, with what it waits for.
    pub(super) async fn write(
        records: &'a Records,
        mut begin: impl FnMut(&mut Self, &mut Context<'_>) -> ServerResult<()>,
    ) -> ServerResult<Value> {
        let text = Vec::with_capacity(USUAL);
        let mut draft =
            Self { records, text, gaps: Vec::new(), waiting: Vec::new(), spare: None, collected: Vec::new() };
        poll_fn(|task| Poll::Ready(begin(&mut draft, task))).await?;
        poll_fn(|task| draft.go_on(task)).await?;
        Ok(Value::Binary(draft.finish()?.into()))
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
            separate(at, &mut self.text);
            if !self.there(ctx, field, object) {
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

    /// Writes the name of a field and, where all that is asked of it is there, the value; false where it is not.
    fn there(
        &mut self,
        ctx: &ContextSelectionSet<'a>,
        field: &'a Positioned<Field>,
        object: &dyn Columns,
    ) -> bool {
        write_name(&field.node.response_key().node, &mut self.text);
        let name = field.node.name.node.as_str();
        if name == "__typename" {
            write_json(object.object(), &mut self.text);
            return true;
        }
        if let Some(leaf) = object.leaf(name) {
            leaf.write(&mut self.text);
            return true;
        }
        object.lead(name, self.records, &mut |record| self.record(ctx, field, record))
            || object.list(name, &mut |objects| self.objects(ctx, field, objects))
            || object.page(ctx.with_field(field).field(), self.records, &mut |page| {
                self.record(ctx, field, Some(page))
            })
    }

    /// Writes a record that a field leads to, or that there is none; nothing where more is asked of it than is there.
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
        let fields = self.collected(ctx, record.object(), field);
        self.plain(ctx, &fields, record)
    }

    /// Writes the objects of a list, which are all of one type; nothing where more is asked of one than is there.
    fn objects(
        &mut self,
        ctx: &ContextSelectionSet<'a>,
        field: &'a Positioned<Field>,
        objects: &[&dyn Columns],
    ) -> bool {
        let begin = self.text.len();
        self.text.push(b'[');
        let Some(first) = objects.first() else { return self.end(true, b']', begin) };
        let fields = self.collected(ctx, first.object(), field);
        let is_there = objects.iter().enumerate().all(|(at, object)| {
            separate(at, &mut self.text);
            self.plain(ctx, &fields, *object)
        });
        self.end(is_there, b']', begin)
    }

    /// The fields that are asked of an object of the type that a field gives.
    fn collected(
        &mut self,
        ctx: &ContextSelectionSet<'a>,
        object: &'static str,
        field: &'a Positioned<Field>,
    ) -> Arc<Fields<'a>> {
        let selection = &field.node.selection_set.node;
        let is_it = |known: &&Collected<'a>| ptr::eq(known.selection, selection) && known.object == object;
        if let Some(known) = self.collected.iter().find(is_it) {
            return Arc::clone(&known.fields);
        }
        let fields = Arc::new(fields_of(ctx, object, selection));
        self.collected.push(Collected { selection, object, fields: Arc::clone(&fields) });
        fields
    }

    /// Writes an object that is all there; nothing where one of its fields is not.
    fn plain(&mut self, ctx: &ContextSelectionSet<'a>, fields: &Fields<'a>, object: &dyn Columns) -> bool {
        let begin = self.text.len();
        self.text.push(b'{');
        let is_there = fields.iter().enumerate().all(|(at, field)| {
            separate(at, &mut self.text);
            self.there(ctx, field, object)
        });
        self.end(is_there, b'}', begin)
    }

    /// Ends what was begun, or takes it back.
    fn end(&mut self, is_there: bool, with: u8, begin: usize) -> bool {
        if is_there {
            self.text.push(with);
        } else {
            self.text.truncate(begin);
        }
        is_there
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
    fn finish(self) -> ServerResult<Vec<u8>> {
        let missing = self.gaps.iter().map(|(_, value)| match value {
            Value::Binary(written) => written.len(),
            _ => 16,
        });
        let length = self.text.len() + missing.sum::<usize>();
        self.records.budget().take(length)?;
        if self.gaps.is_empty() {
            return Ok(self.text);
        }
        let mut whole = Vec::with_capacity(length);
        let mut from = 0;
        for (at, value) in &self.gaps {
            whole.extend_from_slice(&self.text[from..*at]);
            write(value, &mut whole);
            from = *at;
        }
        whole.extend_from_slice(&self.text[from..]);
        Ok(whole)
    }
}
