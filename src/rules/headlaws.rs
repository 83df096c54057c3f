//! Laws that the heads of a table tell in full: 合同价 − 已支付 = 未支付, 台数 × 每台补贴 = 补贴金额. One row is enough. Claims of AMT010.

use super::{Out, kit, measure};
use crate::facts::{Facts, MentionId, Row, RowKind, Sheet};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Stance};
use crate::num;

/// How a column of a law comes in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Plus,
    Minus,
    Times,
}
use Sign::{Minus, Plus, Times};

/// What the heads of the result, and of its members in order, begin with.
struct Law {
    result: &'static [&'static str],
    members: &'static [(Sign, &'static [&'static str])],
}

impl Law {
    fn is_product(&self) -> bool {
        self.members.iter().any(|m| m.0 == Times)
    }
}

const LAWS: &[Law] = &[
    Law {
        result: &["年末结余", "年末结转", "期末结余", "结转下年", "结余"],
        members: &[
            (Plus, &["上年结转", "年初结转", "年初结余", "期初结余", "上年结余"]),
            (
                Plus,
                &[
                    "本年到位",
                    "本年收入",
                    "本年下达",
                    "本年预算",
                    "本年安排",
                    "当年到位",
                    "当年收入",
                    "本年拨入",
                ],
            ),
            (Minus, &["本年支出", "本年使用", "当年支出", "本年支付", "累计支出"]),
        ],
    },
    Law {
        result: &["年末", "期末"],
        members: &[
            (Plus, &["年初", "期初", "上年末"]),
            (
                Plus,
                &[
                    "本年增加",
                    "本期增加",
                    "增加",
                    "新增",
                    "本年新增",
                    "本期新增",
                    "轮入",
                    "入库",
                    "购入",
                    "调入",
                ],
            ),
            (Minus, &["本年减少", "本期减少", "减少", "本期处置", "处置", "轮出", "出库", "报废", "调出"]),
        ],
    },
    Law {
        result: &["全年", "合计", "年度合计"],
        members: &[
            (Plus, &["一季度", "第一季度"]),
            (Plus, &["二季度", "第二季度"]),
            (Plus, &["三季度", "第三季度"]),
            (Plus, &["四季度", "第四季度"]),
        ],
    },
    Law {
        result: &["人天", "人日", "培训人天", "总课时"],
        members: &[(Plus, &["人数", "培训人数"]), (Times, &["天数", "培训天数", "课时"])],
    },
    Law {
        result: &["未支付", "未付", "尚欠", "尚未支付", "应付未付"],
        members: &[
            (Plus, &["合同价", "合同金额", "合同总价", "结算价", "审定价"]),
            (Minus, &["已支付", "已付", "累计支付"]),
        ],
    },
    Law {
        result: &["全年", "合计", "年度合计"],
        members: &[(Plus, &["春季", "上半年"]), (Plus, &["秋季", "下半年"])],
    },
    Law {
        result: &["差额", "结余", "节余", "剩余", "未支出", "未执行", "结余资金"],
        members: &[
            (Plus, &["预算", "全年预算", "调整预算", "预算安排", "到位资金", "下达资金", "实际到位"]),
            (Minus, &["决算", "执行", "支出", "实际支出", "全年执行", "实际执行", "已支出", "使用"]),
        ],
    },
    Law {
        result: &[
            "补贴金额",
            "补助金额",
            "金额",
            "小计",
            "合计金额",
            "发放金额",
            "兑付金额",
            "总价",
            "补助资金",
            "补贴资金",
            "支出",
            "投资",
        ],
        members: &[
            (
                Plus,
                &[
                    "数量",
                    "台数",
                    "人数",
                    "户数",
                    "面积",
                    "补贴面积",
                    "种植面积",
                    "实施面积",
                    "株数",
                    "座数",
                    "套数",
                    "里程",
                    "次数",
                    "场次",
                    "天数",
                ],
            ),
            (Times, &["单价", "每台", "每人", "每户", "每亩", "补助标准", "补贴标准", "标准"]),
        ],
    },
];

