//! Small histograms in one line of text, in blocks or plain characters. Does not know what they count.

/// What bars are drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shapes {
    Blocks,
    Ascii,
}

impl Shapes {
    /// A column for each count, its height relative to the highest; every count above 0 is visible.
    #[must_use]
    pub fn columns(self, counts: &[u64]) -> String {
        let levels = match self {
            Self::Blocks => [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
            Self::Ascii => [' ', '.', ':', '-', '=', '+', '*', '%', '#'],
        };
        let most = counts.iter().max().copied().unwrap_or(0).max(1);
        counts.iter().map(|&n| levels[(u128::from(n) * 8).div_ceil(u128::from(most)) as usize]).collect()
    }

    /// A bar for `count`, `width` cells long if it equals `most`; every count above 0 is visible.
    #[must_use]
    pub fn bar(self, count: u64, most: u64, width: usize) -> String {
        let eighths = (u128::from(count) * 8 * width as u128).div_ceil(u128::from(most.max(1))) as usize;
        match self {
            Self::Ascii => "#".repeat(eighths.div_ceil(8)),
            Self::Blocks => {
                let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
                "█".repeat(eighths / 8) + rest
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_is_full_and_the_rarest_is_visible() {
        assert_eq!(Shapes::Blocks.columns(&[1000, 500, 1, 0]), "█▄▁ ");
        assert_eq!(Shapes::Ascii.columns(&[1000, 500, 1, 0]), "#=. ");
        assert_eq!(Shapes::Blocks.columns(&[0, 0]), "  ");
        assert_eq!([1000, 500, 1, 0].map(|n| Shapes::Blocks.bar(n, 1000, 3)), ["███", "█▌", "▏", ""]);
        assert_eq!([1000, 500, 1, 0].map(|n| Shapes::Ascii.bar(n, 1000, 3)), ["###", "##", "#", ""]);
    }
}
