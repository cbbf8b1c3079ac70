//! Pictures by their addresses. In: an address. Out: the image, with what the address tells of picture and crop.

use chrono::NaiveDate;
use extract::Image;
use regex::Regex;
use std::sync::LazyLock;

static CROP: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"/(\d{4,})_(\d+:\d+:\d+:\d+)_(\d+)x(\d+)").expect("a constant pattern"));

static HEX_DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"/(0[0-9a-f]{3})/([0-9a-f]{2})/([0-9a-f]{2})/").expect("a constant pattern")
});

/// An image with the picture's number, crop and size where the address holds them; a size of 0 means "any".
pub(crate) fn from_url(url: &str) -> Image {
    let mut image = Image { url: url.to_owned(), ..Image::default() };
    if let Some(parts) = CROP.captures(url) {
        let size = |index: usize| parts[index].parse().ok().filter(|&pixels: &u32| pixels > 0);
        image.base_id = Some(parts[1].to_owned());
        image.crop = Some(parts[2].to_owned());
        image.width = size(3);
        image.height = size(4);
    }
    image
}

/// Whether an address ends as those of pictures do.
pub(crate) fn is_named_so(url: &str) -> bool {
    const ENDS: [&str; 6] = ["avif", "gif", "jpeg", "jpg", "png", "webp"];
    let path = url.split(['?', '#']).next().unwrap_or_default();
    path.rsplit_once('.').is_some_and(|(_, end)| ENDS.iter().any(|known| end.eq_ignore_ascii_case(known)))
}

/// The day that some picture stores write in hexadecimal: `/07ea/02/04/` is 2026-02-04.
pub(crate) fn hex_day(url: &str) -> Option<NaiveDate> {
    let parts = HEX_DAY.captures(url)?;
    let number = |index: usize| u32::from_str_radix(&parts[index], 16).ok();
    let year = i32::try_from(number(1)?).ok().filter(|year| (1990..2100).contains(year))?;
    NaiveDate::from_ymd_opt(year, number(2)?, number(3)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn picture_crop_and_day_come_from_the_address() {
        let url = "https://img.norland.example/07ef/05/1f/7781_0:42:1124:674_1920x0_80_0_0_ab.jpg";
        let image = from_url(url);
        assert_eq!(image.base_id.as_deref(), Some("7781"));
        assert_eq!(image.crop.as_deref(), Some("0:42:1124:674"));
        assert_eq!((image.width, image.height), (Some(1920), None));
        assert_eq!(hex_day(url), NaiveDate::from_ymd_opt(2031, 5, 31));
    }
}
