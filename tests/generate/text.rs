//! The words and figures of a made-up report.

use super::{Block, Random, Report};

/// Units; each writes a report a year.
const UNITS: u64 = 2000;

const PLACE: &[&str] = &[
    "川", "岭", "泽", "沅", "浦", "岚", "渠", "汀", "榕", "柏", "溪", "垭", "坪", "潭", "淮", "栖", "霁",
    "漳", "皋", "澧",
];
const LEAD: &[&str] = &[
    "柳", "桐", "荷", "松", "清", "龙", "石", "云", "凤", "白", "青", "玉", "雁", "竹", "枫", "梅", "沙",
    "金", "银", "碧",
];
/// Characters of the words that nobody else uses; none is a numeral or a unit.
const LOOSE: &str = "安保标才参策产畅潮撑程创淳促达党导灯帝典调动督端防飞丰扶改岗革根耕巩固贯光规海航合衡宏护化环汇活基激集技健江匠交教接节解紧进经景净久聚开康抗空库宽来劳立联良粮林流路绿明末内凝农排培配平齐旗启强勤轻情趣权群热仁融如润塞森善商深升生施时实势事试守舒树爽顺思泰探提体通统途团推托完望维文稳物息习喜先贤现相协新兴行修序学循压研养业移艺议阴迎营永用优育源远愿运造展张真振整支知执植志质治众主筑转装追准卓资自宗综走组";
const DO: &[&str] = &[
    "开展", "组织", "推进", "完成", "实施", "举办", "建立", "落实", "打造", "优化", "升级", "整合", "梳理",
    "排查", "走访", "培育",
];
const WHAT: &[&str] = &[
    "活动",
    "项目",
    "阵地",
    "机制",
    "平台",
    "品牌",
    "清单",
    "台账",
    "宣讲",
    "培训",
    "巡查",
    "服务",
    "示范点",
    "队伍",
];
const LINK: &[&str] = &["同时", "此外", "在此基础上", "与此同时", "另外", "进一步", "着力", "持续"];

struct Pen {
    r: Random,
    loose: Vec<char>,
}

impl Pen {
    /// A word that hardly any other report has.
    fn word(&mut self) -> String {
        let n = self.loose.len() as i64 - 1;
        (0..2).map(|_| self.loose[self.r.range(0, n) as usize]).collect()
    }

    fn name(&mut self) -> String {
        format!("{}{}", self.r.pick(LEAD), self.r.pick(PLACE))
    }

    /// "围绕…，开展…活动12场次，覆盖…人": a sentence of work with counts that stand in no relation.
    fn work(&mut self) -> String {
        let (a, b, c) = (self.word(), self.word(), self.word());
        let (d, e) = (self.r.pick(DO), self.r.pick(WHAT));
        let (n, m, k) = (self.r.range(3, 240), self.r.range(11, 980), self.r.range(5, 64));
        let link = self.r.pick(LINK);
        match self.r.range(0, 4) {
            0 => format!("围绕{a}{b}，{d}{c}{e}{n}个，惠及{a}群众{m}人次。"),
            1 => format!("{link}{d}{a}{e}{k}次，{b}{c}工作得到{a}认可。"),
            2 => format!("{d}{a}{b}{e}，走访{c}居民{m}户，发现并处理{b}隐患{n}处。"),
            3 => format!("{link}在{a}片区{d}{b}{e}，{c}覆盖面不断扩大，参与人员{m}人。"),
            _ => format!("以{a}{b}为抓手，{d}{c}{e}{k}场，{b}氛围日益浓厚。"),
        }
    }
}

