//! What pages print around any story, whatever it tells. In: a line above or below the paragraphs. Out: whether it
//! is such a line. The words are those of news sites in the languages of the pages.

use super::line::Line;
use crate::date::custom::Custom;
use crate::date::printed;
use crate::html::names;
use crate::text;
use regex::Regex;
use std::sync::LazyLock;

/// Characters of a label.
const LABEL: usize = 80;
/// Characters of a notice.
const NOTICE: usize = 400;

/// Characters of an author's portrait.
const PORTRAIT: usize = 600;

/// How long reading takes, and the names of what follows or leads elsewhere: a label by itself.
static LABELS: LazyLock<Regex> = LazyLock::new(|| {
    let words = [
        r"\d+[- ]?min(?:\.|s|utes?|uten|utos|uti)?\.? ?(?:read|de lecture|de lectura|de leitura|di lettura|lesezeit)",
        "(?:reading time|read time|lesezeit|lesedauer|leestijd|temps de lecture|tempo de leitura|tiempo de lectura)(?-u:\\b).*",
        "(?:explore further|tags?|topics?|keywords?|categor(?:y|ies)|schlagwort[e]?|schlagwörter|themen|etiquetas)",
        r"(?:(?:updated|posted|published) )?(?:\d+|an?) (?:min(?:ute)?|hour|hr|day|week|month)s? ago",
        r"\d+ (?:dk|dakika)\.? okuma|(?:copy link|link copied|copy link copied)|by|end of article|[\W_]*|\d[\d.,]*",
        r"(?:hace|há|vor|il y a) \d+ (?:minut|hor|stund|heure|tag|d[ií]a|jour)\p{L}*",
        r"[\d.,]+ ?k? (?:shares?|views?|likes?|comments?)|(?:heute|today|hoy|oggi), \d\d?[:.]\d\d(?: uhr)?",
        r"(?:dnes|danas|dziś|dzisiaj|idag|i dag|vandaag|сегодня|сьогодні|bugün|hari ini),? \d\d?[:.]\d\d",
        r"(?:hits|reads|views|visits|vizualizări|wyświetleń|просмотров|переглядів|просмотры)\s*:?\s*[\d.,]+|[\d.,]+ (?:просмотров|переглядів)",
        "leave a (?:reply|comment)|(?:share|tweet|print|e-?mail|save|gift)(?: (?:this|the|on|to|for|by|via|article|story|\
         later|facebook|twitter|whatsapp|e-?mail))*",
        "(?:categorias?|categorías?|temas|mots[- ]clés|argomenti|テーマ|タグ|关键词|标签)",
    ];
    Regex::new(&format!("(?i)^(?:{})[:：. ]*$", words.join("|"))).expect("a constant pattern")
});

/// That nobody may print the words elsewhere.
const RIGHTS: &str = "all rights reserved|alle rechte vorbehalten|todos los derechos reservados|\
    todos os direitos reservados|tous droits réservés|tutti i diritti riservati";

