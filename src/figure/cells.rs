//! Units that a bare number in a table takes from its heads.
use super::Figure;
use crate::layout::Flow;
use crate::scheme::Scheme;

pub(super) fn inherit(_: &Flow, _: &Scheme, _: &mut [Figure]) {}
