//! Days as people print them. In: a line such as "Oslo, 4. februar 2026 kl. 16:16". Out: the days in it.

use super::When;
use super::mail::zone;
use chrono::{FixedOffset, NaiveDate};
use regex::{Captures, Regex};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

/// Month names and their abbreviations in the languages of news pages, from the Unicode CLDR (versions 46 and 49):
/// format and stand-alone, wide and abbreviated, in lower case. A name of two words is joined by a low line.
const MONTHS: [&str; 12] = [
    "january jan januar jänner janvier janv enero ene janeiro gennaio gen januari janvāris sausio leden ledna \
     stycznia sty января янв січня ocak tammikuuta janúar ianuarie janar január siječnja يناير gener ian jaan \
     jaanuar januára led oca saus sausis sij siječanj styczeń tammi tammikuu urt urtarrila xan xaneiro yan \
     yanvar ιαν ιανουάριος ιανουαρίου сту студзень студзеня січ січень январь яну януари јан јануар јануари \
     ינואר جنوری ژانویه जनवरी जन॰ जाने जानेवारी জানু জানুয়ারি มกราคม كانون_الثاني",
    "february feb februar février févr fév febrero fevereiro fev febbraio febbr februari februára února lutego \
     lut февраля фев лютого şubat helmikuuta febrúar februarie shkurt február veljače فبراير febr febreiro \
     febrer februāris fevral helmi helmikuu luty ots otsaila shk vas vasario vasaris veebr veebruar velj \
     veljača úno únor şub φεβ φεβρουάριος φεβρουαρίου лют лютага лютий люты феб фебруар февр февраль февруари \
     פברואר شباط فروری فوریه फ़रवरी फ़र॰ फेब्रु फेब्रुवारी ফেব ফেব্রুয়ারি กุมภาพันธ์",
    "march mar märz mär mars marzo março maart mrt března marca marzec березня марта мар mart maaliskuuta \
     martie március ožujka مارس bře březen kov kovas kovo maalis maaliskuu mac marec maret marts martxoa març \
     márc märts ožu ožujak μάρ μάρτιος μαρ μαρτίου бер березень март сак сакавік сакавіка מרץ آذار مارچ मार्च \
     মার্চ มีนาคม",
    "april apr avril avr abril abr aprile dubna kwietnia kwi апреля апр квітня nisan huhtikuuta apríl aprilie \
     prill április travnja أبريل api apirila aprel aprill apríla aprīlis bal balandis balandžio dub duben \
     huhti huhtikuu kwiecień nis pri tra travanj ápr απρ απρίλιος απριλίου апрель април квіт квітень кра \
     красавік красавіка אפריל آوریل اپریل نيسان अप्रैल एप्रि एप्रिल এপ্রি এপ্রিল เมษายน",
    "may mai mayo maio mag maggio mei maj května maja мая май травня mayıs toukokuuta maí május svibnja مايو \
     geg gegužė gegužės kvě květen maiatza maig maijs máj mája svi svibanj touko toukokuu μάι μάιος μαΐ μαΐου \
     мај трав травень מאי أيار مئی พฤษภาคม",
    "june jun juni juin junio junho giugno giu června czerwca cze июня июн червня haziran kesäkuuta júní iunie \
     qershor június lipnja يونيو birž birželio birželis czerwiec eka ekaina haz iun iyn iyun junij juny juuni \
     jún júna jūn jūnijs kesä kesäkuu lipanj qer xuño červen čvn ιουν ιουνίου ιούν ιούνιος июнь черв червень \
     чэр чэрвень чэрвеня юни јун јуни יוני جون حزيران ژوئن जून জুন มิถุนายน",
    "july jul juli juillet juil julio julho luglio lug července lipca lip июля июл липня temmuz heinäkuuta \
     júlí iulie korrik július srpnja يوليو heinä heinäkuu iul iyl iyul julai julij juliol juuli júl júla jūl \
     jūlijs korr liep liepa liepos lipiec srpanj tem uzt uztaila xul xullo červenec čvc ιουλ ιουλίου ιούλ \
     ιούλιος июль лип липень ліп ліпень ліпеня юли јул јули יולי تموز جولائی ژوئیه जुलाई जुलै जुल॰ জুল জুলাই \
     กรกฎาคม",
    "august aug août agosto ago augusto augustus augusti srpna sierpnia sie августа авг серпня ağustos \
     elokuuta ágúst gusht augusztus kolovoza أغسطس abu abuztua agost agu agustus augusta augusts avg avgust \
     avq avqust ağu elo elokuu gush kol kolovoz ogo ogos rugp rugpjūtis rugpjūčio sierpień srpen ágú αυγ \
     αυγούστου αύγ αύγουστος август жні жнівень жніўня серп серпень אוגוסט اوت اگست अगस्त अग॰ ऑगस्ट আগস্ট \
     สิงหาคม آب",
    "september sep sept septembre septiembre setembro set settembre sett září września wrz сентября сен сент \
     вересня eylül syyskuuta septembrie shtator szeptember rujna سبتمبر eyl ira iraila rugs rugsėjis rugsėjo \
     ruj rujan sen sentyabr septembar septembra septembris setembre sht syys syyskuu szept wrzesień zář σεπ \
     σεπτέμβριος σεπτεμβρίου вер верасень верасня вересень сентябрь сеп септембар септември ספטמבר أيلول ستمبر \
     سپتامبر सप्टें सप्टेंबर सितंबर सित॰ সেপ সেপ্ট সেপ্টেম্বর กันยายน",
    "october oct oktober okt octobre octubre outubro out ottobre ott října października paź октября окт жовтня \
     ekim lokakuuta október octombrie tetor listopada أكتوبر eki loka lokakuu oktobar oktobris oktoober \
     oktyabr októbra październik spal spalio spalis tet urr urria říj říjen οκτ οκτωβρίου οκτώβριος жовт \
     жовтень кас кастрычнік кастрычніка октобар октомври октябрь אוקטובר اکتبر اکتوبر अक्टूबर अक्टू॰ ऑक्टो \
     ऑक्टोबर অক্টো অক্টোবর ตุลาคม تشرين_الأول",
    "november nov novembre noviembre novembro листопада listopadu listopada lis ноября ноя kasım marraskuuta \
     nóvember noiembrie nëntor studenoga نوفمبر aza azaroa kas lapkr lapkritis lapkričio marras marraskuu \
     novembar novembra novembris noy noyabr nën nóv stu studeni νοέ νοέμβριος νοε νοεμβρίου лист листопад ліс \
     лістапад лістапада нов новембар ное ноември нояб ноябрь נובמבר نوامبر نومبر नवंबर नव॰ नोव्हें नोव्हेंबर \
     নভে নভেম্বর พฤศจิกายน تشرين_الثاني",
    "december dec dezember dez décembre déc diciembre dic dezembro dicembre desember des prosince grudnia gru \
     декабря дек грудня aralık joulukuuta decembrie dhjetor prosinca ديسمبر abe abendua ara decembar decembra \
     decembris decembro dek dekabr desembre dets detsember dhj dis disember grudzień gruod gruodis gruodžio \
     joulu joulukuu pro prosinac prosinec δεκ δεκέμβριος δεκεμβρίου груд грудень декабрь декември дец децембар \
     сне снежань снежня דצמבר دسامبر دسمبر डिसें डिसेंबर दिसंबर दिस॰ ডিসে ডিসেম্বর ธันวาคม كانون_الأول",
];

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern")
}

