//! Text → figures, by hand. A row gives a text and what it must yield, in order:
//! "kind value unit qualifier", a range as "low..high", trailing blanks left out. Digits with another job are
//! "kind text".

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use gouji::document::{Block, BlockKind, Document, Story};
use gouji::figure::{Figure, Value};
use gouji::span::Span;
use proptest::prelude::*;
use std::sync::LazyLock;

static SCHEME: LazyLock<gouji::scheme::Scheme> = LazyLock::new(|| gouji::pattern::builtin().unwrap());

fn document(text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches('\n');
        let span = Span::new(at, at + body.len());
        let block = Block { span, kind: BlockKind::Paragraph, story: Story::Body, level: None, label: None };
        blocks.extend((!body.trim().is_empty()).then_some(block));
        at += line.len();
    }
    Document { text: text.to_owned(), blocks, ..Document::default() }
}

fn figures(text: &str) -> Vec<Figure> {
    let flow = gouji::layout::read(&document(text));
    gouji::figure::read(&flow, &SCHEME)
}

fn number(value: Value) -> String {
    match value {
        Value::Decimal(d) => d.to_string(),
        Value::Fraction(r) => r.to_string(),
    }
}

fn shown(f: &Figure, text: &str) -> String {
    if !f.kind.is_figure() {
        return format!("{} {}", f.kind.name(), f.span.of(text));
    }
    let upper = f.upper.map_or_else(String::new, |u| format!("..{}", number(u)));
    let value = format!("{}{upper}", number(f.value));
    let parts = [f.kind.name(), &value, &f.unit, &f.qualifier];
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
}

