//! What a query asks for, counted before anything of it is checked or executed. In: a parsed query. Out: its
//! fields and depth with every fragment spread out, in time linear in its text: fragments that double at each of
//! 25 levels are 33 million fields in a kilobyte, and whoever spreads them out to count them never ends.

use async_graphql::Name;
use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, Selection, SelectionSet,
};
use std::collections::HashMap;

/// The size of a query.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Size {
    /// Fields in all.
    pub(crate) fields: usize,
    /// Fields inside fields.
    pub(crate) depth: usize,
}

/// The size of the largest operation that `name` allows; of all when none is named.
pub(crate) fn size(document: &ExecutableDocument, name: Option<&str>) -> Size {
    let operations: Vec<&OperationDefinition> = match &document.operations {
        DocumentOperations::Single(operation) => vec![&operation.node],
        DocumentOperations::Multiple(operations) => {
            let asked = |found: &Name| name.is_none_or(|name| name == found.as_str());
            operations
                .iter()
                .filter(|(found, _)| asked(found))
                .map(|(_, operation)| &operation.node)
                .collect()
        }
    };
    let mut counter = Counter { document, fragments: HashMap::new() };
    let sizes = operations.into_iter().map(|operation| counter.set(&operation.selection_set.node));
    sizes.fold(Size::default(), |one, other| Size {
        fields: one.fields.max(other.fields),
        depth: one.depth.max(other.depth),
    })
}

struct Counter<'d> {
    document: &'d ExecutableDocument,
    /// None while it is being counted: a fragment that spreads itself adds nothing here and is refused later.
    fragments: HashMap<&'d Name, Option<Size>>,
}

impl<'d> Counter<'d> {
    fn set(&mut self, set: &'d SelectionSet) -> Size {
        let mut all = Size::default();
        for selection in &set.items {
            let one = match &selection.node {
                Selection::Field(field) => {
                    let inside = self.set(&field.node.selection_set.node);
                    Size { fields: inside.fields.saturating_add(1), depth: inside.depth + 1 }
                }
                Selection::InlineFragment(fragment) => self.set(&fragment.node.selection_set.node),
                Selection::FragmentSpread(spread) => self.fragment(&spread.node.fragment_name.node),
            };
            all.fields = all.fields.saturating_add(one.fields);
            all.depth = all.depth.max(one.depth);
        }
        all
    }

    fn fragment(&mut self, name: &Name) -> Size {
        let Some((name, fragment)) = self.document.fragments.get_key_value(name) else {
            return Size::default();
        };
        if let Some(known) = self.fragments.get(name) {
            return known.unwrap_or_default();
        }
        self.fragments.insert(name, None);
        let size = self.set(&fragment.node.selection_set.node);
        self.fragments.insert(name, Some(size));
        size
    }
}

#[cfg(test)]
mod tests {
    use super::{Size, size};
    use std::fmt::Write as _;

    fn of(query: &str) -> Size {
        size(&async_graphql::parser::parse_query(query).expect("a query"), None)
    }

    #[test]
    fn fragments_are_spread_out() {
        assert_eq!(of("{ a { b c } }"), Size { fields: 3, depth: 2 });
        assert_eq!(of("{ a { ...f ...f } } fragment f on T { b { c } }"), Size { fields: 5, depth: 3 });
        assert_eq!(of("query x { a } query y { a b { c } }"), Size { fields: 3, depth: 2 });
        assert_eq!(of("{ ... on T { a } ...missing }"), Size { fields: 1, depth: 1 });
    }

    #[test]
    fn fragments_that_double_are_counted_at_once() {
        let mut query = "{ ...f0 } fragment f64 on T { a }".to_owned();
        for level in 0..64 {
            write!(query, " fragment f{level} on T {{ ...f{0} ...f{0} }}", level + 1).expect("text");
        }
        assert_eq!(of(&query), Size { fields: usize::MAX, depth: 1 });
    }

    #[test]
    fn fragments_in_a_circle_end() {
        assert_eq!(of("{ ...a } fragment a on T { x ...b } fragment b on T { y ...a }").fields, 2);
    }
}
