//! Every table and column, once: names, kinds, meaning in both languages. All writers and descriptions read this list.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Int,
    Bool,
    /// An exact decimal.
    Decimal,
}

#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
    pub zh: &'static str,
    pub en: &'static str,
}

#[derive(Clone, Copy, Debug)]
pub struct Table {
    pub name: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
    pub columns: &'static [Column],
    /// Columns that name a row.
    pub key: &'static [&'static str],
    /// Own columns, the other table, its columns.
    pub links: &'static [(&'static [&'static str], &'static str, &'static [&'static str])],
}

const fn column(kind: Kind, name: &'static str, zh: &'static str, en: &'static str) -> Column {
    Column { name, kind, zh, en }
}
const fn text(name: &'static str, zh: &'static str, en: &'static str) -> Column {
    column(Kind::Text, name, zh, en)
}
const fn int(name: &'static str, zh: &'static str, en: &'static str) -> Column {
    column(Kind::Int, name, zh, en)
}
const fn flag(name: &'static str, zh: &'static str, en: &'static str) -> Column {
    column(Kind::Bool, name, zh, en)
}
const fn decimal(name: &'static str, zh: &'static str, en: &'static str) -> Column {
    column(Kind::Decimal, name, zh, en)
}

const REPORT: Column = text("report", "报告：文件的 SHA-256", "report: SHA-256 of the file");
const START: Column = int(
    "span_start",
    "起点：第几个字（从 0 数，按 gouji extract --text 的文字）",
    "first character, counted from 0 in the text that gouji extract --text prints",
);
const END: Column = int("span_end", "终点（不含）", "end, exclusive");
const QUOTE: Column = text("quote", "原文", "quotation, verbatim");
const LINE: Column = int("line", "行", "line, from 1");
const COLUMN: Column = int("column_no", "列：该行第几个字", "column in characters, from 1");
const PARAGRAPH: Column = int("paragraph", "第几段", "paragraph, from 1");
const TABLE: Column = int("table_no", "第几张表", "table, from 1");
const ROW: Column = int("row_no", "表的第几行", "row of the table, from 1");
const COL: Column = int("col_no", "表的第几列", "column of the table, from 1");
const SHEET: Column = text("sheet", "工作表（xlsx）", "sheet, in workbooks");
const CELL: Column = text("cell", "单元格（xlsx），如 E3", "cell, in workbooks, as E3");
const STORY: Column = text(
    "story",
    "正文 body、脚注 footnote、文本框 textbox 等",
    "part of the document: body, footnote, endnote, textbox, header, footer, comment",
);
const SECTION: Column = int("section_no", "所在章节", "section that it lies in");

const fn by_report() -> (&'static [&'static str], &'static str, &'static [&'static str]) {
    (&["report"], "reports", &["report"])
}
const fn by_section() -> (&'static [&'static str], &'static str, &'static [&'static str]) {
    (&["report", "section_no"], "sections", &["report", "section_no"])
}
const fn by_check() -> (&'static [&'static str], &'static str, &'static [&'static str]) {
    (&["report", "check_no"], "checks", &["report", "check_no"])
}
const fn by_figure(
    own: &'static [&'static str],
) -> (&'static [&'static str], &'static str, &'static [&'static str]) {
    (own, "figures", &["report", "figure_no"])
}

/// Where `reports` holds the path, which is only known when a dataset is put together.
pub const PATH: usize = 1;

pub const REPORTS: usize = 0;

