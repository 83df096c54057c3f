//! Complex fields (`w:fldChar`): the instruction is not text, the result is. A table of contents repeats the
//! headings, so its result is left out; so are page numbers in headers and footers.

/// What a field's result is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Other,
    Contents,
    Page,
}

impl Kind {
    /// By the first word of the instruction.
    pub fn of(instruction: &str) -> Self {
        match instruction.split_whitespace().next().unwrap_or("").to_ascii_uppercase().as_str() {
            "TOC" => Self::Contents,
            "PAGE" | "NUMPAGES" | "SECTIONPAGES" => Self::Page,
            _ => Self::Other,
        }
    }
}

#[derive(Debug, Default)]
struct Field {
    instruction: String,
    /// Before `separate`.
    pending: bool,
    kind: Kind,
}

/// The instruction is only kept until its first word is sure to be in it.
const INSTRUCTION: usize = 64;

/// The fields that are open, outermost first.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    pending: usize,
    contents: usize,
    pages: usize,
}

impl Fields {
    pub fn begin(&mut self) {
        self.open.push(Field { pending: true, ..Field::default() });
        self.pending += 1;
    }

    pub fn instruction(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|f| f.pending && f.instruction.len() < INSTRUCTION) {
            field.instruction.push_str(text);
        }
    }

    pub fn separate(&mut self) {
        let Some(field) = self.open.last_mut().filter(|f| f.pending) else { return };
        field.pending = false;
        field.kind = Kind::of(&field.instruction);
        self.pending -= 1;
        self.contents += usize::from(field.kind == Kind::Contents);
        self.pages += usize::from(field.kind == Kind::Page);
    }

    pub fn end(&mut self) {
        let Some(field) = self.open.pop() else { return };
        self.pending -= usize::from(field.pending);
        self.contents -= usize::from(field.kind == Kind::Contents);
        self.pages -= usize::from(field.kind == Kind::Page);
    }

    /// A paragraph has ended. An instruction does not run over it, unless the field is broken: then nothing
    /// after it may be lost.
    pub fn end_paragraph(&mut self) {
        while self.pending > 0 {
            match self.open.pop() {
                Some(field) if field.pending => self.pending -= 1,
                Some(field) => {
                    self.contents -= usize::from(field.kind == Kind::Contents);
                    self.pages -= usize::from(field.kind == Kind::Page);
                }
                None => break,
            }
        }
    }

    /// A heading of the report begins: a table of contents that has not ended by now never does, and no field
    /// around it either.
    pub fn end_contents(&mut self) {
        if self.contents > 0 {
            *self = Self::default();
        }
    }

    pub fn in_instruction(&self) -> bool {
        self.pending > 0
    }

    pub fn in_contents(&self) -> bool {
        self.contents > 0
    }

    pub fn in_page(&self) -> bool {
        self.pages > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_show_and_instructions_do_not() {
        let mut f = Fields::default();
        f.begin();
        f.instruction(" TOC \\o ");
        assert!(f.in_instruction() && !f.in_contents());
        f.separate();
        f.begin();
        f.instruction("PAGEREF x");
        f.separate();
        assert!(f.in_contents() && !f.in_page() && !f.in_instruction());
        f.end();
        f.end();
        f.end();
        assert!(!f.in_contents());
    }

    #[test]
    fn broken_fields_swallow_nothing() {
        let mut f = Fields::default();
        f.begin();
        f.begin();
        f.separate();
        f.end_paragraph();
        assert!(!f.in_instruction());
        f.begin();
        f.instruction("TOC");
        f.separate();
        f.end_contents();
        f.end();
        assert!(!f.in_contents());
    }
}
