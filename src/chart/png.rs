//! A drawing as PNG: the SVG, painted with the embedded font. Knows nothing of charts.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::font::{REGULAR, SEMIBOLD};

/// Pixels per unit of the SVG: fine enough for print.
const SCALE: u32 = 2;

/// Paints `svg`; `None` if it is not SVG or too large for memory. Characters that the font lacks stay empty.
#[must_use]
pub fn paint(svg: &str) -> Option<Vec<u8>> {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(REGULAR.to_vec());
    fonts.load_font_data(SEMIBOLD.to_vec());
    let options = Options { fontdb: Arc::new(fonts), font_family: "Inter".into(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).ok()?;
    let size = tree.size().to_int_size();
    let mut pixels = Pixmap::new(size.width() * SCALE, size.height() * SCALE)?;
    resvg::render(&tree, Transform::from_scale(SCALE as f32, SCALE as f32), &mut pixels.as_mut());
    pixels.encode_png().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn painted(inside: &str) -> Vec<u8> {
        paint(&format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\">{inside}</svg>")).unwrap()
    }

    #[test]
    fn words_are_painted_without_any_font_of_the_system() {
        let (empty, word) = (painted(""), painted("<text x=\"2\" y=\"15\" font-family=\"Inter\">Ab</text>"));
        assert_eq!(&empty[1..4], b"PNG");
        assert_ne!(empty, word);
        let bold = painted("<text x=\"2\" y=\"15\" font-family=\"Inter\" font-weight=\"600\">Ab</text>");
        assert_ne!(word, bold);
    }

    #[test]
    fn what_is_not_svg_is_not_painted() {
        assert_eq!(paint("a chart"), None);
    }
}
