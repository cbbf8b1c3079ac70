//! Queries that ask for fields of one object in several places: `{ person { name } person { slug } }`. Their values are
//! merged by the library, which an object that is text already cannot be. Looked for once a query; where it would take
//! long, the query is taken for one.

use crate::cost::Shape;
use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};
use std::collections::HashMap;

/// Selections that are looked at in a query at most: more than any that was written by hand has.
const MOST: usize = 2_000;

/// Whether the values of fields must be merged.
pub(super) fn merges(document: &ExecutableDocument, shape: &Shape) -> bool {
    let operations = document.operations.iter().map(|(_, operation)| &operation.node.selection_set.node);
    let fragments = document.fragments.values().map(|fragment| &fragment.node.selection_set.node);
    let mut search = Search { document, shape, left: MOST };
    operations.chain(fragments).any(|selection| search.is_in(selection))
}

struct Search<'d> {
    document: &'d ExecutableDocument,
    shape: &'d Shape,
    left: usize,
}

/// The types that fields of one name are asked of; none for whatever type.
type Named<'d> = HashMap<&'d str, Vec<Option<&'d str>>>;

impl<'d> Search<'d> {
    /// Whether it is so in a selection or in those of its fields.
    fn is_in(&mut self, selection: &'d SelectionSet) -> bool {
        self.is_among(selection, None, &mut Named::new()) || self.is_below(selection)
    }

    fn is_below(&mut self, selection: &'d SelectionSet) -> bool {
        selection.items.iter().any(|item| match &item.node {
            Selection::Field(field) => self.is_in(&field.node.selection_set.node),
            Selection::InlineFragment(fragment) => self.is_below(&fragment.node.selection_set.node),
            // Each fragment is looked at by itself, too.
            Selection::FragmentSpread(_) => false,
        })
    }

    /// Whether it is so among the fields of a selection and of its fragments, asked of objects of the type `on`.
    fn is_among(&mut self, selection: &'d SelectionSet, on: Option<&'d str>, named: &mut Named<'d>) -> bool {
        selection.items.iter().any(|item| {
            let Some(left) = self.left.checked_sub(1) else { return true };
            self.left = left;
            match &item.node {
                Selection::Field(field) if field.node.selection_set.node.items.is_empty() => false,
                Selection::Field(field) => {
                    let others = named.entry(&field.node.response_key().node).or_default();
                    let is_merged = others.iter().any(|other| self.meet(*other, on));
                    others.push(on);
                    is_merged
                }
                Selection::InlineFragment(fragment) => {
                    let condition = fragment.node.type_condition.as_ref();
                    let on = condition.map_or(on, |condition| Some(condition.node.on.node.as_str()));
                    self.is_among(&fragment.node.selection_set.node, on, named)
                }
                Selection::FragmentSpread(spread) => {
                    let fragment = self.document.fragments.get(&spread.node.fragment_name.node);
                    let Some(fragment) = fragment else { return false };
                    let on = Some(fragment.node.type_condition.node.on.node.as_str());
                    self.is_among(&fragment.node.selection_set.node, on, named)
                }
            }
        })
    }

    /// Whether an object can be of both types.
    fn meet(&self, one: Option<&str>, other: Option<&str>) -> bool {
        let Some((one, other)) = one.zip(other) else { return true };
        one == other || self.shape.is_interface(one) || self.shape.is_interface(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::parser::parse_query;

    #[test]
    fn fields_of_one_name_are_merged_where_they_meet() {
        let shape = Shape::new(
            "interface I { id: ID } type A implements I { id: ID } type B implements I { id: ID }",
        );
        let is_merged = |text: &str| merges(&parse_query(text).expect("a query"), &shape);
        for text in [
            "{ a { id } b: a { id } }",
            "{ a { id id ... on A { id } } }",
            "{ a { ... on A { x { id } } ... on B { x { id } } } }",
            "{ a { x { id } ...F } } fragment F on A { y { id } id }",
        ] {
            assert!(!is_merged(text), "{text}");
        }
        for text in [
            "{ a { id } a { name } }",
            "{ b { a { id } a { name } } }",
            "{ a { x { id } ... on A { x { name } } } }",
            "{ a { ... on I { x { id } } ... on B { x { name } } } }",
            "{ a { x { id } ...F } } fragment F on A { x { name } }",
            "{ a { ...F } } fragment F on A { ...F }",
            "{ a { id } } fragment F on A { x { y { id } y { name } } }",
        ] {
            assert!(is_merged(text), "{text}");
        }
    }
}