pub const TABLES: [Table; 7] = [
    Table {
        name: "reports",
        zh: "报告：一份文件一行",
        en: "reports: a row a file",
        columns: &[
            REPORT,
            text("path", "路径，照命令行所给", "path, as given on the command line"),
            text("format", "格式：text、markdown、docx、xlsx", "format of the file"),
            text("encoding", "编码", "encoding"),
            int("text_chars", "文字总字数", "length of the text in characters"),
            text("title", "标题", "title"),
            text("unit", "单位，照原文", "unit as printed"),
            int("unit_start", "单位名称的起点", "first character of the unit's name"),
            int("unit_end", "单位名称的终点", "end of the unit's name"),
            text("unit_name", "单位名称，去掉空格与“（本级）”等", "unit without blanks and additions"),
            text(
                "unit_id",
                "单位标识：印出的各级，如 川阳市/龙湖区/柳溪街道；按它连接各年各街道",
                "id of the unit: every printed level; join years and streets by it",
            ),
            text(
                "unit_short",
                "单位短标识：最低两级，如 龙湖区/柳溪街道；有的年份没有印市名时用它（全国范围内可能重名）",
                "short id: the two lowest levels, for years that leave out the city (not unique nation-wide)",
            ),
            text("province", "省", "province"),
            text("city", "市", "city"),
            text("district", "区县", "district or county"),
            text("street", "街道、乡镇", "street or town"),
            text("organ", "机构", "organ"),
            text("unit_kind", "单位类别代码：street、township、bureau …", "kind of unit, code"),
            text("unit_kind_name", "单位类别", "kind of unit, in Chinese"),
            int("year", "报告年度", "year of the report"),
            int("year_start", "年度的起点", "first character of the year"),
            int("year_end", "年度的终点", "end of the year"),
            text(
                "report_kind",
                "报告类别代码：overall 整体支出、project 项目支出、form 自评表、final 决算 …",
                "kind of report, code",
            ),
            text("report_kind_name", "报告类别", "kind of report, in Chinese"),
            decimal(
                "total_score",
                "自评总分；前后不一时为空",
                "total score; empty where the report contradicts itself",
            ),
            int("total_score_figure_no", "总分是哪个数字", "the figure that states the total score"),
            text("grade", "自评等级", "grade"),
            int(
                "figures",
                "数字个数（不含日期、文号、序号）",
                "number of figures, dates and other digits apart",
            ),
            int("tied", "相符的数字", "figures in relations that hold"),
            int("doubtful", "存疑的数字", "figures in relations that fail"),
            int("bounded", "只有上下限关系的数字", "figures in inequalities only"),
            int("unchecked", "见到关系但无法核对的数字", "figures in relations that could not be computed"),
            int("untied", "未入任何关系的数字", "figures in no relation"),
            int("checks_held", "相符的关系", "relations that hold"),
            int("checks_failed", "不符的关系", "relations that fail"),
            int("checks_unknown", "无法核对的关系", "relations that could not be computed"),
            int("errors", "错误", "findings: errors"),
            int("warnings", "警告", "findings: warnings"),
            int("notes", "提示", "findings: notes"),
            text("error", "未能读取的原因", "why the file could not be read, in Chinese"),
            text("notices", "读取时遇到的情况", "what reading met, in Chinese"),
        ],
        key: &["report"],
        links: &[],
    },
    Table {
        name: "sections",
        zh: "章节：一个标题一行",
        en: "sections: a row a heading",
        columns: &[
            REPORT,
            int("section_no", "章节号，从 1 数", "number, from 1"),
            int("parent_no", "上级章节", "section above"),
            int("level", "层级，从 1 数", "level, from 1"),
            text("number", "标题序号，如 （一）", "number as printed"),
            text("title", "标题", "title"),
            text("path", "各级序号与标题", "numbers above and the title"),
            START,
            END,
            QUOTE,
            LINE,
        ],
        key: &["report", "section_no"],
        links: &[by_report(), (&["report", "parent_no"], "", &["report", "section_no"])],
    },
    Table {
        name: "figures",
        zh: "数字：文中每一个数一行",
        en: "figures: a row for every number in the text",
        columns: &[
            REPORT,
            int("figure_no", "数字号，从 1 数", "number, from 1"),
            START,
            END,
            QUOTE,
            LINE,
            COLUMN,
            PARAGRAPH,
            TABLE,
            ROW,
            COL,
            SHEET,
            CELL,
            STORY,
            SECTION,
            text(
                "kind",
                "种类：amount 金额、percent 百分比、score 分值、count 数量、date 日期 …",
                "kind: amount, percent, point, score, count, measure, multiple, number, date, docno, ordinal, identifier, outline, slogan, phone",
            ),
            flag(
                "is_figure",
                "是不是数字（日期、文号、序号等不是）",
                "false for dates, document numbers and other digits",
            ),
            decimal("value", "数值，照原文的单位", "value in the printed unit"),
            text(
                "value_exact",
                "数值的精确写法：小数，或分数 1/3",
                "the value exactly: a decimal, or a fraction 1/3",
            ),
            text("unit", "单位，照原文", "unit as printed"),
            decimal("base_value", "数值，化为基本单位（元、%、分、个 …）", "value in the base unit"),
            text("base_exact", "基本单位数值的精确写法", "the base value exactly"),
            text("base_unit", "基本单位", "base unit"),
            decimal("upper", "区间的上限，照原文的单位", "upper end of a range, in the printed unit"),
            int("places", "印出几位小数", "decimal places as printed"),
            text("qualifier", "约、余、以上等", "qualifier as printed"),
            flag("inherited", "单位来自表头或表题", "the unit comes from a head or caption"),
            text("label", "它叫什么", "what it is called"),
            text(
                "attribute",
                "标准事项代码，如 budget.adjusted 全年预算、executed 执行数",
                "standard attribute, code",
            ),
            text("attribute_name", "标准事项", "standard attribute, in Chinese"),
            text("scope", "资金范围代码", "fund or other scope, code"),
            text(
                "stand",
                "level 存量、change 增减、previous 上期、average 平均、base 基数",
                "level, change, previous, average, base",
            ),
            int("period", "句中所说的年份", "year that its sentence names"),
            text(
                "status",
                "tied 相符、doubtful 存疑、bounded 只有上下限、unchecked 无法核对、untied 未入关系",
                "tied, doubtful, bounded, unchecked, untied",
            ),
            text("reason", "无法核对的原因", "why it is unchecked, in Chinese"),
            text("malformed", "写法的毛病", "what is malformed in its writing, in Chinese"),
        ],
        key: &["report", "figure_no"],
        links: &[by_report(), by_section()],
    },
    Table {
        name: "indicators",
        zh: "指标：一个打分指标一行",
        en: "indicators: a row a scored indicator",
        columns: &[
            REPORT,
            int("indicator_no", "指标号，从 1 数", "number, from 1"),
            int("parent_no", "上级指标", "indicator above"),
            text("name_printed", "名称，照原文", "name as printed"),
            text(
                "name",
                "标准名称；没有归到标准名称的，是去掉编号和括号的原名",
                "standard name, or else the printed one without number and brackets",
            ),
            text(
                "indicator_id",
                "标准指标代码；没有归到标准名称的为空",
                "standard indicator, code; empty for one that no pattern knows",
            ),
            text(
                "source",
                "出自 table 表、heading 标题、sentence 句子",
                "read from a table, a heading, or a sentence",
            ),
            decimal("full_mark", "分值（满分）", "full mark"),
            int("full_figure_no", "满分是哪个数字", "the figure of the full mark"),
            decimal("score", "得分", "score"),
            int("score_figure_no", "得分是哪个数字", "the figure of the score"),
            text("target", "目标值，照原文", "target as printed"),
            int("target_figure_no", "目标值是哪个数字", "the figure of the target"),
            text("actual", "实际完成值，照原文", "actual value as printed"),
            int("actual_figure_no", "实际完成值是哪个数字", "the figure of the actual value"),
            START,
            END,
            QUOTE,
            LINE,
            COLUMN,
            PARAGRAPH,
            TABLE,
            ROW,
            COL,
            SHEET,
            CELL,
            STORY,
            SECTION,
        ],
        key: &["report", "indicator_no"],
        links: &[
            by_report(),
            by_section(),
            (&["report", "parent_no"], "", &["report", "indicator_no"]),
            by_figure(&["report", "full_figure_no"]),
            by_figure(&["report", "score_figure_no"]),
        ],
    },
    Table {
        name: "checks",
        zh: "关系：核对过的每一条勾稽关系一行",
        en: "checks: a row a relation that was recomputed",
        columns: &[
            REPORT,
            int("check_no", "关系号，从 1 数", "number, from 1"),
            text("rule", "规则", "rule"),
            text("formula", "算式", "formula, in Chinese"),
            text(
                "relation",
                "怎样才算相符：sums 合计、rounds 修约、equals 相等、at_most 不大于 …",
                "how the result must stand to the computed value",
            ),
            text(
                "verdict",
                "结论：exact、rounded、within、tail、truncated、double-rounded、ceiled、slip、wrong、unknown",
                "verdict",
            ),
            flag("holds", "是否相符；无法核对为空", "whether it holds; empty when unknown"),
            decimal("computed", "算得，基本单位", "computed value in the base unit"),
            text("computed_exact", "算得的精确写法：小数或分数", "the computed value exactly"),
            text(
                "computed_shown",
                "算得，化为结果的单位，末尾截断",
                "the computed value in the unit of the result, cut",
            ),
            text("printed", "报告所写", "the result as printed"),
            text("expected", "应为", "what it should have been"),
            text("reason", "无法核对的原因，或是哪一种错法", "why it is unknown, or which slip, in Chinese"),
            text("severity", "规则的级别", "severity of the rule"),
            text(
                "link",
                "把握：certain 明说、likely 很可能、guess 推测",
                "how sure the link between the figures is",
            ),
            int("result_figure_no", "结果是哪个数字", "the figure of the result"),
            START,
            END,
            QUOTE,
            LINE,
            COLUMN,
            PARAGRAPH,
            TABLE,
            ROW,
            COL,
            SHEET,
            CELL,
            STORY,
            SECTION,
        ],
        key: &["report", "check_no"],
        links: &[by_report(), by_section(), by_figure(&["report", "result_figure_no"])],
    },
    Table {
        name: "operands",
        zh: "算项：每条关系里的每一个数一行",
        en: "operands: a row for each term of a check",
        columns: &[
            REPORT,
            int("check_no", "关系号", "check"),
            int("operand_no", "算项号，从 1 数", "number, from 1"),
            text("role", "它在关系里是什么", "role"),
            int("figure_no", "是哪个数字；日期和文字为空", "the figure; empty for dates and texts"),
            START,
            END,
            QUOTE,
        ],
        key: &["report", "check_no", "operand_no"],
        links: &[by_report(), by_check(), by_figure(&["report", "figure_no"])],
    },
    Table {
        name: "findings",
        zh: "疑点：一处问题一行",
        en: "findings: a row a doubt",
        columns: &[
            REPORT,
            int("finding_no", "疑点号，从 1 数", "number, from 1"),
            text("fingerprint", "指纹：不含位置，别处改动不变", "fingerprint without positions"),
            text("rule", "规则", "rule"),
            text("rule_name", "规则的英文名", "name of the rule"),
            text("severity", "error 错误、warning 警告、note 提示", "error, warning, note"),
            text("confidence", "把握：high、medium、low", "high, medium, low"),
            text("verdict", "结论", "verdict"),
            text("message", "说明", "message, in Chinese"),
            text("formula", "算式", "formula, in Chinese"),
            text("computed", "算得", "computed value, as shown to people"),
            text("printed", "报告所写", "as printed"),
            text("expected", "应为", "what it should have been"),
            int("check_no", "出自哪条关系", "the check that it comes from"),
            int("root_no", "由哪一处疑点得出", "the finding that it follows from"),
            START,
            END,
            QUOTE,
            LINE,
            COLUMN,
            PARAGRAPH,
            TABLE,
            ROW,
            COL,
            SHEET,
            CELL,
            STORY,
            SECTION,
        ],
        key: &["report", "finding_no"],
        links: &[
            by_report(),
            by_section(),
            by_check(),
            (&["report", "root_no"], "", &["report", "finding_no"]),
        ],
    },
];

/// What a dataset is, in both languages.
pub const TITLE: (&str, &str) = ("绩效自评报告核对数据集", "Audited performance self-evaluation reports");
pub const ABOUT: (&str, &str) = (
    "勾稽（gouji）从预算绩效自评报告中读出的数字、指标和勾稽关系，每一行都写明出自哪份文件的哪一处。",
    "Figures, indicators and recomputed relations that gouji read from performance self-evaluation reports; every row \
     names the file and the place that it comes from.",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_links_are_columns() {
        for table in TABLES {
            let has = |t: &Table, c: &&str| t.columns.iter().any(|k| k.name == *c);
            assert!(table.key.iter().all(|c| has(&table, c)), "{}", table.name);
            let mut names: Vec<_> = table.columns.iter().map(|c| c.name).collect();
            names.sort_unstable();
            assert!(names.windows(2).all(|w| w[0] != w[1]), "{}", table.name);
            for (own, other, theirs) in table.links {
                let target = TABLES.iter().find(|t| t.name == *other).unwrap_or(&table);
                assert!(own.iter().all(|c| has(&table, c)) && theirs.iter().all(|c| has(target, c)));
            }
        }
        assert_eq!(TABLES[REPORTS].columns[PATH].name, "path");
    }
}
