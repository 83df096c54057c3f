//! Byte offsets to character offsets: one pass over the text, then constant time a question.

/// Bytes between two samples.
const BLOCK: usize = 64;

/// Counts of Unicode scalar values before sampled byte offsets.
pub struct Chars<'t> {
    bytes: &'t [u8],
    before: Vec<u32>,
}

impl<'t> Chars<'t> {
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut total = 0;
        let mut before = Vec::with_capacity(bytes.len() / BLOCK + 2);
        for block in bytes.chunks(BLOCK) {
            before.push(total);
            total += starts(block);
        }
        before.push(total);
        Self { bytes, before }
    }

    /// Characters before a byte offset; past the end, the whole text.
    pub fn at(&self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.bytes.len());
        let block = offset / BLOCK;
        self.before[block] + starts(&self.bytes[block * BLOCK..offset])
    }

    pub fn total(&self) -> u32 {
        self.before.last().copied().unwrap_or(0)
    }
}

/// Bytes that begin a character: all but UTF-8's continuation bytes.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|b| **b & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_counting_at_every_character() {
        let text = "预算87.46％，𠮷野家😀 12万元\r\n".repeat(40);
        let chars = Chars::new(&text);
        for (n, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(chars.at(at as u32), n as u32);
        }
        assert_eq!(chars.at(text.len() as u32), text.chars().count() as u32);
        assert_eq!(chars.at(u32::MAX), chars.total());
        assert_eq!(Chars::new("").at(0), 0);
        let whole = "a".repeat(BLOCK * 2);
        assert_eq!(Chars::new(&whole).at(BLOCK as u32 * 2), BLOCK as u32 * 2);
    }
}
