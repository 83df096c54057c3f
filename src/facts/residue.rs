//! What a word processor left in the text: bookmarks, field codes, broken references.

use crate::document::Document;
use crate::span::Span;

/// A stretch that no author wrote.
#[derive(Clone, Debug)]
pub struct Residue {
    pub span: Span,
    pub what: &'static str,
}

/// (opening, closing, what it is): a stretch from one to the other on a line; an empty closing means the
/// opening alone.
const MARKS: &[(&str, &str, &str)] = &[
    ("[bookmark:", "]", "Word 书签"),
    ("错误!未定义书签", "。", "失效的书签引用"),
    ("错误！未定义书签", "。", "失效的书签引用"),
    ("错误!未找到引用源", "。", "失效的交叉引用"),
    ("错误！未找到引用源", "。", "失效的交叉引用"),
    ("PAGEREF _Toc", " ", "目录域代码"),
    ("HYPERLINK \\l", " ", "超链接域代码"),
    ("\\* MERGEFORMAT", "", "域代码"),
    ("_x000D_", "", "换行残码"),
    ("&nbsp;", "", "网页空格残码"),
    ("\u{fffd}", "", "无法识别的字符"),
    ("\u{7}", "", "Word 单元格标记"),
];

pub(super) fn read(document: &Document) -> Vec<Residue> {
    let text = document.text.as_str();
    let mut found: Vec<Residue> = Vec::new();
    for (open, close, what) in MARKS {
        for (at, _) in text.match_indices(open) {
            let line = text[at..].find('\n').map_or(text.len(), |i| at + i);
            let inner = &text[at + open.len()..line];
            let end = at + open.len() + inner.find(close).map_or(0, |i| i + close.len());
            let end = if close == &" " { text[..end].trim_end().len() } else { end };
            found.push(Residue { span: Span::new(at, end), what });
        }
    }
    found.sort_by_key(|r| r.span);
    found
}