/// 12345 → 123.45.
pub fn money(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// a ÷ b in per cent with two places, rounded half up, in hundredths.
fn rate(a: i64, b: i64) -> i64 {
    (a * 20_000 + b) / (2 * b)
}

/// Parts of a whole, none of them empty.
fn split(r: &mut Random, whole: i64, parts: i64) -> Vec<i64> {
    let mut left = whole;
    let mut all = Vec::new();
    for i in 0..parts - 1 {
        let share = left / (parts - i);
        let part = r.range(share / 2, share * 3 / 2).max(1);
        all.push(part);
        left -= part;
    }
    all.push(left);
    all
}

pub fn report(seed: u64, number: u64) -> Report {
    let (unit_no, year) = (number % UNITS, 2019 + (number / UNITS) as i64 % 6);
    let mut names = Pen { r: Random::new(seed ^ (unit_no << 20) ^ 0xA5A5), loose: LOOSE.chars().collect() };
    let (city, district, street) = (names.name(), names.name(), names.name());
    let unit = format!("{city}市{district}区{street}街道办事处");
    let mut pen =
        Pen { r: Random::new(seed ^ number.wrapping_mul(0x2545_F491_4F6C_DD1D)), loose: names.loose };
    let stem = format!("{:03}/{unit_no:05}-{year}", unit_no / 20);
    let blocks = blocks(&mut pen, &unit, &street, year);
    Report { stem, unit, year, blocks }
}

fn blocks(pen: &mut Pen, unit: &str, street: &str, year: i64) -> Vec<Block> {
    let mut out = Vec::new();
    let planted = if pen.r.chance(8) { pen.r.range(1, 4) } else { 0 };
    let mut say = |text: String| out.push(Block::Paragraph(text));
    say(unit.to_owned());
    say(format!("{year}年度部门整体支出绩效自评报告"));
    say("一、部门概况".to_owned());
    say("（一）机构人员".to_owned());
    let (a, b) = (pen.r.range(20, 60), pen.r.range(20, 70));
    say(format!(
        "{street}街道核定编制{}名，其中行政编制{a}名、事业编制{b}名。辖区面积{}.{}平方公里，{}{}",
        a + b,
        pen.r.range(5, 60),
        pen.r.range(1, 9),
        pen.word(),
        pen.work()
    ));
    say("（二）主要职能".to_owned());
    let functions: String = (0..3).map(|_| pen.work()).collect();
    say(functions);
    let budget = pen.r.range(300_000, 1_200_000);
    let money_lines = spending(pen, budget, planted);
    money_lines.paragraphs.into_iter().for_each(&mut say);
    say("三、重点工作完成情况".to_owned());
    let count = pen.r.range(6, 9);
    for i in 0..count {
        say(format!(
            "（{}）{}{}",
            ["一", "二", "三", "四", "五", "六", "七", "八", "九"][i as usize],
            pen.word(),
            pen.word()
        ));
        let text: String = (0..pen.r.range(5, 9)).map(|_| pen.work()).collect();
        say(text);
    }
    say("四、绩效指标得分情况".to_owned());
    let scores = Scores::new(pen, money_lines.rate);
    out.push(Block::Table(scores.table.clone()));
    let mut say = |text: String| out.push(Block::Paragraph(text));
    say("五、自评结论".to_owned());
    let total = scores.total + if planted == 4 { 100 } else { 0 };
    say(format!("{street}街道{year}年度部门整体支出绩效自评总得分{}分，评价等级为“优”。", points(total)));
    say("六、存在问题".to_owned());
    for mark in ["一是", "二是", "三是"] {
        let (a, b, c) = (pen.word(), pen.word(), pen.word());
        say(format!("{mark}{a}{b}工作{c}衔接不够，{b}的{a}水平有待提高。"));
    }
    out
}

struct Money {
    paragraphs: Vec<String>,
    /// Execution rate in hundredths of a per cent.
    rate: i64,
}

fn spending(pen: &mut Pen, budget: i64, planted: i64) -> Money {
    let spent = budget - pen.r.range(budget / 60, budget / 16);
    let initial = budget - pen.r.range(budget / 20, budget / 9);
    let basic = spent * pen.r.range(25, 45) / 100;
    let (basic_rate, project_rate) = (rate(basic, spent), 10_000 - rate(basic, spent));
    let done = rate(spent, budget) + if planted == 1 { 100 } else { 0 };
    let sources = split(&mut pen.r, budget, 3);
    let kinds = split(&mut pen.r, spent, 6);
    let staff = basic * pen.r.range(70, 90) / 100;
    let off = if planted == 2 { 1000 } else { 0 };
    let mut p = vec!["二、部门资金收支情况".to_owned(), "（一）收入情况".to_owned()];
    p.push(format!(
        "年初预算{}万元，年中追加{}万元，全年预算（调整后）{}万元。按来源分：一般公共预算财政拨款{}万元，政府性基金预算财政拨款{}万元，上年结转{}万元。",
        money(initial), money(budget - initial), money(budget), money(sources[0]), money(sources[1]), money(sources[2])
    ));
    p.push("（二）支出情况".to_owned());
    p.push(format!(
        "全年支出合计{}万元，其中基本支出{}万元，占{}%；项目支出{}万元，占{}%。基本支出中，人员经费{}万元、日常公用经费{}万元。",
        money(spent), money(basic), money(basic_rate), money(spent - basic + off), money(project_rate), money(staff), money(basic - staff)
    ));
    let names = [
        "一般公共服务支出",
        "社会保障和就业支出",
        "卫生健康支出",
        "城乡社区支出",
        "农林水支出",
        "住房保障支出",
    ];
    let list: Vec<String> = names.iter().zip(&kinds).map(|(n, k)| format!("{n}{}万元", money(*k))).collect();
    p.push(format!("支出按功能分类构成为：{}。{}", list.join("，"), pen.work()));
    p.push("（三）预算执行与结余".to_owned());
    let (left, carry) = (budget - spent, rate(budget - spent, budget));
    p.push(format!(
        "以调整后全年预算{}万元为基数，全年实际支出{}万元，预算执行率{}%。年末结转和结余{}万元，结转结余率{}%。",
        money(budget), money(spent), money(done), money(left), money(carry)
    ));
    p.push("（四）“三公”经费".to_owned());
    let (plan, car, guest) = (pen.r.range(900, 2400), pen.r.range(300, 600), pen.r.range(80, 280));
    let used = car + guest + if planted == 3 { 90 } else { 0 };
    p.push(format!(
        "全年“三公”经费预算{}万元，实际支出{}万元，其中公务用车运行维护费{}万元，公务接待费{}万元。{}",
        money(plan),
        money(used),
        money(car),
        money(guest),
        pen.work()
    ));
    Money { paragraphs: p, rate: rate(spent, budget) }
}

struct Scores {
    table: Vec<Vec<String>>,
    /// In hundredths.
    total: i64,
}

/// Hundredths of a point without useless noughts.
fn points(n: i64) -> String {
    let text = money(n);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

impl Scores {
    fn new(pen: &mut Pen, rate: i64) -> Self {
        let heads = ["一级指标", "三级指标", "分值", "年度指标值", "实际完成值", "得分"];
        let mut table = vec![heads.map(str::to_owned).to_vec()];
        let mut total = 0;
        let mut row = |group: &str, name: String, full: i64, target: String, actual: String, score: i64| {
            total += score;
            table.push(vec![group.to_owned(), name, points(full * 100), target, actual, points(score)]);
        };
        row(
            "预算执行",
            "预算执行率".to_owned(),
            10,
            "≥95%".to_owned(),
            format!("{}%", money(rate)),
            (rate * 10 + 50) / 100,
        );
        for i in 0..5 {
            let n = pen.r.range(10, 400);
            let (a, b) = (pen.word(), pen.word());
            let short = if pen.r.chance(4) { pen.r.range(1, n / 8 + 1) } else { 0 };
            let actual = if short > 0 { n - short } else { n + i };
            // Full mark × actual ÷ target, rounded half up to two places.
            let score = if short > 0 { (2000 * actual + n) / (2 * n) } else { 1000 };
            row(
                "产出指标",
                format!("{a}{b}{}数量", pen.r.pick(WHAT)),
                10,
                format!("≥{n}个"),
                format!("{actual}个"),
                score,
            );
        }
        for name in ["社会效益", "生态效益", "可持续影响"] {
            let lost = pen.r.range(0, 12) * 10;
            row("效益指标", name.to_owned(), 10, "提升".to_owned(), "有所提升".to_owned(), 1000 - lost);
        }
        row(
            "满意度指标",
            "服务对象满意度".to_owned(),
            10,
            "≥90%".to_owned(),
            format!("{}%", pen.r.range(90, 99)),
            1000,
        );
        table.push(["合计", "", "100", "", "", &points(total)].map(str::to_owned).to_vec());
        Self { table, total }
    }
}
