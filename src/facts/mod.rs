//! What the report states. (being built)
use crate::{document::Document, figure::Figure, layout::Flow, scheme::Scheme};
#[derive(Clone, Debug, Default)]
pub struct Facts {}
pub fn read(_: &Document, _: &Flow, _: &[Figure], _: &Scheme) -> Facts {
    Facts {}
}
