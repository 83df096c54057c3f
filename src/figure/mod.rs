//! Every number in the text: scan → context → classify. Code finds figures; patterns only name them.
//!
//! Must not know the origin map, claims or rules. A range ("800－1000元") is one figure with an `upper` value.

mod affix;
mod build;
mod cells;
mod chars;
mod codes;
mod dates;
mod fraction;
mod literal;
mod numeral;
mod range;
mod scan;
mod series;

use crate::layout::Flow;
use crate::num::{Quantity, Rat};
use crate::scheme::Scheme;
use crate::span::Span;
use rust_decimal::Decimal;
use std::ops::Range;

/// What a number is. The first eight are figures; the others are digits with another job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 元, 万元, 亿元, bare 万 in a money slot.
    Amount,
    /// %, ％, 百分之, ‰, 成.
    Percent,
    /// 个百分点.
    Point,
    /// 分 as a mark, never as money.
    Score,
    /// A measure word that counts whole things: 个 人 户 件 …
    Count,
    /// A continuous measure: 亩 公里 平方米 吨 …
    Measure,
    /// 倍.
    Multiple,
    /// A bare number.
    Number,
    Date,
    /// 〔2024〕32号.
    DocNo,
    /// 第3批, 13、15组.
    Ordinal,
    /// A code, a model, a postal code, a C级.
    Identifier,
    /// A heading or list number.
    Outline,
    /// 四个意识, “141”.
    Slogan,
    Phone,
}

/// A number as printed, exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    Decimal(Decimal),
    /// 三分之一, not reduced to a decimal.
    Fraction(Rat),
}

#[derive(Clone, Debug)]
pub struct Figure {
    /// Hull in the document's text of number and unit ("9350.64万元"), qualifiers outside.
    pub span: Span,
    /// The digits alone ("9350.64"; for a range both ends).
    pub number: Span,
    /// Range in `Flow::text`.
    pub at: Range<u32>,
    /// Index into `Flow::paras`.
    pub para: u32,
    pub kind: Kind,
    /// As printed: 9350.64.
    pub value: Value,
    /// Upper end of a range, as printed.
    pub upper: Option<Value>,
    /// Decimal places as printed.
    pub places: u32,
    /// Unit as printed: "万元", "万株", "%", "分", "个"; inherited from a head or caption when `inherited`.
    pub unit: String,
    pub inherited: bool,
    /// "元", "%", "分", "株" …
    pub base_unit: String,
    /// Value, step and class in the base unit; `None` when it does not fit.
    pub quantity: Option<Quantity>,
    /// Upper end in the base unit.
    pub base_upper: Option<Rat>,
    /// As printed: "余", "约", "以上"; empty when there is none.
    pub qualifier: String,
    /// What is malformed in its writing ("7,00.0,77", "01"), in Chinese.
    pub malformed: Option<String>,
    /// Written in Chinese numerals.
    pub chinese: bool,
}

impl Kind {
    /// Whether it is a figure (true) or digits with another job (false).
    pub fn is_figure(self) -> bool {
        !matches!(
            self,
            Self::Date
                | Self::DocNo
                | Self::Ordinal
                | Self::Identifier
                | Self::Outline
                | Self::Slogan
                | Self::Phone
        )
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Percent => "percent",
            Self::Point => "point",
            Self::Score => "score",
            Self::Count => "count",
            Self::Measure => "measure",
            Self::Multiple => "multiple",
            Self::Number => "number",
            Self::Date => "date",
            Self::DocNo => "docno",
            Self::Ordinal => "ordinal",
            Self::Identifier => "identifier",
            Self::Outline => "outline",
            Self::Slogan => "slogan",
            Self::Phone => "phone",
        }
    }
}

/// Reads every number of the flow, in the order of the text.
pub fn read(flow: &Flow, scheme: &Scheme) -> Vec<Figure> {
    let mut figures = Vec::new();
    for para in 0..flow.paras.len() {
        scan::paragraph(flow, scheme, para, &mut figures);
    }
    cells::inherit(flow, scheme, &mut figures);
    figures.sort_by_key(|f| f.span);
    series::inherit(flow, scheme, &mut figures);
    figures
}
