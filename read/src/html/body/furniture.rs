//! What pages print around any story, whatever it tells. In: a line above or below the paragraphs. Out: whether it
//! is such a line. The words are those of news sites in the languages of the pages.

use super::line::Line;
use crate::date::custom::Custom;
use crate::date::printed;
use crate::html::names;
use crate::text;
use regex::Regex;
use std::sync::LazyLock;

/// What a sentence ends with.
pub(super) const SENTENCE_ENDS: [char; 11] = ['.', '!', '?', '"', '”', '’', '»', '。', '！', '？', '」'];

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
        r"\d+ (?:dk|dakika)\.? okuma|(?:copy link|link copied|copy link copied)|by|end of article|\W*|\d[\d.,]*",
        r"(?:hace|há|vor|il y a) \d+ (?:minut|hor|stund|heure|tag|d[ií]a|jour)\p{L}*",
        r"[\d.,]+ ?k? (?:shares?|views?|likes?|comments?)|(?:heute|today|hoy|oggi), \d\d?[:.]\d\d(?: uhr)?",
        r"(?:dnes|danas|dziś|dzisiaj|idag|i dag|vandaag|сегодня|сьогодні|bugün|hari ini),? \d\d?[:.]\d\d",
        r"(?:views|vizualizări|wyświetleń|просмотров|переглядів|просмотры)\s*:?\s*[\d.,]+|[\d.,]+ (?:просмотров|переглядів)",
        "leave a (?:reply|comment)|(?:share|tweet|print|e-?mail|save|gift)(?: (?:this|the|on|to|for|by|via|article|story|\
         later|facebook|twitter|whatsapp|e-?mail))*",
        "(?:categorias?|categorías?|temas|mots[- ]clés|argomenti|テーマ|タグ|关键词|标签)",
    ];
    Regex::new(&format!("(?i)^(?:{})[:：. ]*$", words.join("|"))).expect("a constant pattern")
});

/// Whose the words are, and what the outlet earns by its links.
static NOTICES: LazyLock<Regex> = LazyLock::new(|| {
    let words = [
        r"^(?:©|\(c\)|copyright(?-u:\b))|(?-u:\b)all rights reserved|subject to copyright|alle rechte vorbehalten",
        "todos los derechos reservados|todos os direitos reservados|tous droits réservés|tutti i diritti riservati",
        r"affiliate[- ]?links?(?-u:\b)|(?-u:\b)earn (?:a |an )?(?:small |affiliate )?commission",
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
        r"^/[\p{Ll}]{2,12}/$|^\([a-z]{2,4}/[a-z]{2,4}\)$|ctrl ?\+ ?enter|solely responsible for (?:all|its|the) content",
        r"^download (?:our|the) [^.]{0,30}app(?-u:\b)|^(?:get|don['’]?t miss) the latest .{0,80}(?:whatsapp|newsletter)",
        r"(?-u:\b)sign up (?:to|for) our [^.]{0,30}newsletter|^(?:apúntate|suscríbete|inscreva-se|iscriviti) (?:a|à|na|alla|en)(?-u:\b)",
        r"^recevez (?:chaque (?:matin|jour|semaine)|toute l['’]info)|^simak (?:breaking news|berita)|^veja mais notícias",
        r"^(?:urmăr|follow|suivez|síg|sig|segu|obserwuj|folg|volg|följ|ikuti|takip).{0,80}(?:google news|whatsapp)",
        r"^dziękujemy, że przeczytał|(?-u:\b)erhält .{0,40}provision|^do you have an opinion on the issues raised",
        r"^this (?:summary|article|story) was (?:generated|written|created) (?:by|with|using) (?:ai|artificial)(?-u:\b)",
        r"(?-u:\b)comments? (?:are|is|will be) (?:closed|moderated|reviewed|disabled)|(?-u:\b)comentários(?-u:\b).*(?-u:\b)aprovados(?-u:\b)",
    ];
    any_of(&words)
});

/// What holds any of these, in any case.
fn any_of(words: &[&str]) -> Regex {
    Regex::new(&format!("(?i){}", words.join("|"))).expect("a constant pattern")
}

/// What stands in the place of a film or a post until readers consent to its sender's rules, who made a picture, and
/// what an outlet earns: these stand between the paragraphs too.
static PLACEHOLDERS: LazyLock<Regex> = LazyLock::new(|| {
    let words = [
        "^empfohlener (?:redaktioneller|externer) inhalt|externen? inhalte?n? (?:von|der|die|angezeigt|anzeigen) ",
        "^(?:player wird geladen|embed$|ein klick für den datenschutz)|inhalte von .* angezeigt",
        "daten können an drittplattformen|an externe server .*übertragen",
        "(?:third[- ]party|external) content .*(?:consent|cookies|settings|data)",
        "^(?:image|bild|foto|photo|slide) [0-9]+ (?:of|von|de|/) [0-9]+$",
        r"^(?:\(?(?:image|photo|picture) )?(?:credits?|quelle|foto|fotos|photo|bild|image|imagen|фото|zdjęcie|fotó|kuva|ảnh|사진|写真)\s*[:：].{2,50}$",
        "ce contenu (?:est|a été) bloqué|para ver este contenido|affiliate[- ]?links?",
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
    let is_sentence = text.ends_with(SENTENCE_ENDS) && !text::ends_with_time(text);
    let is_short = line.length <= LABEL;
    let is_day = || {
        let line = MINUTES.replace(text, "");
        (!line.ends_with(SENTENCE_ENDS) || text::ends_with_time(&line)) && is_date(&line)
    };
    let is_signed = || !is_sentence && names::is_byline(text);
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
