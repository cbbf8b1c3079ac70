//! How dates are written where a page is read. In: its language and the country of its host. Out: which of two numbers
//! is the month, and which calendar years are of.

/// Whose dates these are. By default nobody's: what depends on the country is not understood.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Custom<'p> {
    /// The primary language.
    pub(super) language: &'p str,
    region: &'p str,
    /// The last part of the host's name.
    country: &'p str,
}

/// What comes first where only numbers are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum First {
    Day,
    Month,
    Year,
}

/// Domains of two letters that say nothing of the reader's country, and those of countries where the month comes first
/// or both orders are used.
const OF_ANY_COUNTRY: &[&str] = &[
    "ai", "am", "ca", "cc", "co", "fm", "gg", "io", "is", "la", "ly", "me", "ph", "pr", "sh", "to", "tv",
    "us", "vc", "ws",
];

/// Languages that write the year first, if of two digits.
const YEAR_FIRST: &[&str] = &["hu", "ja", "ko", "lt", "mn", "sv", "zh"];

impl<'p> Custom<'p> {
    /// The custom of a page in this language on this host.
    pub(crate) fn new(language: Option<&'p str>, host: Option<&'p str>) -> Self {
        let (language, region) = language.map_or(("", ""), |tag| tag.split_once('-').unwrap_or((tag, "")));
        let country = host.and_then(|host| host.rsplit('.').next()).unwrap_or_default();
        Self { language, region, country }
    }

    pub(super) fn is_english(self) -> bool {
        self.language == "en"
    }

    /// Whether the host is one of these countries'.
    pub(super) fn is_of(self, countries: &[&str]) -> bool {
        countries.contains(&self.country)
    }

    /// Whether years are counted as in Iran and Afghanistan.
    pub(super) fn is_persian(self) -> bool {
        matches!(self.language, "fa" | "prs" | "ps")
    }

    /// What comes first; publishing systems declare plain English whatever the country.
    pub(super) fn first(self) -> First {
        let is_country = self.country.len() == 2 && !OF_ANY_COUNTRY.contains(&self.country);
        match (self.language, self.region) {
            ("en", "US" | "PH") => First::Month,
            ("en", "") if !is_country => First::Month,
            _ => First::Day,
        }
    }

    /// The same where the year has two digits; none where the language is not known.
    pub(super) fn first_of_short(self) -> Option<First> {
        match self.language {
            "" => None,
            language if YEAR_FIRST.contains(&language) => Some(First::Year),
            _ => Some(self.first()),
        }
    }
}