/// A name of a month: letters with their marks; the second word is Levantine Arabic.
const NAME: &str = r"(?:[\p{L}\p{M}॰׳]{3,20}(?:\s(?:الأول|الثاني))?|آب)";
/// A year, in Thailand as the Buddhists count.
const YEAR: &str = r"(?:(?:19|20)\d\d|25\d\d)";

static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u:\b)((?:19|20)\d\d)\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})(?:[^\d]|$)")
});
static DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    let day = r"(?-u:\b)(\d{1,2})(?:st|nd|rd|th|er|º)?[.,]?[\s/-]*(?:(?:de|of)\s+|d[’'])?";
    pattern(&format!(r"(?i){day}({NAME})\.?,?[\s/-]*(?:de\s+|del\s+|พ\.ศ\.\s*)?({YEAR})(?-u:\b)"))
});
static MONTH_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(r"(?i)({NAME})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+({YEAR})(?-u:\b)"))
});
static NUMBERS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u:\b)(\d{1,2})([./-])(\d{1,2})[./-]((?:19|20)\d\d)(?-u:\b)"));
/// Hungarian `2021. március 12.`, Lithuanian `2021 m. kovo 12 d.`.
static YEAR_BEFORE_NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(r"(?i)(?-u:\b)((?:19|20)\d\d)\.?\s+(?:m\.\s+)?({NAME})\s+(\d{{1,2}})(?-u:\b)"))
});
/// Latvian `2021. gada 12. marts`.
static YEAR_BEFORE_DAY: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?i)(?-u:\b)((?:19|20)\d\d)\.\s+gada\s+(\d{{1,2}})\.\s+({NAME})")));
/// Vietnamese `12 tháng 3, 2021`, `12 tháng 3 năm 2021`.
static NUMBERED_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)(?-u:\b)(\d{1,2})\s+tháng\s+(\d{1,2}),?\s+(?:năm\s+)?((?:19|20)\d\d)(?-u:\b)")
});
/// Years of the present era of Japan: `令和3年3月12日`.
static REIWA: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"令和\s*(\d{1,2}|元)年\s*(\d{1,2})月\s*(\d{1,2})日"));
/// Two digits of the year between full stops: `12.03.21`.
static SHORT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|[^\d.])((\d\d)\.(\d\d)\.(\d\d))(?:\.?[^\d.]|\.?$)"));

