//! What a story is about: a record's topic, a code's with those above it, else the one of that name.

use super::Linker;
use crate::key::{name_key, slug};
use crate::record::Record;
use crate::taxonomy;
use entity::{NameSource, TopicId, TopicKind};
use extract::{Entity, Topic};
use sea_orm::ActiveValue::Set;

impl Linker {
    /// The topic, and those broader than it.
    pub(crate) fn topic(&mut self, topic: &Topic, records: &[Record], entities: &[Entity]) -> TopicId {
        if let Some(at) = topic.entity {
            return self.topic_of(records[at], &entities[at].name, &topic.name);
        }
        if let Some(found) = topic.code.as_deref().and_then(|code| self.coded(code)) {
            return found;
        }
        let key = name_key(&topic.name);
        if let Some(&known) = self.known.topics.find(&key).first() {
            return known;
        }
        let new = entity::topic::ActiveModel { kind: Set(TopicKind::Subject), ..empty_topic() };
        self.new_topic(&topic.name, new)
    }

    /// The broader topics of a topic, narrowest first.
    pub(crate) fn broader(&self, topic: TopicId) -> impl Iterator<Item = TopicId> {
        let first = self.known.topic_parents.get(&topic).copied();
        std::iter::successors(first, |topic| self.known.topic_parents.get(topic).copied())
            .take(taxonomy::DEEPEST)
    }

    /// The topic that stands for a record.
    fn topic_of(&mut self, record: Record, name: &str, printed: &str) -> TopicId {
        let known = match record {
            Record::Person(id) => self.known.person_topics.get(&id),
            Record::Organization(id) => self.known.organization_topics.get(&id),
            Record::Place(id) => self.known.place_topics.get(&id),
        };
        let topic = known.copied().unwrap_or_else(|| self.new_topic_of(record, name));
        // "Rubio" names more than one person; what a place or an organization is called names it everywhere.
        if record.person().is_none() {
            self.name_topic(topic, printed);
        }
        topic
    }

    fn new_topic_of(&mut self, record: Record, name: &str) -> TopicId {
        let mut new = empty_topic();
        new.kind = Set(match record {
            Record::Person(_) => TopicKind::Person,
            Record::Organization(_) => TopicKind::Organization,
            Record::Place(_) => TopicKind::Place,
        });
        new.person_id = Set(record.person());
        new.organization_id = Set(record.organization());
        new.place_id = Set(record.place());
        let topic = self.new_topic(name, new);
        match record {
            Record::Person(id) => self.known.person_topics.insert(id, topic),
            Record::Organization(id) => self.known.organization_topics.insert(id, topic),
            Record::Place(id) => self.known.place_topics.insert(id, topic),
        };
        topic
    }

    /// The topic of an IPTC code, made with those above it where they are missing.
    fn coded(&mut self, code: &str) -> Option<TopicId> {
        let line: Vec<extract::Subject> = taxonomy::line(code).collect();
        let mut parent = None;
        for subject in line.into_iter().rev() {
            let known = self.known.topic_codes.get(subject.code).copied();
            let topic = known.unwrap_or_else(|| {
                let mut new = entity::topic::ActiveModel { kind: Set(TopicKind::Subject), ..empty_topic() };
                new.iptc_code = Set(Some(subject.code.to_owned()));
                new.parent_id = Set(parent);
                let topic = self.new_topic(subject.name, new);
                self.known.topic_codes.insert(subject.code.to_owned(), topic);
                self.known.topic_parents.extend(parent.map(|parent| (topic, parent)));
                topic
            });
            parent = Some(topic);
        }
        parent
    }

    fn new_topic(&mut self, name: &str, mut new: entity::topic::ActiveModel) -> TopicId {
        let id = TopicId(self.ids.topic.take());
        let is_of_person = new.person_id.as_ref().is_some();
        new.id = Set(id);
        new.name = Set(name.to_owned());
        new.slug = Set(self.known.topics.take_slug(&slug(name)));
        self.rows.topic.push(new);
        if is_of_person {
            self.rows.topic_name.push(called(id, name));
        } else {
            self.name_topic(id, name);
        }
        id
    }

    fn name_topic(&mut self, id: TopicId, name: &str) {
        if self.known.topics.enter(name_key(name), id) {
            self.rows.topic_name.push(called(id, name));
        }
    }
}

fn called(topic: TopicId, name: &str) -> entity::topic_name::ActiveModel {
    entity::topic_name::ActiveModel {
        topic_id: Set(topic),
        name: Set(name.to_owned()),
        name_key: Set(name_key(name)),
        source: Set(NameSource::Article),
        ..Default::default()
    }
}

fn empty_topic() -> entity::topic::ActiveModel {
    entity::topic::ActiveModel {
        iptc_code: Set(None),
        parent_id: Set(None),
        person_id: Set(None),
        organization_id: Set(None),
        place_id: Set(None),
        ..Default::default()
    }
}
