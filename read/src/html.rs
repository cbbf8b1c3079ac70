//! Web pages.
use crate::{Page, Rejection};
pub(crate) fn read(_text: &str, _url: Option<&str>, place: &str) -> Result<Page, Rejection> {
    Err(Rejection::Empty { place: place.to_owned() })
}