/// A time with its zone: `3:05 PM EST`, `19:42 CET`, `10:00 (UTC+3)`, `10:00:00 GMT+0100`.
static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    let zone = r"(?:UTC|GMT)\s?(?<sign>[+-])(?<hours>\d{1,2})(?::?(?<minutes>\d\d))?|(?<zone>[A-Z]{3,4})";
    let time =
        r"(?-u:\b)(?<hour>\d{1,2})[:.](?<minute>\d\d)(?:[:.](?<second>\d\d))?\s*(?i:(?<half>[ap])\.?m\.?)?";
    pattern(&format!(r"{time}\s*\(?(?:{zone})(?-u:\b)"))
});

/// The first day that a line prints with its year. `is_month_first` tells how numbers alone are read, where both
/// orders are days.
pub(crate) fn find(line: &str, is_month_first: bool) -> Option<When> {
    all(&western(line), is_month_first).into_iter().next().map(|(_, when)| when)
}

/// A line with the digits that machines write: those of other scripts become theirs.
pub(crate) fn western(line: &str) -> Cow<'_, str> {
    // Arabic, Persian, Devanagari and Bengali.
    const ZEROS: [u32; 4] = [0x660, 0x6f0, 0x966, 0x9e6];
    let digit =
        |c: char| ZEROS.iter().find_map(|zero| char::from_digit(u32::from(c).checked_sub(*zero)?, 10));
    if !line.is_ascii() && line.contains(|c| digit(c).is_some()) {
        Cow::Owned(line.chars().map(|c| digit(c).unwrap_or(c)).collect())
    } else {
        Cow::Borrowed(line)
    }
}

/// The days that a line prints with their years, each with where it stands, in order; the instants where a zone is
/// printed too. Its digits are [`western`].
pub(crate) fn all(line: &str, is_month_first: bool) -> Vec<(Range<usize>, When)> {
    let mut days = days(line, is_month_first);
    for at in 0..days.len() {
        let (range, when) = &days[at];
        let end = days.get(at + 1).map_or(line.len(), |(next, _)| next.start);
        let behind = CLOCK.captures(&line[range.end..end]);
        // A time before the first day is its own: `3:05 PM EST, March 12, 2021`.
        let before = || CLOCK.captures_iter(&line[..range.start]).last().filter(|_| at == 0);
        let instant = behind.or_else(before).and_then(|clock| instant(when.day, &clock));
        days[at].1 = instant.unwrap_or(days[at].1);
    }
    days
}

