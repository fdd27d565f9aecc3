//! Text from strangers: which characters are safe to show, how names compare, and what was probably meant. Knows nothing of
//! files or races.

use unicode_width::UnicodeWidthChar;

/// Why a character is not allowed in names and sentences; `None` if it is.
///
/// Escape sequences move the cursor, bidirectional overrides reorder text, and zero-width characters hide in names.
#[must_use]
pub fn hostile(c: char) -> Option<&'static str> {
    match c {
        c if c.is_control() => Some("a control character"),
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some("a character that changes the direction of writing")
        }
        '\u{00ad}'
        | '\u{034f}'
        | '\u{115f}'..='\u{1160}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => Some("an invisible character"),
        '\u{2028}' | '\u{2029}' => Some("a line separator"),
        _ => None,
    }
}

/// Most combining marks on one letter. No language needs more, and more could cover the lines around.
pub(super) const MARKS: usize = 3;

/// `text` with every hostile character escaped as `\u{…}`, cut after `max` characters.
#[must_use]
pub fn visible(text: &str, max: usize) -> String {
    let mut out = String::new();
    let mut marks = 0;
    for (i, c) in text.chars().enumerate() {
        if i == max {
            out.push('…');
            break;
        }
        marks = if c.width() == Some(0) { marks + 1 } else { 0 };
        if hostile(c).is_some() || marks > MARKS {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// Letters and digits of `name` without case and accents, so that "Gonzalez" matches "González".
#[must_use]
pub fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()) {
        match plain_latin(c) {
            Some(plain) => out.push_str(plain),
            None => out.push(c),
        }
    }
    out
}

/// A Latin letter without its accent (Unicode blocks Latin-1 Supplement and Latin Extended-A; `ș` and `ț` of Extended-B).
fn plain_latin(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ð' | 'ď' | 'đ' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

/// The candidate that `typed` probably means; `None` if none is similar enough.
#[must_use]
pub fn nearest<'c>(typed: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    /// Jaro-Winkler similarity below which a suggestion would mislead.
    const NEAR: f64 = 0.8;
    /// Bytes of the longest text that is compared; anything longer is no typing error.
    const LONGEST: usize = 60;
    if typed.len() > LONGEST {
        return None;
    }
    let typed = fold(typed);
    candidates
        .into_iter()
        .map(|c| (strsim::jaro_winkler(&typed, &fold(c)), c))
        .filter(|(similarity, _)| *similarity >= NEAR)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_compare_without_case_and_accents() {
        assert_eq!(fold("González"), fold("GONZALEZ"));
        assert_eq!(fold("Kozlíková"), fold("kozlikova"));
        assert_eq!(fold("Feng Chun-Kai"), "fengchunkai");
        assert_eq!(fold("Gonza\u{301}lez"), "gonzalez", "a combining accent is no letter");
    }

    #[test]
    fn an_escape_sequence_is_escaped_and_an_accent_is_kept() {
        assert_eq!(visible("a\u{1b}[2Jé\u{202e}", 20), "a\\u{1b}[2Jé\\u{202e}");
        assert_eq!(visible("Ignatiev", 4), "Igna…");
    }

    #[test]
    fn a_similar_word_is_found_and_a_different_one_is_not() {
        assert_eq!(nearest("cpw", ["cp_w", "mass_kg", "peak_w"]), Some("cp_w"));
        assert_eq!(nearest("athens-2004-man", ["athens-2004-men", "beijing-2008-men"]), Some("athens-2004-men"));
        assert_eq!(nearest("qqq", ["cp_w", "mass_kg"]), None);
    }
}
