use super::*;
use chrono::DateTime;
use extract::{Image, Link};

const SAMPLE: &str = include_str!("../../tests/documents/sputnik-rubio.txt");

/// An invented dump in the sample's order.
const INVENTED: &str = " date 2031-05-02 https://wire.example/20310502/grain-deal-signed-770012345.html
Norland and Sudria Sign Grain Deal
Norland and Sudria Sign Grain Deal
Norland Wire
Norland and Sudria have signed a grain deal, Minister Ada Quill said on Friday.
2031-05-02T10:00+0000
2031-05-02T11:00+0000
2031-05-02T12:00+0000
economy
ada quill
norland
https://img.wire.example/img/07ef/05/02/770012300_0:0:100:50_800x450_80_0_0_ab.jpg
\"It took us a year,\" Quill told reporters after the long ceremony.
https://wire.example/20310501/talks-go-on-770012222.html
sudria
Norland Wire
desk@wire.example
+99123456789
NWA „Norland Wire“
2031
News
en_EN
norland, sudria, grain, ada quill
Norland and Sudria Sign Grain Deal
PORT ADA (Norland Wire) - Norland and Sudria have signed a grain deal, Minister Ada Quill said on Friday.
\"It took us a year,\" Quill told reporters after the long ceremony.";

fn page(content: &str) -> Page {
    read(content, "test").expect("a page")
}

/// The invented dump without each line that is `line`.
fn without(line: &str) -> String {
    let kept: Vec<&str> = INVENTED.lines().filter(|have| have.trim() != line).collect();
    assert!(kept.len() < INVENTED.lines().count(), "{line} is in the dump");
    kept.join("\n")
}

#[test]
fn the_sample_document_is_read_whole() {
    let Page { article, notes, .. } = page(SAMPLE);
    let at = DateTime::parse_from_rfc3339("2026-02-04T16:16:00+00:00").ok();
    assert_eq!(notes, Vec::<String>::new());
    assert_eq!(article.external_id.as_deref(), Some("1123589933"));
    assert!(article.url.as_deref().is_some_and(|url| url.ends_with("rubio-1123589933.html")));
    assert!(article.headline.ends_with("Until Breakthrough - Rubio"));
    assert_eq!(article.alternative_headline, None);
    assert!(article.description.as_deref().is_some_and(|text| text.starts_with("The fact that Russia")));
    assert_eq!((article.created_at, article.published_at, article.modified_at), (at, at, at));
    assert_eq!(article.section.as_deref(), Some("world"));
    assert_eq!(article.tags, ["marco rubio", "russia", "ukraine"]);
    assert_eq!(article.genre.as_deref(), Some("News"));
    assert_eq!(article.language.as_deref(), Some("en"));
    let keywords = "us russia ukraine rubio talks peace settlement breakthrough";
    let expected: Vec<&str> = keywords.split(' ').chain(["secretary of state"]).collect();
    assert_eq!(article.keywords, expected);
    let crops: Vec<_> = article.images.iter().map(|image| image.crop.as_deref()).collect();
    assert_eq!(crops, [Some("0:42:1124:674"), Some("86:0:1039:715")]);
    assert!(article.images.iter().all(|image| image.base_id.as_deref() == Some("1123589774")));
    assert_eq!(article.images.first().and_then(|image| image.width), Some(1920));
    assert_eq!(article.links.len(), 1);
    assert_eq!(article.links[0].tags, ["russia", "ukraine"]);
    let publisher = article.publisher.expect("a publisher");
    assert_eq!(publisher.name, "Sputnik International");
    assert_eq!(publisher.email.as_deref(), Some("feedback@sputniknews.com"));
    assert_eq!(publisher.telephone.as_deref(), Some("+74956456601"));
    assert_eq!(publisher.legal_name.as_deref(), Some("MIA „Rossiya Segodnya“"));
    assert_eq!(publisher.domain.as_deref(), Some("sputnikglobe.com"));
    let copyright = article.copyright.expect("a copyright");
    assert_eq!((copyright.holder.as_deref(), copyright.year), (Some("MIA „Rossiya Segodnya“"), Some(2026)));
    assert!(article.body.starts_with("WASHINGTON (Sputnik) - The fact"));
    assert_eq!(article.body.lines().count(), 3);
    assert_eq!(article.body.chars().count(), 622);
}

