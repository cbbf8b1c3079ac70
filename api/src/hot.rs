//! Small records that most requests name: people, organizations, places, topics and offices, and the slugs that
//! lead to them. Kept for [`STALE`], so that a request sees what another process changed so long before it, which is
//! also how long a client may keep an answer (`Cache-Control` in `http.rs`). What is not there is never kept.

use entity::{OfficeId, OrganizationId, PersonId, PlaceId, TopicId};
use entity::{office, organization, person, place, topic};
use lru::LruCache;
use std::hash::Hash;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How old what is kept may be when a request begins.
pub(crate) const STALE: Duration = Duration::from_secs(5);

/// What is kept, shared by all requests of a server.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hot {
    pub(crate) office: Kept<OfficeId, Arc<office::Model>>,
    pub(crate) organization: Kept<OrganizationId, Arc<organization::Model>>,
    pub(crate) person: Kept<PersonId, Arc<person::Model>>,
    pub(crate) place: Kept<PlaceId, Arc<place::Model>>,
    pub(crate) topic: Kept<TopicId, Arc<topic::Model>>,
    /// The id that a slug of a table leads to.
    pub(crate) slug: Kept<(&'static str, String), i64>,
}

impl Hot {
    /// Forgets everything, after a change that this server made.
    pub(crate) fn forget(&self) {
        self.office.forget();
        self.organization.forget();
        self.person.forget();
        self.place.forget();
        self.topic.forget();
        self.slug.forget();
    }

    /// Keeps nothing, for who must see every change at once.
    pub(crate) fn none() -> Self {
        Self {
            office: Kept(None),
            organization: Kept(None),
            person: Kept(None),
            place: Kept(None),
            topic: Kept(None),
            slug: Kept(None),
        }
    }
}

/// Values that are kept for a while, those that were read the longest ago dropped first: to move what is found
/// to the front would cost more than to find it.
#[derive(Clone, Debug)]
pub(crate) struct Kept<K: Hash + Eq, V>(Option<Arc<Mutex<Cache<K, V>>>>);

/// Values with the time they were read.
type Cache<K, V> = LruCache<K, (Instant, V)>;

/// Some megabytes for each kind, in records of a few hundred bytes.
const MOST: NonZeroUsize = NonZeroUsize::new(10_000).expect("more than none");

impl<K: Hash + Eq, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(Some(Arc::new(Mutex::new(LruCache::new(MOST)))))
    }
}

impl<K: Hash + Eq, V: Clone> Kept<K, V> {
    /// What is kept, for a request that began at `begun`: one that looks up hundreds need not ask the clock for each. What
    /// was read since is told as it is, so a request that lasts for long keeps none.
    pub(crate) fn find(&self, key: &K, begun: Instant) -> Option<V> {
        let values = self.0.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        let (read_at, value) = values.peek(key)?;
        (begun.saturating_duration_since(*read_at) < STALE).then(|| value.clone())
    }

    fn forget(&self) {
        if let Some(values) = &self.0 {
            values.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
    }

    pub(crate) fn keep(&self, key: K, value: V) {
        if let Some(values) = &self.0 {
            values.lock().unwrap_or_else(PoisonError::into_inner).put(key, (Instant::now(), value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Hot, STALE};
    use std::time::Instant;

    #[test]
    fn what_is_kept_is_shared_until_it_is_forgotten() {
        let hot = Hot::default();
        let (key, now) = (("person", "ada-quill".to_owned()), Instant::now());
        assert_eq!(hot.slug.find(&key, now), None);
        hot.clone().slug.keep(key.clone(), 7);
        assert_eq!(hot.slug.find(&key, now), Some(7));
        assert_eq!(hot.slug.find(&key, Instant::now() + STALE), None, "too old by then");
        hot.forget();
        assert_eq!(hot.slug.find(&key, now), None);
        let none = Hot::none();
        none.slug.keep(key.clone(), 7);
        assert_eq!(none.slug.find(&key, now), None);
    }
}