pub(super) fn run(facts: &Facts, out: &mut Out) {
    for sheet in &facts.sheets {
        out.claims.extend(sheet.rows.iter().filter_map(|row| spelled(facts, sheet, row)));
        for law in LAWS.iter().filter(|_| !is_noted(sheet)) {
            let made: Vec<(Claim, bool)> =
                sheet.rows.iter().filter_map(|row| claim(facts, sheet, row, law)).collect();
            let held = made.iter().filter(|c| c.1).count();
            let failed = made.len() - held;
            // 数量, 单价, 金额 of several months: a product needs rows that bear it out.
            let borne = if law.is_product() { failed <= 1 && held > 1 } else { failed <= held.max(1) };
            out.claims.extend(made.into_iter().map(|c| c.0).filter(|_| borne));
        }
    }
}

/// 单位成本（支出÷完成量）: the head says of which columns it is.
fn spelled(facts: &Facts, sheet: &Sheet, row: &Row) -> Option<Claim> {
    const NAMED: usize = 2;
    let quotient = |head: &str| {
        let inside = head.split_once(['（', '('])?.1.trim_end_matches(['）', ')']).to_owned();
        let (a, b) = inside.split_once(['÷', '/'])?;
        let named = |n: &str| n.chars().count() >= NAMED && n.chars().all(|c| kit::han(&c));
        (named(a) && named(b)).then(|| (a.to_owned(), b.to_owned()))
    };
    let (result, (a, b)) = row.cells.iter().find_map(|c| Some((*c, quotient(sheet.head(row.band, c.0))?)))?;
    let called = |name: &str| {
        let head =
            |col: u32| sheet.head(row.band, col).split(['（', '(']).next().unwrap_or_default().to_owned();
        let named = |h: String| h.contains(name) && !h.ends_with(['率', '比']);
        let mut found = row.cells.iter().filter(|c| c.0 != result.0 && named(head(c.0)));
        found.next().filter(|_| found.next().is_none()).map(|c| c.2)
    };
    let ids = [called(&a)?, called(&b)?];
    let r = &facts.mentions[result.2];
    let [x, y] = ids.map(|i| &facts.mentions[i]);
    let fits = [x, y, r].iter().all(|m| kit::exact(m)) && r.kind != Kind::Percent && x.base != y.base;
    let mut operands = vec![kit::role(&a, x), kit::role(&b, y)];
    operands[1].candidates.iter_mut().for_each(measure::count);
    let title = format!("{}单位数", row.label);
    let expr = Expr::over(Expr::Arg(0), Expr::Arg(1));
    let claim = Claim::new("AMT010", expr, Relation::Rounds, operands, kit::role(&title, r)).formal();
    let claim = claim.formula(format!("{}：{a} ÷ {b}", row.label)).stance(Stance::Stated).link(Link::Likely);
    fits.then_some(claim)
}

/// The only figure of a row under such a head.
fn column(sheet: &Sheet, row: &Row, heads: &[&str], product: bool) -> Option<(MentionId, String)> {
    let head = |col: u32| sheet.head(row.band, col).trim_start_matches("其中");
    // 年末原值, 未付数, 春季人数; not 全年预算.
    const TAILS: &[&str] = &[
        "",
        "数",
        "额",
        "金额",
        "余额",
        "原值",
        "人数",
        "人次",
        "数量",
        "补贴",
        "补助",
        "标准",
        "结余",
        "结转",
        "结转结余",
        "库存",
        "库存量",
    ];
    let bare = |col: u32| head(col).split(['（', '(']).next().unwrap_or_default().to_owned();
    // 养护里程, 养护单价, 支出金额: rows bear a product out.
    let named = |col: u32| {
        let bare = bare(col);
        let fits = |w: &&str| bare.strip_prefix(w).is_some_and(|t| TAILS.contains(&t));
        heads.iter().any(|w| fits(w) || product && bare.ends_with(w))
    };
    let mut found = row.cells.iter().filter(|c| named(c.0));
    let one = found.next().filter(|_| found.next().is_none())?;
    Some((one.2, bare(one.0)))
}