#[test]
fn layout_changes_nothing() {
    let expected = page(INVENTED).article;
    let variants = [
        INVENTED.replace('\n', "\r\n"),
        INVENTED.replace('\n', "\n\n"),
        INVENTED.replace('\n', "\n \n\t\n"),
        format!("Skip to content\nMenu\n{}", INVENTED.trim_start()),
        format!("Skip to content Menu{INVENTED}"),
        INVENTED.replace(" date 2031-05-02 ", " date 2031-05 "),
        INVENTED.replace(" date 2031-05-02 ", " date "),
        INVENTED.replace("economy", "/html/body/main/div[2]/article\neconomy"),
        without("Norland and Sudria Sign Grain Deal").replacen(
            '\n',
            "\nNorland and Sudria Sign Grain Deal\n",
            1,
        ),
    ];
    for variant in variants {
        assert_eq!(page(&variant).article, expected, "{variant}");
    }
}

#[test]
fn any_line_may_be_missing() {
    let full = page(INVENTED).article;
    let check = |line: &str, change: fn(&mut Article)| {
        let mut expected = full.clone();
        change(&mut expected);
        assert_eq!(page(&without(line)).article, expected, "without {line}");
    };
    check("2031", |article| article.copyright.iter_mut().for_each(|rights| rights.year = None));
    check("News", |article| article.genre = None);
    check("en_EN", |article| article.language = None);
    check("ada quill", |article| {
        article.tags.remove(0);
    });
    check("norland, sudria, grain, ada quill", |article| article.keywords.clear());
    check("sudria", |article| article.links[0].tags.clear());
    check("desk@wire.example", |article| article.publisher.iter_mut().for_each(|who| who.email = None));
    check("+99123456789", |article| article.publisher.iter_mut().for_each(|who| who.telephone = None));
    check("economy", |article| article.section = None);
    check("https://wire.example/20310501/talks-go-on-770012222.html", |article| article.links.clear());
    let picture = "https://img.wire.example/img/07ef/05/02/770012300_0:0:100:50_800x450_80_0_0_ab.jpg";
    check(picture, |article| article.images.clear());
    let standfirst = "Norland and Sudria have signed a grain deal, Minister Ada Quill said on Friday.";
    check(standfirst, |article| article.description = None);
    check("2031-05-02T10:00+0000", |article| article.created_at = None);
    check("NWA „Norland Wire“", |article| {
        article.publisher.iter_mut().for_each(|who| who.legal_name = None);
        article.copyright.iter_mut().for_each(|rights| rights.holder = None);
    });
}

#[test]
fn the_publisher_may_stand_on_one_line() {
    let lines = "Norland Wire\ndesk@wire.example\n+99123456789\nNWA „Norland Wire“\n";
    let one = "Norland Wire desk@wire.example +99123456789 NWA „Norland Wire“ 252 60\n";
    assert_eq!(page(&INVENTED.replace(lines, one)).article, page(INVENTED).article);
}

#[test]
fn without_a_block_the_name_above_the_standfirst_is_the_publisher() {
    let block = "Norland Wire\ndesk@wire.example\n+99123456789\nNWA „Norland Wire“\n2031\n";
    let article = page(&INVENTED.replace(block, "")).article;
    assert_eq!(article.publisher.map(|publisher| publisher.name).as_deref(), Some("Norland Wire"));
    assert_eq!(article.copyright, None);
    assert_eq!(article.links[0].tags, ["sudria"]);
}

