//! What an operation asks at its root, fragments spread out: which fields, and whether it only asks what it would cost.
//! Looked at behind the check of its size, so that fragments are few and in no circle.

use async_graphql::parser::types::{
    Directive, DocumentOperations, ExecutableDocument, Field, OperationDefinition, OperationType, Selection,
    SelectionSet,
};
use async_graphql::{Positioned, Value, Variables};

/// The operation that is asked for; none where it is not clear which.
pub(super) fn named<'d>(
    document: &'d ExecutableDocument,
    name: Option<&str>,
) -> Option<&'d OperationDefinition> {
    match (&document.operations, name) {
        (DocumentOperations::Single(operation), _) => Some(&operation.node),
        (DocumentOperations::Multiple(all), Some(name)) => all.get(name).map(|operation| &operation.node),
        (DocumentOperations::Multiple(all), None) if all.len() == 1 => {
            all.values().next().map(|operation| &operation.node)
        }
        (DocumentOperations::Multiple(_), None) => None,
    }
}

/// What a document does; where it is not clear which operation is meant, what one does that is no query.
pub(super) fn kind(document: &ExecutableDocument, name: Option<&str>) -> OperationType {
    let named = named(document, name).map(|operation| operation.ty);
    let other = || document.operations.iter().map(|(_, operation)| operation.node.ty);
    named.or_else(|| other().find(|kind| *kind != OperationType::Query)).unwrap_or(OperationType::Query)
}

/// Whether a root field is asked for, in any operation.
pub(super) fn asks(document: &ExecutableDocument, field: &str) -> bool {
    let operations = document.operations.iter().map(|(_, operation)| &operation.node.selection_set.node);
    operations.flat_map(|set| fields(document, set, &|_| true)).any(|found| found.node.name.node == field)
}

/// For `rateLimit(dryRun: true)` the query without anything else, so that nothing else is executed.
pub(super) fn dry_run(
    document: &ExecutableDocument,
    name: Option<&str>,
    variables: &Variables,
) -> Option<ExecutableDocument> {
    let operation = named(document, name)?;
    let given = Given { operation, variables };
    let all = fields(document, &operation.selection_set.node, &|directives| given.includes(directives));
    let is_dry = |field: &&Positioned<Field>| {
        let value = field.node.get_argument("dryRun").map(|value| value.node.clone());
        let value = value.and_then(|value| value.into_const_with(|name| given.variable(&name)).ok());
        field.node.name.node == "rateLimit" && value == Some(Value::Boolean(true))
    };
    let dry: Vec<_> = all.into_iter().filter(is_dry).map(bare).collect();
    if dry.is_empty() {
        return None;
    }
    let mut operation = operation.clone();
    operation.selection_set.node.items = dry;
    // What only the rest used goes with it: a variable or fragment that nobody uses is an error.
    operation.variable_definitions.clear();
    let mut fragments = document.fragments.clone();
    fragments.retain(|_, fragment| fragment.node.type_condition.node.on.node == "RateLimit");
    let position = operation.selection_set.pos;
    let operations = DocumentOperations::Single(Positioned::new(operation, position));
    Some(ExecutableDocument { operations, fragments })
}

/// A field without arguments and directives.
fn bare(field: &Positioned<Field>) -> Positioned<Selection> {
    let mut bare = field.clone();
    bare.node.arguments.clear();
    bare.node.directives.clear();
    Positioned::new(Selection::Field(bare), field.pos)
}

/// The fields of a root's selection and of its fragments, where their directives are `wanted`.
fn fields<'d>(
    document: &'d ExecutableDocument,
    set: &'d SelectionSet,
    wanted: &dyn Fn(&[Positioned<Directive>]) -> bool,
) -> Vec<&'d Positioned<Field>> {
    let inside = |item: &'d Selection| match item {
        Selection::Field(field) => vec![field],
        Selection::InlineFragment(fragment) => fields(document, &fragment.node.selection_set.node, wanted),
        Selection::FragmentSpread(spread) => {
            let fragment = document.fragments.get(&spread.node.fragment_name.node);
            let set = fragment.map(|fragment| &fragment.node.selection_set.node);
            set.map(|set| fields(document, set, wanted)).unwrap_or_default()
        }
    };
    set.items
        .iter()
        .map(|item| &item.node)
        .filter(|item| wanted(item.directives()))
        .flat_map(inside)
        .collect()
}

/// The values that came with an operation.
struct Given<'d> {
    operation: &'d OperationDefinition,
    variables: &'d Variables,
}

impl Given<'_> {
    /// Whether `@skip` and `@include` leave a selection in.
    fn includes(&self, directives: &[Positioned<Directive>]) -> bool {
        directives.iter().all(|directive| {
            let value = directive.node.get_argument("if").map(|value| value.node.clone());
            let value = value.and_then(|value| value.into_const_with(|name| self.variable(&name)).ok());
            let condition = value == Some(Value::Boolean(true));
            match directive.node.name.node.as_str() {
                "skip" => !condition,
                "include" => condition,
                _ => true,
            }
        })
    }

    fn variable(&self, name: &str) -> Result<Value, ()> {
        if let Some(value) = self.variables.get(name) {
            return Ok(value.clone());
        }
        let defined = self.operation.variable_definitions.iter().find(|found| found.node.name.node == name);
        let default = defined.and_then(|found| found.node.default_value.as_ref());
        default.map(|value| value.node.clone()).ok_or(())
    }
}
