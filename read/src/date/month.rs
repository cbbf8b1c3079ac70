//! Names of months. In: a name and the language it is in. Out: which month it is.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Month names and their abbreviations in the languages of news pages, from the Unicode CLDR (versions 46 to 49):
/// format and stand-alone, wide and abbreviated, in lower case, without marks that only join letters; Basque as its
/// dates decline it, Sinhala as its papers print it. A name of two words is joined by a low line.
const MONTHS: [&str; 12] = [
    "january jan januar jänner janvier janv enero ene janeiro gennaio gen januari janvāris sausio leden \
     ledna stycznia sty января янв січня ocak tammikuuta janúar ianuarie janar január siječnja يناير \
     gener ian jaan jaanuar januára led oca saus sausis sij siječanj styczeń tammi tammikuu urt urtarrila \
     xan xaneiro yan yanvar ιαν ιανουάριος ιανουαρίου сту студзень студзеня січ січень январь яну януари \
     јан јануар јануари ינואר جنوری ژانویه जनवरी जन॰ जाने जानेवारी জানু জানুয়ারি มกราคม كانون_الثاني \
     ஜனவரி ஜன జనవరి జన ಜನವರಿ ಜನ ജനുവരി ജനു જાન્યુઆરી જાન્યુ ਜਨਵਰੀ ਜਨ იანვარი იან հունվար հունվարի հնվ \
     មករា ဇန်နဝါရီ ဇန် ມັງກອນ ጃንዋሪ ጃን қаңтар қаң jannar eanáir ionawr januarie januwari janyuwari \
     jannaayo janaayo janairu rêbendan جنوري ଜାନୁଆରୀ জানুৱাৰী جانفي ژانویهٔ ม.ค ינו январ jannewaris \
     urtarrilaren ජනවාරි",
    "february feb februar février févr fév febrero fevereiro fev febbraio febbr februari februára února \
     lutego lut февраля фев лютого şubat helmikuuta febrúar februarie shkurt február veljače فبراير febr \
     febreiro febrer februāris fevral helmi helmikuu luty ots otsaila shk vas vasario vasaris veebr \
     veebruar velj veljača úno únor şub φεβ φεβρουάριος φεβρουαρίου лют лютага лютий люты феб фебруар \
     февр февраль февруари פברואר شباط فروری فوریه फ़रवरी फ़र॰ फेब्रु फेब्रुवारी ফেব ফেব্রুয়ারি \
     กุมภาพันธ์ பிப்ரவரி பிப் ఫిబ్రవరి ఫిబ్ర ಫೆಬ್ರವರಿ ಫೆಬ್ರ ഫെബ്രുവരി ഫെബ്രു ફેબ્રુઆરી ફેબ્રુ ਫ਼ਰਵਰੀ ਫ਼ਰ \
     თებერვალი თებ փետրվար փետրվարի փտվ pebrero peb កុម្ភៈ ဖေဖော်ဝါရီ ဖေ फेब्रुअरी ກຸມພາ ፌብሩዋሪ ፌብ ақпан \
     ақп frar feabhra feabh chwefror chwef februwari febraayo faburairu sibat فېبروري فبروري ଫେବୃଆରୀ \
     ফেব্ৰুৱাৰী ফেব্ৰু شوبات فيفري فوریهٔ ก.พ פבר феврал febrewaris otsailaren පෙබරවාරි",
    "march mar märz mär mars marzo março maart mrt března marca marzec березня марта мар mart maaliskuuta \
     martie március ožujka مارس bře březen kov kovas kovo maalis maaliskuu mac marec maret marts martxoa \
     març márc märts ožu ožujak μάρ μάρτιος μαρ μαρτίου бер березень март сак сакавік сакавіка מרץ آذار \
     مارچ मार्च মার্চ มีนาคม மார்ச் மார் మార్చి ಮಾರ್ಚ್ മാർച്ച് മാർ માર્ચ ਮਾਰਚ მარტი მარ մարտ մարտի մրտ \
     marso machi មីនា မတ် ມີນາ ማርች наурыз нау marzu márta mawrth mashi matshi maarso maris adar ମାର୍ଚ୍ଚ \
     মাৰ্চ ئازار มี.ค mäerz martxoaren මාර්තු",
    "april apr avril avr abril abr aprile dubna kwietnia kwi апреля апр квітня nisan huhtikuuta apríl \
     aprilie prill április travnja أبريل api apirila aprel aprill apríla aprīlis bal balandis balandžio \
     dub duben huhti huhtikuu kwiecień nis pri tra travanj ápr απρ απρίλιος απριλίου апрель април квіт \
     квітень кра красавік красавіка אפריל آوریل اپریل نيسان अप्रैल एप्रि एप्रिल এপ্রি এপ্রিল เมษายน \
     ஏப்ரல் ஏப் ఏప్రిల్ ఏప్రి ಏಪ್ರಿಲ್ ಏಪ್ರಿ ഏപ്രിൽ ഏപ്രി એપ્રિલ ਅਪ੍ਰੈਲ ਅਪ੍ਰੈ აპრილი აპრ ապրիլ ապրիլի ապր \
     aprili មេសា ဧပြီ अप्रिल ເມສາ ኤፕሪል ኤፕሪ сәуір сәу aibreán ebrill ephreli epreli abriil afirilu nîsan \
     ଅପ୍ରେଲ এপ্ৰিল نیسان أفريل เม.ย אפר апрел abrëll apirilaren අප්රේල්",
    "may mai mayo maio mag maggio mei maj května maja мая май травня mayıs toukokuuta maí május svibnja \
     مايو geg gegužė gegužės kvě květen maiatza maig maijs máj mája svi svibanj touko toukokuu μάι μάιος \
     μαΐ μαΐου мај трав травень מאי أيار مئی พฤษภาคม மே మే ಮೇ മേയ് મે ਮਈ მაისი მაი մայիս մայիսի մյս ឧសភា \
     မေ मे ພຶດສະພາ ሜይ мамыр мам mejju bealtaine meyi maayo mayu gulan مۍ ମଇ ئایار ماي مه مهٔ พ.ค मई মে \
     mee maaie maiatzaren මැයි",
    "june jun juni juin junio junho giugno giu června czerwca cze июня июн червня haziran kesäkuuta júní \
     iunie qershor június lipnja يونيو birž birželio birželis czerwiec eka ekaina haz iun iyn iyun junij \
     juny juuni jún júna jūn jūnijs kesä kesäkuu lipanj qer xuño červen čvn ιουν ιουνίου ιούν ιούνιος \
     июнь черв червень чэр чэрвень чэрвеня юни јун јуни יוני جون حزيران ژوئن जून জুন มิถุนายน ஜூன் జూన్ \
     ಜೂನ್ ജൂൺ જૂન ਜੂਨ ივნისი ივნ հունիս հունիսի հնս hunyo hun មិថុនា ဇွန် जुन ມິຖຸນາ ጁን маусым мау ġunju \
     meitheamh meith mehefin junie juun yuni hezîran ଜୁନ حوزەیران جوان มิ.ย ekainaren ජූනි",
    "july jul juli juillet juil julio julho luglio lug července lipca lip июля июл липня temmuz \
     heinäkuuta júlí iulie korrik július srpnja يوليو heinä heinäkuu iul iyl iyul julai julij juliol \
     juuli júl júla jūl jūlijs korr liep liepa liepos lipiec srpanj tem uzt uztaila xul xullo červenec \
     čvc ιουλ ιουλίου ιούλ ιούλιος июль лип липень ліп ліпень ліпеня юли јул јули יולי تموز جولائی ژوئیه \
     जुलाई जुलै जुल॰ জুল জুলাই กรกฎาคม ஜூலை జులై ಜುಲೈ ജൂലൈ જુલાઈ ਜੁਲਾਈ ਜੁਲਾ ივლისი ივლ հուլիս հուլիսի հլս \
     hulyo hul កក្កដា ဇူလိုင် ဇူ ກໍລະກົດ ጁላይ шілде шіл lulju iúil gorffennaf gorff julie julayi luulyo \
     yuli tîrmeh جولای ଜୁଲାଇ تەمووز يوليوز جويلية ژوئیهٔ ก.ค uztailaren ජූලි",
    "august aug srp août agosto ago augusto augustus augusti srpna sierpnia sie августа авг серпня ağustos \
     elokuuta ágúst gusht augusztus kolovoza أغسطس abu abuztua agost agu agustus augusta augusts avg \
     avgust avq avqust ağu elo elokuu gush kol kolovoz ogo ogos rugp rugpjūtis rugpjūčio sierpień srpen \
     ágú αυγ αυγούστου αύγ αύγουστος август жні жнівень жніўня серп серпень אוגוסט اوت اگست अगस्त अग॰ \
     ऑगस्ट আগস্ট สิงหาคม آب ஆகஸ்ட் ஆக ఆగస్టు ఆగ ಆಗಸ್ಟ್ ಆಗ ഓഗസ്റ്റ് ഓഗ ઑગસ્ટ ਅਗਸਤ ਅਗ აგვისტო აგვ օգոստոս \
     օգոստոսի օգս agosti សីហា ဩဂုတ် अगस्ट ສິງຫາ ኦገስት ኦገስ тамыз там awwissu lúnasa awst agasti ogosto \
     agusta tebax اګست ଅଗଷ୍ଟ আগষ্ট আগ ئاب غشت أوت ส.ค אוג ऑग abuztuaren අගෝස්තු",
    "september sep sept septembre septiembre setembro set settembre sett září września wrz сентября сен \
     сент вересня eylül syyskuuta septembrie shtator szeptember rujna سبتمبر eyl ira iraila rugs rugsėjis \
     rugsėjo ruj rujan sen sentyabr septembar septembra septembris setembre sht syys syyskuu szept \
     wrzesień zář σεπ σεπτέμβριος σεπτεμβρίου вер верасень верасня вересень сентябрь сеп септембар \
     септември ספטמבר أيلول ستمبر سپتامبر सप्टें सप्टेंबर सितंबर सित॰ সেপ সেপ্ট সেপ্টেম্বর กันยายน \
     செப்டம்பர் செப் సెప్టెంబర్ సెప్టెం ಸೆಪ್ಟೆಂಬರ್ ಸೆಪ್ಟೆಂ സെപ്റ്റംബർ സെപ്റ്റം સપ્ટેમ્બર સપ્ટે ਸਤੰਬਰ ਸਤੰ \
     სექტემბერი სექ սեպտեմբեր սեպտեմբերի սեպ setyembre septemba កញ្ញា စက်တင်ဘာ စက် सेप्टेम्बर ກັນຍາ \
     ሴፕቴምበር ሴፕቴ қыркүйек қыр settembru mfómh medi septhemba sebteembar sebtembar satumba îlon سپتمبر \
     سېپتمبر ସେପ୍ଟେମ୍ବର ছেপ্তেম্বৰ ছেপ্তে ئەیلوول شتنبر ก.ย ספט sentabr сентябр septimber irailaren \
     සැප්තැම්බර්",
    "october oct oktober okt octobre octubre outubro out ottobre ott října października paź октября окт \
     жовтня ekim lokakuuta október octombrie tetor أكتوبر eki loka lokakuu oktobar oktobris \
     oktoober oktyabr októbra październik spal spalio spalis tet urr urria říj říjen οκτ οκτωβρίου \
     οκτώβριος жовт жовтень кас кастрычнік кастрычніка октобар октомври октябрь אוקטובר اکتبر اکتوبر \
     अक्टूबर अक्टू॰ ऑक्टो ऑक्टोबर অক্টো অক্টোবর ตุลาคม تشرين_الأول அக்டோபர் அக் అక్టోబర్ అక్టో ಅಕ್ಟೋಬರ್ \
     ಅಕ್ಟೋ ഒക്ടോബർ ഒക്ടോ ઑક્ટોબર ઑક્ટો ਅਕਤੂਬਰ ਅਕਤੂ ოქტომბერი ოქტ հոկտեմբեր հոկտեմբերի հոկ oktubre oktoba \
     តុលា အောက်တိုဘာ အောက် अक्टोबर ຕຸລາ ኦክቶበር ኦክቶ қазан қаз ottubru dfómh hydref okthoba okthobha \
     oktoobar cotmeh ଅକ୍ଟୋବର অক্টোবৰ ต.ค אוק oktabr октябр urriaren ඔක්තෝබර්",
    "november nov novembre noviembre novembro листопада listopadu listopada lis ноября ноя kasım \
     marraskuuta nóvember noiembrie nëntor studenoga نوفمبر aza azaroa kas lapkr lapkritis lapkričio \
     marras marraskuu novembar novembra novembris noy noyabr nën nóv stu studeni νοέ νοέμβριος νοε \
     νοεμβρίου лист листопад ліс лістапад лістапада нов новембар ное ноември нояб ноябрь נובמבר نوامبر \
     نومبر नवंबर नव॰ नोव्हें नोव्हेंबर নভে নভেম্বর พฤศจิกายน تشرين_الثاني நவம்பர் நவ నవంబర్ నవం ನವೆಂಬರ್ \
     ನವೆಂ നവംബർ നവം નવેમ્બર નવે ਨਵੰਬਰ ਨਵੰ ნოემბერი ნოე նոյեմբեր նոյեմբերի նոյ nobyembre nob novemba \
     វិច្ឆិកា နိုဝင်ဘာ နို नोभेम्बर ພະຈິກ ኖቬምበር ኖቬም қараша қар novembru samhain tachwedd noofeembar \
     nuwamba mijdar ନଭେମ୍ବର নৱেম্বৰ নৱে نونبر พ.ย נוב listopad ноябр novimber azaroaren නොවැම්බර්",
    "december dec dezember dez décembre déc diciembre dic dezembro dicembre desember des prosince grudnia \
     gru декабря дек грудня aralık joulukuuta decembrie dhjetor prosinca ديسمبر abe abendua ara decembar \
     decembra decembris decembro dek dekabr desembre dets detsember dhj dis disember grudzień gruod \
     gruodis gruodžio joulu joulukuu pro prosinac prosinec δεκ δεκέμβριος δεκεμβρίου груд грудень декабрь \
     декември дец децембар сне снежань снежня דצמבר دسامبر دسمبر डिसें डिसेंबर दिसंबर दिस॰ ডিসে ডিসেম্বর \
     ธันวาคม كانون_الأول டிசம்பர் டிச డిసెంబర్ డిసెం ಡಿಸೆಂಬರ್ ಡಿಸೆಂ ഡിസംബർ ഡിസം ડિસેમ્બર ડિસે ਦਸੰਬਰ ਦਸੰ \
     დეკემბერი დეკ դեկտեմբեր դեկտեմբերի դեկ disyembre desemba ធ្នូ ဒီဇင်ဘာ ဒီ डिसेम्बर ທັນວາ ዲሴምበር ዲሴም \
     желтоқсан жел diċembru nollaig rhagfyr disemba diseembar disamba berfanbar ଡିସେମ୍ବର ডিচেম্বৰ ডিচে \
     دجنبر ธ.ค דצמ декабр desimber abenduaren දෙසැම්බර්",
];

