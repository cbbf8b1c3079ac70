//! An article as read: what a page says about itself, and its text. In: made by the `read` crate or from
//! JSON. Out: the input of [`crate::extract`]. Nothing here is resolved to a record.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// A news article (schema.org `NewsArticle`). Every field but the text may be missing; a missing list is empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Article {
    /// Canonical address (`url`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The publisher's own identifier (`identifier`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// The printed headline (`headline`).
    pub headline: String,
    /// A second headline that differs from the first (`alternativeHeadline`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternative_headline: Option<String>,
    /// The standfirst (`description`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The story: paragraphs separated by one line feed, dateline included (`articleBody`).
    pub body: String,
    /// Whether the body is known to be a part of the story or none of it, as feeds and lists of quotes give it
    /// (ninjs `representationType: partial`). A fuller telling of the same address completes it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_excerpt: bool,
    /// Whether its publisher took it back (IPTC publishing status `canceled`).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_withdrawn: bool,
    /// BCP 47 language tag, cleaned: `en_EN` becomes `en` (`inLanguage`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The part of the publication it ran in (`articleSection`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The kind of text: news, opinion, interview (`genre`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<String>,
    /// When the text was written (`dateCreated`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<DateTime<FixedOffset>>,
    /// When it was published (`datePublished`), with the zone as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published_at: Option<DateTime<FixedOffset>>,
    /// The day of publication, where only a day is known or where it stands beside the instant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published_on: Option<NaiveDate>,
    /// When it was last changed (`dateModified`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified_at: Option<DateTime<FixedOffset>>,
    /// Who published it (`publisher`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Publisher>,
    /// The byline's names in order (`author`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// Who holds the rights (`copyrightHolder`, `copyrightYear`, `copyrightNotice`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copyright: Option<Copyright>,
    /// Images in order (`image`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub images: Vec<Image>,
    /// Related pages (`relatedLink`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// The publisher's tags in order, each once (`about`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Keywords in order, each once (`keywords`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
}

impl Article {
    /// The day the article speaks from: as printed, else the local day of the first known instant.
    pub fn day(&self) -> Option<NaiveDate> {
        let instant = self.published_at.or(self.created_at).or(self.modified_at);
        self.published_on.or_else(|| instant.map(|at| at.date_naive()))
    }
}

/// The organization that published an article (schema.org `Organization`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Publisher {
    /// The name readers know (`name`).
    pub name: String,
    /// The registered name (`legalName`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_name: Option<String>,
    /// Host of its site without `www.`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// Address for mail (`email`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Telephone as printed (`telephone`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
    /// Logo (`logo`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<Image>,
}

/// The rights of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Copyright {
    /// `copyrightHolder`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// `copyrightYear`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// `copyrightNotice`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
}

/// An image (schema.org `ImageObject`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Image {
    /// Address as printed.
    pub url: String,
    /// The publisher's number of the picture that several crops share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_id: Option<String>,
    /// The part of the base picture, as printed: `left:top:right:bottom` in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crop: Option<String>,
    /// Width in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Height in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// `caption`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
}

/// A page that an article points to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Link {
    /// Address as printed.
    pub url: String,
    /// Tags printed beside the link; they are the linked page's, not this one's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}