#[test]
fn two_times_are_publication_and_change() {
    let article = page(&without("2031-05-02T10:00+0000")).article;
    assert_eq!(article.published_at.map(|at| at.to_rfc3339()).as_deref(), Some("2031-05-02T11:00:00+00:00"));
    assert_eq!(article.modified_at.map(|at| at.to_rfc3339()).as_deref(), Some("2031-05-02T12:00:00+00:00"));
    assert_eq!(article.created_at, None);
}

#[test]
fn without_a_story_the_first_copy_is_the_body() {
    let (properties, _) = INVENTED.split_once("norland, sudria, grain, ada quill").expect("keywords");
    let page = page(properties);
    assert_eq!(page.article.body, "\"It took us a year,\" Quill told reporters after the long ceremony.");
    assert!(
        page.notes.iter().any(|note| note.starts_with("no story after the properties")),
        "{:?}",
        page.notes
    );
}

#[test]
fn a_headline_and_a_story_are_enough() {
    let page = page(
        "Grain Deal Signed\nPORT ADA - The deal was signed on Friday, officials said.\nWhat comes next\nNobody knows that yet, they said.",
    );
    assert_eq!(page.article.headline, "Grain Deal Signed");
    assert_eq!(page.article.body.lines().count(), 3);
    assert_eq!(page.notes, ["no line with an address: the document has no URL"]);
}

#[test]
fn a_glued_story_is_taken_apart() {
    let glued = "Deal Signed PORT ADA - The deal was signed.\"It took a year,\" she said.Nobody came to the U.S. embassy.";
    let page = page(&format!(" date 2031-05-02 https://wire.example/1\nDeal Signed\n{glued}"));
    let expected =
        "PORT ADA - The deal was signed.\n\"It took a year,\" she said.\nNobody came to the U.S. embassy.";
    assert_eq!(page.article.body, expected);
    assert_eq!(page.article.published_on, NaiveDate::from_ymd_opt(2031, 5, 2));
}

#[test]
fn what_disagrees_is_noted() {
    let notes = |from: &str, to: &str| page(&INVENTED.replacen(from, to, 1)).notes.join("; ");
    assert_eq!(page(INVENTED).notes, Vec::<String>::new());
    assert_eq!(
        notes("/20310502/", "/20310507/"),
        "the address says 2031-05-07, the publication time says 2031-05-02"
    );
    assert!(notes("07ef/05/02", "07ef/05/03").starts_with("the picture's address says 2031-05-03"));
    assert!(notes("02T10:00", "31T25:00").starts_with("the date 2031-05-31T25:00+0000 does not exist"));
    assert!(notes("date 2031-05-02", "date 2031-02-30").starts_with("the header's date 2031-02-30 does not"));
    assert!(notes("It took us", "It cost us").starts_with("the story's two copies differ"));
    assert!(notes("have signed", "had signed").starts_with("the standfirst differs"));
    assert!(notes("T12:00", "T09:00").contains("before its publication"));
}

#[test]
fn rejections_say_what_is_missing() {
    let error = |content: &str| read(content, "d.txt").expect_err(content).to_string();
    let none = error(" date 2031-05-02 https://wire.example/1");
    assert_eq!(
        none,
        "d.txt: no article in it: a headline and a story are expected after the line with the address"
    );
    assert_eq!(
        error("Headline alone"),
        "d.txt: no article in it: there is a headline, yet no story after it"
    );
}

#[test]
fn links_and_images_are_listed_once() {
    let article = page(INVENTED).article;
    let link = Link {
        url: "https://wire.example/20310501/talks-go-on-770012222.html".to_owned(),
        tags: vec!["sudria".to_owned()],
    };
    assert_eq!(article.links, [link]);
    let expected = Image {
        url: "https://img.wire.example/img/07ef/05/02/770012300_0:0:100:50_800x450_80_0_0_ab.jpg".to_owned(),
        base_id: Some("770012300".to_owned()),
        crop: Some("0:0:100:50".to_owned()),
        width: Some(800),
        height: Some(450),
        caption: None,
    };
    assert_eq!(article.images, [expected]);
}