fn days(line: &str, is_month_first: bool) -> Vec<(Range<usize>, When)> {
    let mut found = Vec::new();
    if !may_have_day(line) {
        return found;
    }
    let mut add = |pattern: &Regex, group: usize, read: &dyn Fn(&Captures<'_>) -> Option<NaiveDate>| {
        let days =
            pattern.captures_iter(line).filter_map(|parts| Some((parts.get(group)?.range(), read(&parts)?)));
        found.extend(days.map(|(range, day)| (range, When::from(day))));
    };
    let numbers = |parts: &Captures<'_>| {
        let (first, second) = (number(&parts[1])?, number(&parts[3])?);
        let is_month_first = is_month_first && &parts[2] != ".";
        let (here, there) = if is_month_first { (first, second) } else { (second, first) };
        day(&parts[4], here, there).or_else(|| day(&parts[4], there, here))
    };
    let reiwa = |parts: &Captures<'_>| {
        let year = 2018 + number(&parts[1]).unwrap_or(1);
        day(&year.to_string(), number(&parts[2])?, number(&parts[3])?)
    };
    add(&YEAR_FIRST, 0, &|parts| day(&parts[1], number(&parts[2])?, number(&parts[3])?));
    add(&DAY_FIRST, 0, &|parts| day(&parts[3], month(&parts[2])?, number(&parts[1])?));
    add(&MONTH_FIRST, 0, &|parts| day(&parts[3], month(&parts[1])?, number(&parts[2])?));
    add(&NUMBERS, 0, &numbers);
    add(&YEAR_BEFORE_NAME, 0, &|parts| day(&parts[1], month(&parts[2])?, number(&parts[3])?));
    add(&SHORT, 1, &|parts| day(&format!("20{}", &parts[4]), number(&parts[3])?, number(&parts[2])?));
    if !line.is_ascii() {
        add(&NUMBERED_MONTH, 0, &|parts| day(&parts[3], number(&parts[2])?, number(&parts[1])?));
        add(&REIWA, 0, &reiwa);
    }
    add(&YEAR_BEFORE_DAY, 0, &|parts| day(&parts[1], month(&parts[3])?, number(&parts[2])?));
    found.sort_by_key(|(range, _)| range.start);
    let mut end = 0;
    found.retain(|(range, _)| {
        let is_next = range.start >= end;
        end = if is_next { range.end } else { end };
        is_next
    });
    found
}

/// Most lines print no year, which is sooner seen than the patterns are tried.
fn may_have_day(line: &str) -> bool {
    let bytes = line.as_bytes();
    let is_year = |digits: &[u8]| {
        matches!(digits, [b'1', b'9', ..] | [b'2', b'0' | b'5', ..])
            && digits[2..].iter().all(u8::is_ascii_digit)
    };
    let is_short =
        |part: &[u8]| part[0] == b'.' && part[3] == b'.' && part[4..].iter().all(u8::is_ascii_digit);
    bytes.windows(4).any(is_year) || bytes.windows(6).any(is_short) || line.contains("令和")
}

/// The instant that a time with its zone is on a day.
fn instant(day: NaiveDate, clock: &Captures<'_>) -> Option<When> {
    let part = |name: &str| clock.name(name).and_then(|part| number(part.as_str()));
    let hour = match (clock.name("half").map(|half| half.as_str()), part("hour")?) {
        (Some("a" | "A"), 12) => 0,
        (Some("p" | "P"), hour) if hour < 12 => hour + 12,
        (_, hour) => hour,
    };
    let offset = || {
        let seconds = i32::try_from(part("hours")? * 3600 + part("minutes").unwrap_or(0) * 60).ok()?;
        FixedOffset::east_opt(if &clock["sign"] == "-" { -seconds } else { seconds })
    };
    let zone = clock.name("zone").map_or_else(offset, |name| zone(name.as_str()))?;
    let local = day.and_hms_opt(hour, part("minute")?, part("second").unwrap_or(0).min(59))?;
    Some(When { day, at: local.and_local_timezone(zone).single() })
}

fn number(digits: &str) -> Option<u32> {
    digits.parse().ok()
}

