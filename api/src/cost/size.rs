//! The size of a query with every fragment spread out, counted in time linear in its text: fragments that double
//! at each of 25 levels are 33 million fields in a kilobyte, and whoever spreads them out to count them never ends.

use async_graphql::Name;
use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, Selection, SelectionSet,
};
use std::collections::HashMap;

/// The size of a part of a query.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Size {
    /// Fields and directives, but for those of introspection.
    pub(super) fields: usize,
    /// Fields inside fields, but for those of introspection.
    pub(super) depth: usize,
    /// Fields of introspection.
    pub(super) introspection: usize,
    /// Lists of introspection inside each other.
    pub(super) lists: usize,
}

/// Fields of introspection whose lists are as long as the schema and hold themselves again.
const LISTS: [&str; 4] = ["fields", "inputFields", "interfaces", "possibleTypes"];

impl Size {
    /// Of two parts beside each other.
    pub(super) fn beside(self, other: Self) -> Self {
        Self {
            fields: self.fields.saturating_add(other.fields),
            depth: self.depth.max(other.depth),
            introspection: self.introspection.saturating_add(other.introspection),
            lists: self.lists.max(other.lists),
        }
    }

    /// Of a field around this part.
    fn inside(self, name: &str, directives: usize) -> Self {
        if matches!(name, "__schema" | "__type") {
            let introspection = self.fields.saturating_add(1 + directives);
            return Self { fields: 0, depth: 0, introspection, lists: self.lists };
        }
        Self {
            fields: self.fields.saturating_add(1 + directives),
            depth: self.depth + 1,
            introspection: self.introspection,
            lists: self.lists + usize::from(LISTS.contains(&name)),
        }
    }
}

/// The root fields of the operations that `name` allows, each with its size; the name of a fragment that spreads
/// itself where there is one.
pub(super) fn sizes(
    document: &ExecutableDocument,
    name: Option<&str>,
) -> Result<Vec<(String, Size)>, String> {
    let mut counter = Counter { document, fragments: HashMap::new(), circle: None };
    let mut sizes = Vec::new();
    for operation in operations(document, name) {
        let directives = Size { fields: operation.directives.len(), ..Size::default() };
        sizes.push((String::new(), directives));
        for selection in &operation.selection_set.node.items {
            sizes.push((field(&selection.node), counter.selection(&selection.node)));
        }
    }
    // Only a list that the schema itself is in multiplies; records have fields of the same names.
    for (_, size) in &mut sizes {
        size.lists = if size.introspection > 0 { size.lists } else { 0 };
    }
    counter.circle.map_or(Ok(sizes), |name| Err(name.to_string()))
}

/// The operations that `name` allows; all when none is named.
pub(super) fn operations<'d>(
    document: &'d ExecutableDocument,
    name: Option<&str>,
) -> Vec<&'d OperationDefinition> {
    match &document.operations {
        DocumentOperations::Single(operation) => vec![&operation.node],
        DocumentOperations::Multiple(operations) => {
            let is_asked = |found: &Name| name.is_none_or(|name| name == found.as_str());
            let asked = operations.iter().filter(|(found, _)| is_asked(found));
            asked.map(|(_, operation)| &operation.node).collect()
        }
    }
}

fn field(selection: &Selection) -> String {
    match selection {
        Selection::Field(field) => field.node.response_key().node.to_string(),
        Selection::FragmentSpread(spread) => format!("...{}", spread.node.fragment_name.node),
        Selection::InlineFragment(_) => "...".to_owned(),
    }
}

struct Counter<'d> {
    document: &'d ExecutableDocument,
    /// None while it is being counted.
    fragments: HashMap<&'d Name, Option<Size>>,
    /// A fragment that spreads itself.
    circle: Option<&'d Name>,
}

impl<'d> Counter<'d> {
    fn set(&mut self, set: &'d SelectionSet) -> Size {
        let sizes = set.items.iter().map(|selection| self.selection(&selection.node));
        sizes.fold(Size::default(), Size::beside)
    }

    fn selection(&mut self, selection: &'d Selection) -> Size {
        let (inside, directives) = match selection {
            Selection::Field(field) => {
                let inside = self.set(&field.node.selection_set.node);
                return inside.inside(&field.node.name.node, field.node.directives.len());
            }
            Selection::InlineFragment(fragment) => {
                (self.set(&fragment.node.selection_set.node), fragment.node.directives.len())
            }
            Selection::FragmentSpread(spread) => {
                (self.fragment(&spread.node.fragment_name.node), spread.node.directives.len())
            }
        };
        inside.beside(Size { fields: directives, ..Size::default() })
    }

    fn fragment(&mut self, name: &Name) -> Size {
        let Some((name, fragment)) = self.document.fragments.get_key_value(name) else {
            return Size::default();
        };
        if let Some(known) = self.fragments.get(name) {
            let known = *known;
            self.circle = self.circle.or(known.is_none().then_some(name));
            return known.unwrap_or_default();
        }
        self.fragments.insert(name, None);
        let size = self.set(&fragment.node.selection_set.node);
        self.fragments.insert(name, Some(size));
        size
    }
}
