//! What every sink says of an audit: standings of figures, fingerprints of findings, sections, printed values.
//!
//! Must not know any output format. The one surprise: `emit`, `dataset` and `compare` never name each other, so
//! whatever two of them need stands here.

pub mod fingerprint;
pub mod indicators;
pub mod known;
pub mod status;
pub mod terms;

use crate::layout::Flow;

/// "三、（一）1. 预算执行率（10分）": the number of each heading above a paragraph, the last one with its title.
pub fn section(flow: &Flow, para: Option<usize>) -> Option<String> {
    path(flow, flow.paras.get(para?)?.section)
}

/// The same for a heading itself.
pub fn path(flow: &Flow, heading: Option<u32>) -> Option<String> {
    let path = flow.path(heading);
    let (last, above) = path.split_last()?;
    let mut section = String::new();
    for &i in above {
        section.push_str(flow.headings[i as usize].shown.trim());
    }
    let heading = &flow.headings[*last as usize];
    let (number, title) = (heading.shown.trim(), flow.slice(heading.title.start, heading.title.end).trim());
    section.push_str(number);
    if number.ends_with('.') && !title.is_empty() {
        section.push(' ');
    }
    section.push_str(title);
    Some(section)
}