/// Whose the words are, and what the outlet earns by its links.
static NOTICES: LazyLock<Regex> = LazyLock::new(|| {
    let words = [
        r"^(?:©|\(c\)|copyright(?-u:\b))|^this (?:article|content|document|material) is subject to copyright",
        &format!(r"^.{{0,60}}(?-u:\b)(?:{RIGHTS})|(?:{RIGHTS})\W*$"),
        r"(?-u:\b)(?:we|(?:we )?(?:may|might)) earn (?:a |an )?(?:small |affiliate )*commissions?(?:[.,;)]| (?:at no|for purchases|from|if|on|through|when) )",
        r"^.{0,20}\d.{0,20}(?:publicado|posted|publié|veröffentlicht|pubblicato|published) (?:por|by|par|von|da)(?-u:\b)",
        "^(?:subscribe to|sign up (?:for|to)|follow us on|download (?:our|the) app|join our (?:whatsapp|telegram))",
        r"^your e-?mail address will not be published|^about the authors?(?-u:\b)|^have a (?:news )?tip\?",
        r"^(?:tags?|topics|keywords|filed under|schlagwörter|themen|etiquetas|mots[- ]clés)\s*[:：][^.!?]{1,200}$",
        r"^(?:archivado en|palabras clave|palavras-chave|parole chiave|etiketler|etichete)\s*[:：][^.!?]{1,200}$",
        r"^(?:ključne (?:riječi|reči)|címkék|kulcsszavak|słowa kluczowe|tagi|štítky|témata)\s*[:：][^.!?]{1,200}$",
        r"^(?:ключевые слова|теги|ετικέτες|emneord|avainsanat|trefwoorden|kata kunci)\s*[:：][^.!?]{1,200}$",
        r"^(?:từ khóa|תגיות|키워드)\s*[:：][^.!?]{1,200}$",
        r"^.{0,70}(?-u:\b)google (?:news|haberler|actualités|noticias|notícias)\W*$|(?-u:\b)subscribe now\W*$",
        r"(?:depends?|rel(?:y|ies)) on (?:readers|people|members|listeners) like you|(?-u:\b)make a (?:gift|donation|contribution) today",
        r"^(?:publi(?:é|cado)|published|veröffentlicht|pubblicato)\s.{4,60}(?:mis à jour|updated|aktualisiert|aggiornato).{4,60}$",
        r"^(?:e-?mail|contact|follow|reach) .{0,120}@[\w.]+",
        r"^follow [^.]{1,40} on (?:google news|twitter|facebook|instagram|whatsapp|telegram)(?-u:\b)",
        r"(?-u:\b)(?:tel(?:ephone|efon|éfono|efone|\.)?|fax|fone|phone)\s*[:：]\s*[*+(]?\d.*[^.!?]$",
        r"^thanks for reading.*subscribe|^(?:spotted|found|noticed) (?:a|an) (?:mistake|typo|error)|^fehler gefunden",
        r"^was this (?:article|story) (?:helpful|useful)|^war dieser artikel|^czy ten artykuł|^este artigo foi|^you may republish|^transcripts? (?:is|are) created on a rush",
        r"^las opiniones (?:expresadas|vertidas)|^(?:the )?(?:views|opinions) expressed (?:in|here|by|are)",
        r"^(?:cover photo|borítókép|címlapkép|titelbild|aufmacherbild|foto de portada)\s*[:：]|^انتهای پیام",
        r"^/[\p{Ll}]{2,12}/$|^\([a-z]{2,4}/[a-z]{2,4}\)$|ctrl ?\+ ?enter",
        r"^[^.,]{1,60} (?:is|are|remains?) solely responsible for (?:all|its|the|their) content(?: of (?:its|the|their|this) [^.,]{1,30})?\W*$",
        r"^download (?:our|the) [^.]{0,30}app(?-u:\b)|^(?:get|don['’]?t miss) (?:our|the) .{0,80}(?:whatsapp|newsletter)",
        r"^\S+@\S+\.\S+$|^(?:do you agree|what do you think)\?|^(?:über dieses thema berichtete|dieses thema im programm)",
        r"^(?:fonte|fuente|kaynak|quelle|source|źródło|источник|джерело|المصدر|منبع|来源|來源|出典)\s*[:：]\s*[^.!?。]{2,50}$",
        r"(?-u:\b)sign up (?:to|for) our [^.]{0,30}newsletter|^(?:apúntate|suscríbete|inscreva-se|iscriviti) (?:a|à|na|alla|en)(?-u:\b)",
        r"^recevez (?:chaque (?:matin|jour|semaine)|toute l['’]info)|^simak (?:breaking news|berita)|^veja mais notícias",
        r"^(?:urmăr|follow|suivez|síg|sig|segu|obserwuj|folg|volg|följ|ikuti|takip).{0,80}(?:google news|whatsapp)",
        r"^dziękujemy, że przeczytał|links?(?-u:\b).{0,120}(?-u:\b)erhält .{0,60}provision|^do you have an opinion on the issues raised",
        r"^this (?:summary|article|story) was (?:generated|written|created) (?:by|with|using) (?:ai|artificial)(?-u:\b)",
        r"^(?:all |reader |your )?comments? (?:are|is|will be) (?:closed|moderated|reviewed|disabled)|^.{0,15}comentários(?-u:\b).*(?-u:\b)aprovados(?-u:\b)",
    ];
    any_of(&words)
});

/// What holds any of these, in any case.
fn any_of(words: &[&str]) -> Regex {
    Regex::new(&format!("(?i){}", words.join("|"))).expect("a constant pattern")
}

/// What is said first of what is shown once readers consent.
const SHOWN: &str = "to (?:display|load|see|show|view)|accept|allow|display|please|view|this (?:article|page|post) (?:contains|includes)";

/// What is said first of links that an outlet earns by.
const LINKED: &str = "(?:some of )?(?:our|the|these|this) (?:article|links|page|piece|post|products|site|stor(?:ies|y))|\
    some of these|these are|we|dieser (?:artikel|text)|(?:alle |die )?(?:mit|so) [^.]{0,60}links";

/// What stands in the place of a film or a post until readers consent to its sender's rules, who made a picture, and
/// what an outlet earns: these stand between the paragraphs too.
static PLACEHOLDERS: LazyLock<Regex> = LazyLock::new(|| {
    let words = [
        "^empfohlener (?:redaktioneller|externer) inhalt|^(?:player wird geladen|embed$|ein klick für den datenschutz)",
        "^(?:an dieser stelle|hier) (?:findest du|finden sie|ist|steht|w[eüu]rden?) (?:ein |einen )?(?:externen?r? )?inhalte?(?-u:\\b)",
        "^(?:ich bin )?(?:damit )?einverstanden, dass mir (?:externe )?inhalte|^externen? inhalte?n? (?:von .{1,40} )?(?:aktivieren|angezeigt|anzeigen|erlauben|laden)",
        "^(?:(?:dabei|damit|hierbei) (?:können|werden) )?(?:ggf\\. )?(?:personenbezogene )?daten (?:können )?an (?:drittanbieter|drittplattformen|externe server)",
        &format!(
            "^(?:{SHOWN})[^.]{{0,30}}(?:third[- ]party|external) content(?-u:\\b).*(?:consent|cookies|settings|data)"
        ),
        "^(?:image|bild|foto|photo|slide) [0-9]+ (?:of|von|de|/) [0-9]+$",
        r"^(?:\(?(?:image|photo|picture) )?(?:credits?|quelle|foto|fotos|photo|bild|image|imagen|фото|zdjęcie|fotó|kuva|ảnh|사진|写真)\s*[:：].{2,50}$",
        "^ce contenu (?:est|a été) bloqué(?:,? (?:car|parce que) vous|\\W*$)|^para ver este contenido",
        &format!(r"^\W*(?:{LINKED})[^.]{{0,60}}affiliate[- ]?links?|^\W*affiliate[- ]?links?\W*$"),
    ];
    any_of(&words)
});