fn day(year: &str, month: u32, day: u32) -> Option<NaiveDate> {
    // Buddhists count from 543 years earlier.
    let year: i32 = year.parse().ok()?;
    NaiveDate::from_ymd_opt(if year > 2400 { year - 543 } else { year }, month, day)
}

fn month(name: &str) -> Option<u32> {
    let name = name.to_lowercase().replace(' ', "_");
    // Hebrew writes "in" and the name in one word.
    let bare = name.strip_prefix('ב').unwrap_or(&name);
    let is_one = |known: &str| known == name || known == bare;
    (1..).zip(MONTHS).find(|(_, names)| names.split_whitespace().any(is_one)).map(|(month, _)| month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_several_languages() {
        let cases = [
            ("Published 4 February 2026, 16:16", "2026-02-04"),
            ("Feb. 4, 2026 at 4 PM", "2026-02-04"),
            ("4. Februar 2026", "2026-02-04"),
            ("le 1er février 2026", "2026-02-01"),
            ("4 de febrero de 2026", "2026-02-04"),
            ("04.02.2026, 16:16 Uhr", "2026-02-04"),
            ("2026年2月4日 16時", "2026-02-04"),
            ("2026-02-04T16:16", "2026-02-04"),
            ("02/04/2026", "2026-02-04"),
            ("25/12/2025", "2025-12-25"),
            ("4 lutego 2026", "2026-02-04"),
            ("4 Φεβρουαρίου 2026", "2026-02-04"),
            ("4 בפברואר 2026", "2026-02-04"),
            ("४ फ़रवरी २०२६", "2026-02-04"),
            ("৪ ফেব্রুয়ারি ২০২৬", "2026-02-04"),
            ("4 Agustus 2026", "2026-08-04"),
            ("4 d’abril de 2026", "2026-04-04"),
            ("٤ شباط ٢٠٢٦", "2026-02-04"),
            ("4 كانون الثاني 2026", "2026-01-04"),
            ("2026. február 4., szerda", "2026-02-04"),
            ("2026 m. vasario 4 d.", "2026-02-04"),
            ("2026. gada 4. februāris", "2026-02-04"),
            ("4 tháng 2, 2026", "2026-02-04"),
            ("4 กุมภาพันธ์ 2569", "2026-02-04"),
            ("令和8年2月4日", "2026-02-04"),
            ("4/feb/2026", "2026-02-04"),
            ("04.02.26, 16:16 Uhr", "2026-02-04"),
        ];
        for (line, expected) in cases {
            let found = find(line, true).map(|when| when.day.to_string());
            assert_eq!(found.as_deref(), Some(expected), "{line}");
        }
        assert_eq!(find("04/02/2026", false).map(|when| when.day.to_string()).as_deref(), Some("2026-02-04"));
    }

    #[test]
    fn a_time_with_its_zone_is_an_instant() {
        let cases = [
            ("Updated 3:05 PM EST, Wed February 4, 2026", "2026-02-04T15:05:00-05:00"),
            ("4 FEB 2026 - 19:42 CET", "2026-02-04T19:42:00+01:00"),
            ("4 February 2026 10:00 (UTC+3)", "2026-02-04T10:00:00+03:00"),
            ("Wed Feb 04 2026 10:00:00 GMT+0100 (CET)", "2026-02-04T10:00:00+01:00"),
            ("February 4, 2026 12:30 a.m. PST", "2026-02-04T00:30:00-08:00"),
        ];
        for (line, expected) in cases {
            let at = find(line, true).and_then(|when| when.at).map(|at| at.to_rfc3339());
            assert_eq!(at.as_deref(), Some(expected), "{line}");
        }
        for line in ["4 February 2026 10:00", "4 February 2026, 10:00-11:00", "4 February 2026 10:00 XYZ"] {
            assert_eq!(find(line, true).and_then(|when| when.at), None, "{line}");
        }
    }

    #[test]
    fn lines_without_a_day() {
        for line in ["12 reasons 2026", "31 February 2026", "page 3 of 2020", "1.2.3", "01.02.03.04"] {
            assert_eq!(find(line, true), None, "{line}");
        }
    }
}
