//! Lists of objects.

use super::{Columns, Told, Written, draft::Draft, resolve::fields};
use crate::loader::Reads;
use async_graphql::parser::types::Field;
use async_graphql::registry::Registry;
use async_graphql::resolver_utils::resolve_list;
use async_graphql::{ContextSelectionSet, OutputType, Positioned, ServerResult, Value};
use std::borrow::Cow;

/// A list of objects, written as one text.
#[derive(Clone, Debug)]
pub(crate) struct List<T>(pub(crate) Vec<T>);

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(objects: I) -> Self {
        Self(objects.into_iter().collect())
    }
}

impl<T: Columns> List<T> {
    /// The objects by what is there of them.
    pub(crate) fn columns(&self) -> Vec<&dyn Columns> {
        self.0.iter().map(|object| object as &dyn Columns).collect()
    }
}

impl<T: Told> OutputType for List<T> {
    fn type_name() -> Cow<'static, str> {
        Vec::<T>::type_name()
    }

    fn qualified_type_name() -> String {
        Vec::<T>::qualified_type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        Vec::<T>::create_type_info(registry)
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        if ctx.data_opt::<Written>().is_none() {
            return resolve_list(ctx, field, &self.0, Some(self.0.len())).await;
        }
        let fields = fields::<T>(ctx);
        let contexts: Vec<_> = (0..self.0.len()).map(|at| ctx.with_index(at)).collect();
        let records = ctx.data_unchecked::<Reads>().records();
        Draft::write(records, |draft, task| draft.list(&contexts, &self.0, &fields, task)).await
    }
}
