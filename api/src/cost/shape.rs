//! The schema as far as the price of a query depends on it: what a field gives, one or many. In: the schema as text.

use async_graphql::Value;
use async_graphql::parser::types::{
    BaseType, FieldDefinition, ServiceDocument, Type, TypeKind, TypeSystemDefinition,
};
use std::collections::{HashMap, HashSet};

/// What each field of each type gives.
#[derive(Debug, Default)]
pub(crate) struct Shape {
    fields: HashMap<String, HashMap<String, Given>>,
    /// Types with an id, and unions: all of theirs are such.
    records: HashSet<String>,
    /// Types with fields.
    objects: HashSet<String>,
    /// Types that are one of several others.
    interfaces: HashSet<String>,
}

/// What a field gives.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub(super) of: String,
    pub(super) is_list: bool,
    /// Its rows where the client does not say: the default of its argument `first`.
    pub(super) rows: Option<u64>,
}

impl Shape {
    /// Reads a schema.
    pub(crate) fn new(sdl: &str) -> Self {
        let document = async_graphql::parser::parse_schema(sdl);
        debug_assert!(document.is_ok(), "the schema's own text is read");
        document.map(|document| Self::of(&document)).unwrap_or_default()
    }

    fn of(document: &ServiceDocument) -> Self {
        let mut shape = Self::default();
        for definition in &document.definitions {
            let TypeSystemDefinition::Type(found) = definition else { continue };
            let name = found.node.name.node.to_string();
            let fields = match &found.node.kind {
                TypeKind::Object(object) => &object.fields[..],
                TypeKind::Interface(interface) => {
                    shape.interfaces.insert(name.clone());
                    &interface.fields[..]
                }
                TypeKind::Union(_) => {
                    shape.records.insert(name.clone());
                    &[]
                }
                _ => continue,
            };
            let given = |field: &FieldDefinition| {
                let (of, is_list) = named(&field.ty.node);
                (field.name.node.to_string(), Given { of, is_list, rows: first(field) })
            };
            let fields: HashMap<String, Given> = fields.iter().map(|field| given(&field.node)).collect();
            if fields.contains_key("id") {
                shape.records.insert(name.clone());
            }
            shape.objects.insert(name.clone());
            shape.fields.insert(name, fields);
        }
        shape
    }

    /// What a field gives; none where there is no such field.
    pub(super) fn field(&self, parent: &str, name: &str) -> Option<&Given> {
        self.fields.get(parent)?.get(name)
    }

    /// Whether a type is a record that is read.
    pub(super) fn is_record(&self, name: &str) -> bool {
        self.records.contains(name)
    }

    /// Whether a type is one of several others.
    pub(crate) fn is_interface(&self, name: &str) -> bool {
        self.interfaces.contains(name)
    }

    /// Whether a type has fields.
    pub(super) fn is_object(&self, name: &str) -> bool {
        self.objects.contains(name)
    }
}

/// Whether a type is a page of a list.
pub(super) fn is_connection(name: &str) -> bool {
    name.ends_with("Connection")
}

/// The default of the argument `first`.
fn first(field: &FieldDefinition) -> Option<u64> {
    let first = field.arguments.iter().find(|argument| argument.node.name.node == "first")?;
    match &first.node.default_value.as_ref()?.node {
        Value::Number(number) => number.as_u64(),
        _ => None,
    }
}

fn named(given: &Type) -> (String, bool) {
    match &given.base {
        BaseType::Named(name) => (name.to_string(), false),
        BaseType::List(inner) => (named(inner).0, true),
    }
}