/// Names that are another month's in Croatian than in Polish and Czech.
const CROATIAN: [(&str, u32); 5] = [("lip", 6), ("srp", 7), ("lis", 10), ("listopad", 10), ("listopada", 10)];

/// Turkish names in capitals, as other languages put them in small letters.
const MONTHS_WITHOUT_DOTS: [(&str, u32); 3] = [("mayis", 5), ("kasim", 11), ("aralik", 12)];

static NUMBERS: LazyLock<HashMap<&str, u32>> = LazyLock::new(|| {
    let numbered = (1..).zip(MONTHS);
    numbered.flat_map(|(month, names)| names.split_whitespace().map(move |name| (name, month))).collect()
});

/// The month of that name. `language` is the primary tag of the page's.
pub(super) fn number(name: &str, language: &str) -> Option<u32> {
    // They join or part letters in print, and are left out at will.
    const JOINERS: [char; 2] = ['\u{200c}', '\u{200d}'];
    // The dot that Turkish writes on the capital too becomes a mark of its own.
    const DOT: char = '\u{307}';
    let name = name.to_lowercase().replace(' ', "_").replace(JOINERS, "").replace(DOT, "");
    if matches!(language, "hr" | "bs" | "sh")
        && let Some((_, month)) = CROATIAN.iter().find(|(known, _)| *known == name)
    {
        return Some(*month);
    }
    let name = name.trim_end_matches('׳');
    // Hebrew writes "in" and the name in one word.
    let bare = name.strip_prefix('ב');
    // Nor has its capital one where its small letter has none.
    let undotted = || MONTHS_WITHOUT_DOTS.iter().find(|(known, _)| *known == name).map(|(_, month)| month);
    NUMBERS.get(name).or_else(|| NUMBERS.get(bare?)).or_else(undotted).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_two_months() {
        for (month, names) in (1..).zip(MONTHS) {
            names.split_whitespace().for_each(|name| assert_eq!(number(name, ""), Some(month), "{name}"));
        }
    }

    #[test]
    fn turkish_capitals_are_its_letters() {
        let capitals = [("HAZİRAN", 6), ("KASIM", 11), ("ARALIK", 12), ("NİSAN", 4)];
        for (name, month) in capitals {
            assert_eq!(number(name, "tr"), Some(month), "{name}");
        }
    }

    #[test]
    fn listopada_is_october_in_zagreb_and_november_in_warsaw() {
        assert_eq!((number("listopada", "hr"), number("listopada", "pl")), (Some(10), Some(11)));
        assert_eq!((number("srp", "hr"), number("srp", "cs")), (Some(7), Some(8)));
    }
}