fn check(rows: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (text, want) in rows {
        let got: Vec<String> = figures(text).iter().map(|f| shown(f, text)).collect();
        if got != *want {
            wrong.push(format!("{text}\n  want {want:?}\n  got  {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn digits() {
    check(&[
        ("共计9350.64万元", &["amount 9350.64 万元"]),
        ("收入12,345,678.90元", &["amount 12345678.90 元"]),
        ("金额８，７４５．５０元", &["amount 8745.50 元"]),
        ("完成率９８．５％", &["percent 98.5 ％"]),
        ("执行率87.46 %。", &["percent 87.46 %"]),
        ("共7,00.0,77万元", &["amount 700.077 万元"]),
        ("金额：,867.48万元", &["amount 867.48 万元"]),
        ("支出12..5万元", &["amount 12.5 万元"]),
        ("支出100万元,867.48万元为项目支出", &["amount 100 万元", "amount 867.48 万元"]),
        ("分别为12.5,13.6,14.7万元", &["number 12.5", "number 13.6", "amount 14.7 万元"]),
        ("（01分）", &["score 1 分"]),
        ("增长-3.5%", &["percent -3.5 %"]),
        ("增幅为－12.30个百分点", &["point -12.30 个百分点"]),
        ("负增长,为负2.5%", &["percent -2.5 %"]),
        ("个人自负30%", &["percent 30 %"]),
        ("0.5个百分点", &["point 0.5 个百分点"]),
        ("共有12、30、45", &["number 12", "number 30", "number 45"]),
        ("结余0元", &["amount 0 元"]),
        ("涉及1 024个小组", &["count 1024 个"]),
        ("分值 10 100%", &["number 10", "percent 100 %"]),
        ("共1\u{2009}234\u{2009}567.8元", &["amount 1234567.8 元"]),
    ]);
}

#[test]
fn units() {
    check(&[
        ("补植3.4万株", &["count 3.4 万株"]),
        ("房屋15万平方米", &["measure 15 万平方米"]),
        ("共387万亩", &["measure 387 万亩"]),
        ("惠及20万人次", &["count 20 万人次"]),
        ("救助1281 人次", &["count 1281 人次"]),
        ("预算36.57亿元", &["amount 36.57 亿元"]),
        ("债券1.2万亿元", &["amount 1.2 万亿元"]),
        ("奖补5千元", &["amount 5 千元"]),
        ("资金300百万元", &["amount 300 百万元"]),
        ("安排资金3000万，新建2.3万", &["amount 3000 万", "number 2.3 万"]),
        ("装机200万千瓦，发电3亿千瓦时", &["measure 200 万千瓦", "measure 3 亿千瓦时"]),
        ("标准为80元/人", &["amount 80 元/人"]),
        ("单价35元/平方米/月", &["amount 35 元/平方米/月"]),
        ("每公里60.5万元/公里", &["amount 60.5 万元/公里"]),
        ("补助15元/人·天", &["amount 15 元/人·天"]),
        ("浓度35μg/m³", &["measure 35 μg/m³"]),
        ("提高2.1倍", &["multiple 2.1 倍"]),
        ("提高1.5个百分点", &["point 1.5 个百分点"]),
        ("死亡率2.5‰", &["percent 2.5 ‰"]),
        ("得分9.5分，满分10分", &["score 9.5 分", "score 10 分"]),
        ("用时30分钟，10分别处理", &["measure 30 分钟", "number 10"]),
        ("耗时2小时30分", &["measure 2 小时", "measure 30 分"]),
        ("长50公里、重30吨、宽4.5米", &["measure 50 公里", "measure 30 吨", "measure 4.5 米"]),
        ("历时3年，提前2个月零15天", &["measure 3 年", "measure 2 个月", "measure 15 天"]),
        ("24小时值守", &["measure 24 小时"]),
        ("5个工作日内办结", &["measure 5 个工作日 内"]),
        ("购置设备12台（套）", &["count 12 台（套）"]),
        ("面积200㎡，体积30m3", &["measure 200 ㎡", "measure 30 m3"]),
        ("身高168cm", &["measure 168 cm"]),
        ("10元旦慰问品", &["number 10"]),
        ("到账3元月租", &["number 3"]),
        ("第三方评价3支部队伍", &["slogan 第三方", "number 3"]),
        ("惠及2个体工商户", &["number 2"]),
        ("合同价100美元", &["amount 100 美元"]),
        ("缴费￥300", &["amount 300 ￥"]),
        ("下降约三成，占8成", &["percent 3 成 约", "percent 8 成"]),
        ("按≥100百分比考核", &["percent 100 百分比 ≥"]),
    ]);
}

#[test]
fn qualifiers() {
    check(&[
        ("约3.25公顷", &["measure 3.25 公顷 约"]),
        ("节约5万元，签约3家", &["amount 5 万元", "count 3 家"]),
        ("近500人，附近3个，最近3天", &["count 500 人 近", "count 3 个", "measure 3 天"]),
        ("近3年投入", &["measure 3 年"]),
        ("超过20万元，超30%", &["amount 20 万元 超过", "percent 30 % 超"]),
        ("逾百户，逾200户", &["count 200 户 逾"]),
        ("不少于3次，不低于95%，至少2名", &["count 3 次 不少于", "percent 95 % 不低于", "count 2 名 至少"]),
        ("不超过5天，不足1万元", &["measure 5 天 不超过", "amount 1 万元 不足"]),
        (
            "大约40人，将近50户，突破180亿元",
            &["count 40 人 大约", "count 50 户 将近", "amount 180 亿元 突破"],
        ),
        ("≥90%，≤5次，＞3，<2", &["percent 90 % ≥", "count 5 次 ≤", "number 3 ＞", "number 2 <"]),
        ("合格率达90%以上", &["percent 90 % 以上"]),
        ("误差5%以内，30岁及以下", &["percent 5 % 以内", "measure 30 岁 及以下"]),
        ("20户左右，50人上下", &["count 20 户 左右", "count 50 人 上下"]),
        ("500余人次，20余户，740余张", &["count 500 人次 余", "count 20 户 余", "count 740 张 余"]),
        ("30多个，10来人", &["count 30 个 多", "count 10 人 来"]),
        ("2万余人，100多万元", &["count 2 万人 余", "amount 100 万元 多"]),
        ("100万元余额，5家多元化经营", &["amount 100 万元", "count 5 家"]),
        ("历时3年多，用了3个多月", &["measure 3 年 多", "measure 3 月 多"]),
        ("近20余户", &["count 20 户 近…余"]),
        ("达约95%以上", &["percent 95 % 约…以上"]),
        ("95以上为优", &["number 95 以上"]),
        ("约占35.2%", &["percent 35.2 % 约占"]),
    ]);
}

#[test]
fn ranges() {
    check(&[
        ("每月2-3次", &["count 2..3 次"]),
        ("给予800－1000元", &["amount 800..1000 元"]),
        ("投入5～10万元", &["amount 5..10 万元"]),
        ("约30%—40%", &["percent 30..40 % 约"]),
        ("90分至100分为优", &["score 90..100 分"]),
        ("5万元至10万元", &["amount 5..10 万元"]),
        ("从50万元到80万元", &["amount 50 万元", "amount 80 万元"]),
        ("8000—1万元", &["amount 8000..10000 元"]),
        ("8000元-1万元", &["amount 8000..10000 元"]),
        ("3-5年完成", &["measure 3..5 年"]),
        ("两三个小组，二三十人", &["count 2..3 个", "count 20..30 人"]),
        ("三至五名", &["count 3..5 名"]),
        ("1.5~2.0倍", &["multiple 1.5..2.0 倍"]),
        ("100-20=80万元", &["number 100", "number 20", "amount 80 万元"]),
        ("完成5个——3个新建", &["count 5 个", "count 3 个"]),
        ("90%（含）-95%得8分", &["percent 90..95 %", "score 8 分"]),
        ("千万元以上项目6个", &["count 6 个"]),
    ]);
}

#[test]
fn chinese_numerals() {
    check(&[
        ("一百零五人", &["count 105 人"]),
        ("两千四百五十亩", &["measure 2450 亩"]),
        ("两千四百五", &["number 2450"]),
        ("一万三", &["number 13000"]),
        ("八十七点四六分", &["score 87.46 分"]),
        ("壹佰贰拾万元整", &["amount 1200000 元整"]),
        ("叁万伍仟元整", &["amount 35000 元整"]),
        ("兩萬個", &["count 20000 個"]),
        ("三十二亿五千万元", &["amount 3250000000 元"]),
        ("百分之六十以上", &["percent 60 百分之 以上"]),
        ("约百分之八十五点五", &["percent 85.5 百分之 约"]),
        ("千分之三", &["percent 3 千分之"]),
        ("万分之五", &["percent 5 万分之"]),
        ("三分之一", &["number 1/3"]),
        ("完成三分之二以上", &["number 2/3 以上"]),
        ("一又二分之一", &["number 3/2"]),
        ("一吨半，两年半", &["measure 1.5 吨", "measure 2.5 年"]),
        ("1千零20", &["number 1020"]),
        ("7万5千4百元", &["amount 75400 元"]),
        ("五百余万", &["number 5000000 余"]),
        ("二十几个", &["count 20 个 几"]),
        ("十余家，三十多个", &["count 10 家 余", "count 30 个 多"]),
        ("两 千 四 百 五", &["number 2450"]),
        ("负三十二", &["number -32"]),
        ("两个，三家，六名", &["count 2 个", "count 3 家", "count 6 名"]),
        ("一个项目，一项制度", &["count 1 个", "count 1 项"]),
        ("一是推进，二是落实，三是督查", &[]),
        ("统一部署，进一步抓好，一体推进，一般支出", &[]),
        ("万一，十分，三农，四川，一方面，一系列，一次性", &["slogan 三农"]),
        ("一起推进，一些问题，一定成效，一并实施", &[]),
        ("提高十个百分点", &["point 10 个百分点"]),
        ("近一倍，增长两倍", &["multiple 1 倍 近", "multiple 2 倍"]),
        ("几十个，数百户，上千人", &[]),
        ("十五条措施", &["count 15 条"]),
        ("扣一分，八十分，十分重视", &["score 1 分", "score 80 分"]),
        ("之一，第一，唯一", &["ordinal 第一"]),
        ("二十 三十", &["number 20", "number 30"]),
    ]);
}

#[test]
fn dates() {
    check(&[
        ("2023年度预算", &["date 2023年度"]),
        ("截止2023年12月31日，支出", &["date 2023年12月31日"]),
        ("2023年1-6月完成", &["date 2023年1-6月"]),
        ("2018—2020年投入", &["date 2018—2020年"]),
        ("2018年至2020年", &["date 2018年", "date 2020年"]),
        ("日期2024-08-20", &["date 2024-08-20"]),
        ("于2024.8.20印发", &["date 2024.8.20"]),
        ("截至20211231日", &["date 20211231日"]),
        ("2021、2022年", &["date 2021", "date 2022年"]),
        ("12月底前，3月份", &["date 12月底", "date 3月份"]),
        ("5月8日至10日", &["date 5月8日", "date 10日"]),
        ("每日8:30上班", &["date 8:30"]),
        ("按1:10比例配套", &["number 1", "number 10"]),
        ("二〇二三年十二月三十一日", &["date 二〇二三年十二月三十一日"]),
        ("2023年一季度，3季度", &["date 2023年", "date 一季度", "date 3季度"]),
        ("2022年上半年", &["date 2022年"]),
        ("20世纪90年代", &["date 20世纪", "date 90年代"]),
        ("2023部门决算", &["date 2023"]),
        ("20日内办结", &["measure 20 日内"]),
        ("时效≤30日", &["measure 30 日 ≤"]),
        ("50人×12月×1500元", &["count 50 人", "measure 12 月", "amount 1500 元"]),
        ("2023.01-2023.12实施", &["date 2023.01-2023.12"]),
        ("第一季度完成25%，第3季度", &["date 第一季度", "percent 25 %", "date 第3季度"]),
        ("１９９８年5月", &["date １９９８年5月"]),
        ("23年5月", &["date 23年5月"]),
    ]);
}

#[test]
fn other_jobs() {
    check(&[
        ("（璧财发〔2024〕32号）", &["docno 〔2024〕32号"]),
        ("财预[2020]10号", &["docno [2020]10号"]),
        ("渝财（2018）34号", &["docno （2018）34号"]),
        ("财政部令第12号令", &["docno 第12号"]),
        ("渝财〔2023〕15、16号", &["docno 〔2023〕15、16号"]),
        ("工作如下。（1）抓党建；（2）抓队伍", &["outline 1", "outline 2"]),
        ("措施：1．加强领导；2．落实责任", &["outline 1", "outline 2"]),
        ("①抓实，②抓细", &["outline ①", "outline ②"]),
        ("1. 支付进度（10分）", &["outline 1", "score 10 分"]),
        ("第3批，第十五条", &["ordinal 第3", "ordinal 第十五"]),
        ("（塘坊13、15组）", &["ordinal 13", "ordinal 15组"]),
        ("3号楼，2单元", &["ordinal 3号楼", "ordinal 2单元"]),
        ("区委十五届全会", &["ordinal 十五届"]),
        ("GB/T 9704-2012规定", &["identifier GB/T 9704-2012"]),
        ("A4纸打印，5G基站", &["identifier A4纸", "identifier 5G"]),
        ("达到C级以上", &[]),
        ("拨打12345热线，110联动", &["identifier 12345热线", "identifier 110联动"]),
        ("邮编400000", &["identifier 400000"]),
        ("身份证500227199001011234", &["identifier 500227199001011234"]),
        ("见http://a.gov.cn/2023/x1.html。", &["identifier http://a.gov.cn/2023/x1.html"]),
        ("“141”体系", &["slogan 141"]),
        ("“1+3+N”机制", &["slogan 1+3+N"]),
        (
            "增强四个意识、坚定四个自信、做到两个维护",
            &["slogan 四个意识", "slogan 四个自信", "slogan 两个维护"],
        ),
        ("四好农村路，三重一大，一岗双责", &["slogan 四好农村路", "slogan 三重一大", "slogan 一岗双责"]),
        ("党的二十大，十四五规划", &["slogan 二十大", "slogan 十四五"]),
        ("电话：0731-8888 1234", &["phone 0731-8888 1234"]),
        ("联系人13812345678", &["phone 13812345678"]),
        ("编号为20230015", &["identifier 20230015"]),
        ("版本1.2.3", &["identifier 1.2.3"]),
        ("三公里道路", &["measure 3 公里"]),
        ("PM2.5浓度", &["identifier PM2.5"]),
        ("养老支出（款）2080505机关养老保险30万元", &["identifier 2080505", "amount 30 万元"]),
        ("目标1：新建2座", &["outline 1", "count 2 座"]),
        (
            "DN300管道800m，1座110kV变电站",
            &["identifier DN300", "measure 800 m", "count 1 座", "measure 110 kV"],
        ),
        ("GDP6.5%", &["percent 6.5 %"]),
    ]);
}

#[test]
fn base_values_steps_and_points() {
    let of = |text: &str| {
        let f = figures(text).remove(0);
        let q = f.quantity.unwrap();
        (q.value.to_string(), q.step.to_string(), q.point, f.base_unit)
    };
    let row = |v: &str, s: &str, p: bool, b: &str| (v.to_owned(), s.to_owned(), p, b.to_owned());
    assert_eq!(of("9350.64万元"), row("93506400", "100", false, "元"));
    assert_eq!(of("36.57亿元"), row("3657000000", "1000000", false, "元"));
    assert_eq!(of("3.4万株"), row("34000", "1000", false, "株"));
    assert_eq!(of("12名"), row("12", "1", true, "名"));
    assert_eq!(of("10.5分"), row("21/2", "1/10", true, "分"));
    assert_eq!(of("87.46%"), row("4373/50", "1/100", false, "%"));
    assert_eq!(of("千分之五"), row("1/2", "1/10", false, "%"));
    assert_eq!(of("三分之一").0, "1/3");
    assert_eq!(of("三十万元"), row("300000", "10000", false, "元"));
    assert_eq!(of("31.08公里"), row("31080", "10", false, "米"));
    let range = figures("5～10万元").remove(0);
    assert_eq!(range.base_upper.map(|r| r.to_string()).as_deref(), Some("100000"));
    assert_eq!(of("8000—1万元").0, "8000");
}

#[test]
fn flaws_are_named() {
    let flaw = |text: &str| figures(text).remove(0).malformed;
    assert!(flaw("共7,00.0,77万元").is_some() && flaw("支出12..5万元").is_some());
    assert!(flaw("结余600.8.45万元").is_some() && flaw("3.1.20万元以上的采购").is_none());
    assert!(flaw("金额：,867.48万元").is_some() && flaw("（01分）").is_some());
    assert!(flaw("12,345.60元").is_none() && flaw("长0.5米").is_none() && flaw("长05米").is_none());
}

#[test]
fn examples_of_the_pattern_files_hold() {
    for example in gouji::pattern::figure_examples().unwrap() {
        let brief = |f: &Figure| {
            let all = shown(f, &example.text);
            if f.kind.is_figure() { all } else { format!("{} {}", f.kind.name(), number(f.value)) }
        };
        let got: Vec<String> = figures(&example.text).iter().map(brief).collect();
        assert_eq!(got, example.figures, "{}", example.text);
    }
}

/// Every digit lies in exactly one figure or in a gap of the flow, and figures never overlap.
fn sound(text: &str) {
    let flow = gouji::layout::read(&document(text));
    let figures = gouji::figure::read(&flow, &SCHEME);
    for pair in figures.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "{text:?}: {:?} {:?}", pair[0].span, pair[1].span);
    }
    for (i, c) in text.char_indices().filter(|(_, c)| c.is_ascii_digit() || ('０'..='９').contains(c)) {
        let here = Span::new(i, i + c.len_utf8());
        let holds = figures.iter().filter(|f| f.span.contains(here)).count();
        let elided = flow.elided.iter().any(|g| g.contains(here));
        assert!(holds == 1 || (holds == 0 && elided), "{text:?}: digit at {i} is in {holds} figures");
    }
    for f in &figures {
        assert!(f.span.contains(f.number), "{text:?}: number outside of its figure");
        assert!(!f.span.of(text).is_empty(), "{text:?}: empty figure");
    }
}

#[test]
fn a_number_across_a_gap_is_one_figure() {
    let text = "收入93**50.64**万元";
    let gaps = text.match_indices("**").map(|(i, m)| Span::new(i, i + m.len())).collect();
    let flow = gouji::layout::read(&Document { gaps, ..document(text) });
    let figures = gouji::figure::read(&flow, &SCHEME);
    let [f] = figures.as_slice() else { panic!("{figures:?}") };
    assert_eq!((f.span.of(text), f.number.of(text)), ("93**50.64**万元", "93**50.64"));
    assert_eq!((number(f.value).as_str(), f.unit.as_str()), ("9350.64", "万元"));
}

const PIECES: &[&str] = &[
    "0",
    "1",
    "2",
    "9",
    "12",
    "100",
    "2023",
    "1999",
    "３",
    "８７",
    "01",
    ".",
    ",",
    "，",
    "．",
    "-",
    "－",
    "—",
    "~",
    "至",
    "到",
    "、",
    "年",
    "月",
    "日",
    "号",
    "万",
    "亿",
    "千",
    "百",
    "十",
    "元",
    "万元",
    "%",
    "％",
    "分",
    "之",
    "个",
    "人",
    "余",
    "多",
    "约",
    "近",
    "以上",
    "第",
    "（",
    "）",
    "(",
    ")",
    "〔",
    "〕",
    "“",
    "”",
    " ",
    "　",
    "\t",
    "\n",
    "一",
    "二",
    "三",
    "两",
    "五",
    "半",
    "点",
    "零",
    "〇",
    "负",
    "又",
    "百分之",
    "A",
    "GB/T",
    "http://",
    "k",
    "m",
    "公里",
    "亩",
    "/",
    ":",
    "：",
    "+",
    "①",
    "￥",
    "电话",
    "组",
    "楼",
    "成",
    "倍",
    "四个意识",
    "统一",
    "收入",
    "。",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn mixtures_are_sound(parts in proptest::collection::vec(0..PIECES.len(), 0..24)) {
        sound(&parts.iter().map(|&i| PIECES[i]).collect::<String>());
    }

    #[test]
    fn any_text_is_sound(text in "\\PC{0,40}") {
        sound(&text);
    }
}