/// The same in short lines: credits in brackets or of picture agencies, and that advertising follows.
static SHORT_PLACEHOLDERS: LazyLock<Regex> = LazyLock::new(|| {
    let words = [
        r"^[(\[](?:photo|picture|image|foto|bild)s? (?:by|courtesy|von|de|di) .{2,80}[)\]]$",
        r"^[^.!?]{2,60}[/|] ?(?:getty images|shutterstock|alamy|istock|unsplash|picture alliance|imago)[^.!?]{0,40}$",
        r"^listen to (?:this |the )?(?:article|story)(?:\W*\d+ min\w*)?\W*$",
        r"^\W*(?:advertisement|advertising|anzeige|werbung|publicidade?|publicit[ée]|pubblicità|advertentie)\W*$",
        r"^\W*(?:annonse?|annons|reklam[ae]?|реклама|广告|廣告|広告|mainos|hirdetés|διαφήμιση|iklan|quảng cáo)\W*$",
        r"^\W*(?:विज्ञापन|إعلان|פרסומת|광고|oglas|reclame|оголошення)\W*$",
        r"^\W*scroll (?:down )?to continue(?: with content| reading)?\W*$|^artikel geht nach der anzeige weiter",
        r"^dalsza część (?:artykułu|tekstu) pod|^(?:el artículo|la nota) continúa|^continua (?:após|dopo) (?:a|la) publ",
        r"^la suite après cette publicité|^(?:lees verder onder|artikel gaat verder onder|artikkelen fortsetter under)",
        r"^\W*(?:advertisement\W+)?(?:article |story |continues? |reading )+(?:below|after)(?: (?:this |the )?ad\w*)?\W*$",
    ];
    any_of(&words)
});

/// Whether a line between paragraphs stands in the place of something else.
pub(super) fn is_placeholder(line: &Line) -> bool {
    (line.length <= NOTICE && PLACEHOLDERS.is_match(&line.text))
        || (line.length <= LABEL && SHORT_PLACEHOLDERS.is_match(&line.text))
}

/// Whether a line above or below a story is none of its own.
pub(super) fn is_one(line: &Line) -> bool {
    // What is left of a byline whose name stood in a box of its own begins with what set the name apart.
    let text = line.text.trim_start_matches(['|', '•', '·', '/', ',', ' ']);
    let is_sentence = text::ends_sentence(text) && !text::ends_with_time(text);
    let is_short = line.length <= LABEL;
    let is_day = || {
        let line = MINUTES.replace(text, "");
        (!text::ends_sentence(&line) || text::ends_with_time(&line)) && is_date(&line)
    };
    let is_signed = || !is_sentence && (names::is_byline(text) || names::is_of_editor(text));
    (is_short && (LABELS.is_match(text) || is_signed() || is_day()))
        || (line.length <= NOTICE && NOTICES.is_match(text))
}

/// Whether a line below a story tells who its author is: the name, and what the author is or does.
pub(super) fn is_portrait(line: &Line, authors: &[String]) -> bool {
    const VERBS: [&str; 12] =
        ["is", "are", "was", "writes", "covers", "reports", "ist", "schreibt", "est", "es", "è", "é"];
    let verb = |author: &String| {
        let behind = line.text.strip_prefix(author.as_str())?;
        behind.strip_prefix(' ')?.split(' ').next()
    };
    line.length <= PORTRAIT && authors.iter().filter_map(verb).any(|verb| VERBS.contains(&verb))
}

/// Minutes to read, printed behind a day.
static MINUTES: LazyLock<Regex> = LazyLock::new(|| {
    let words =
        "lesedauer|lesezeit|reading time|temps de lecture|tiempo de lectura|tempo de leitura|leestijd";
    Regex::new(&format!(r"(?i)\s*(?:{words})\W*\d+\s*min\p{{L}}*\.?$")).expect("a constant pattern")
});

/// Whether a line is a day with little beside it.
fn is_date(line: &str) -> bool {
    const MOST_WORDS: usize = 9;
    let words = line.split_whitespace().filter(|word| word.contains(char::is_alphabetic));
    words.count() <= MOST_WORDS
        && line.starts_with(|c: char| c.is_alphanumeric())
        && printed::find(line, Custom::default()).is_some()
}