/// The relation of a row, and whether it holds.
fn claim(facts: &Facts, sheet: &Sheet, row: &Row, law: &Law) -> Option<(Claim, bool)> {
    let product = law.is_product();
    let (result, title) = column(sheet, row, law.result, product)?;
    let members: Vec<(MentionId, String)> =
        law.members.iter().map(|m| column(sheet, row, m.1, product)).collect::<Option<_>>()?;
    let r = &facts.mentions[result];
    let fits = |i: MentionId| {
        let m = &facts.mentions[i];
        kit::exact(m) && (product || m.base == r.base) && m.kind != Kind::Percent
    };
    let ids = || members.iter().map(|m| m.0);
    let apart = ids().all(|i| i != result)
        && (1..members.len()).all(|k| members[..k].iter().all(|m| m.0 != members[k].0));
    // A mean of all, a total of standards.
    let summed = product && row.kind != RowKind::Plain;
    if !ids().chain([result]).all(fits) || !apart || summed {
        return None;
    }
    // 年初、增加、减少、其他变动、年末: more than the law knows of.
    let span = row.cells.iter().filter(|c| c.2 > members[0].0 && c.2 < result).count();
    let more = !product && span + 1 > members.len() && members[0].0 < result;
    // 四个季度的人数, 各期的人天: those of all are not their sum, or there are several of each.
    let people = law.result.contains(&"全年") && r.base == "人";
    let several = law.result.contains(&"人天")
        && row.cells.iter().any(|c| {
            ["期数", "场次", "班次", "次数", "班数"].iter().any(|w| sheet.head(row.band, c.0).contains(w))
        });
    // 上年结转 | 预算数 | 决算数 | 结余: there was more to spend.
    let stock = law.result.contains(&"差额")
        && row.cells.iter().any(|c| {
            let head = sheet.head(row.band, c.0);
            c.2 != result && ["结转", "调剂", "收回", "上年", "追加", "上缴"].iter().any(|w| head.contains(w))
        });
    if more || people || several || stock {
        return None;
    }
    let mut operands: Vec<_> = members.iter().map(|(i, n)| kit::role(n, &facts.mentions[*i])).collect();
    if product {
        operands[0].candidates.iter_mut().for_each(measure::count);
    }
    let value = |k: usize| {
        if product && k == 0 {
            measure::value(&facts.mentions[members[0].0])
        } else {
            kit::value(&facts.mentions[members[k].0])
        }
    };
    let (mut expr, mut words, mut sum) = (Expr::Arg(0), members[0].1.clone(), value(0));
    for (k, (sign, _)) in law.members.iter().enumerate().skip(1) {
        let (next, mark) = (Expr::Arg(k), [" + ", " − ", " × "][*sign as usize]);
        expr = match sign {
            Plus => Expr::sum_of(expr, next),
            Minus => Expr::minus(expr, next),
            Times => Expr::times(expr, next),
        };
        let of = [num::add, num::sub, num::mul][*sign as usize];
        sum = sum.zip(value(k)).and_then(|(a, b)| of(a, b));
        words.push_str(mark);
        words.push_str(&members[k].1);
    }
    // 9台 at 54.03 for 486.30: the price is rounded.
    let price = &facts.mentions[members[members.len() - 1].0];
    let rounded = || {
        let each = num::div(kit::value(r)?, value(0)?)?;
        num::to_step(each, price.term.quantity()?.step)
    };
    if product && sum != kit::value(r) && price.term.places > 0 && rounded() == kit::value(price) {
        return None;
    }
    let relation = if product { Relation::Rounds } else { Relation::Sums };
    let claim =
        Claim::new("AMT010", expr, relation, operands, kit::role(&format!("{}{title}", row.label), r));
    let claim = claim.formula(format!("{}：{title} = {words}", row.label)).formal();
    let holds = sum.is_some() && sum == kit::value(r);
    // 差额 taken the other way round, or without its sign.
    if sum.map(|s| -s) == kit::value(r) && !holds {
        return None;
    }
    Some((claim.stance(Stance::Stated).link(Link::Likely), holds))
}

/// 注：含退回5万元; 其中1万元由财政收回; 3月起提标; 九折优惠: what the words around a table tell besides.
pub(super) fn is_noted(sheet: &Sheet) -> bool {
    const BACK: &[&str] = &[
        "退回",
        "收回",
        "上缴",
        "核销",
        "核减",
        "调剂",
        "利息",
        "提标",
        "减半",
        "折旧",
        "扣除",
        "另",
        "上限",
        "封顶",
        "让利",
        "赠",
        "增发",
        "剔除",
        "去重",
        "自理",
        "免收",
        "停课",
        "停工",
        "半日",
        "半天",
        "不合格",
        "只发",
        "误入",
        "各少",
        "少一天",
        "少1天",
        "安装",
        "辅材",
        "阶梯",
        "优惠",
        "减免",
        "补发",
        "多发",
    ];
    let words = sheet.beside.replace("折算", "").replace("折合", "");
    words.contains('折') || BACK.iter().any(|w| words.contains(w))
}
