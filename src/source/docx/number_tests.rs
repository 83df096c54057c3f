use super::*;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn lvl(at: u8, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/>{more}<w:lvlText w:val='{text}'/></w:lvl>"
    )
}

fn numbering(lists: &[&str], nums: &str) -> Numbering {
    let lists: String = lists
        .iter()
        .enumerate()
        .map(|(i, l)| format!("<w:abstractNum w:abstractNumId='{i}'>{l}</w:abstractNum>"))
        .collect();
    Numbering::read("numbering", &format!("<w:numbering xmlns:w='{W}'>{lists}{nums}</w:numbering>")).unwrap()
}

fn num(id: u32, list: u32, more: &str) -> String {
    format!("<w:num w:numId='{id}'><w:abstractNumId w:val='{list}'/>{more}</w:num>")
}

#[track_caller]
fn check(n: &mut Numbering, steps: &[(u32, u8, &str)]) {
    for &(num, level, label) in steps {
        let mark = n.next(&Styles::default(), num, level);
        assert_eq!(mark, (!label.is_empty()).then(|| Mark::Number(label.into())), "{num} {level}");
    }
}

#[test]
fn deeper_levels_restart() {
    let list = lvl(0, "chineseCounting", "%1、", "")
        + &lvl(1, "chineseCounting", "（%2）", "")
        + &lvl(2, "decimal", "%1.%2.%3", "<w:isLgl/>");
    let mut n = numbering(&[&list], &num(1, 0, ""));
    check(
        &mut n,
        &[
            (1, 0, "一、"),
            (1, 1, "（一）"),
            (1, 1, "（二）"),
            (1, 2, "1.2.1"),
            (1, 0, "二、"),
            (1, 1, "（一）"),
            (1, 2, "2.1.1"),
            (9, 0, ""),
        ],
    );
}

#[test]
fn nums_share_a_list_and_restart_once() {
    let list = lvl(0, "decimal", "%1.", "");
    let restart = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride>";
    let mut n = numbering(&[&list], &(num(1, 0, "") + &num(2, 0, "") + &num(3, 0, restart)));
    check(&mut n, &[(1, 0, "1."), (2, 0, "2."), (3, 0, "5."), (3, 0, "6."), (1, 0, "7."), (3, 0, "8.")]);
}

#[test]
fn restart_rules_and_overridden_levels() {
    let list = lvl(0, "decimal", "%1", "") + &lvl(1, "lowerLetter", "%2)", "<w:lvlRestart w:val='0'/>");
    let own = format!("<w:lvlOverride w:ilvl='0'>{}</w:lvlOverride>", lvl(0, "upperRoman", "%1", ""));
    let mut n = numbering(&[&list], &(num(1, 0, "") + &num(2, 0, &own)));
    check(&mut n, &[(1, 0, "1"), (1, 1, "a)"), (2, 0, "II"), (1, 1, "b)"), (1, 0, "3")]);
}

#[test]
fn bullets_links_and_missing_definitions() {
    let styles = format!(
        "<w:styles xmlns:w='{W}'><w:style w:type='numbering' w:styleId='S'><w:pPr><w:numPr><w:numId w:val='2'/></w:numPr></w:pPr></w:style></w:styles>"
    );
    let styles = Styles::fill("s", &styles, true, None).unwrap();
    let list = lvl(0, "decimal", "第%1章", "<w:pStyle w:val='H'/>") + &lvl(1, "bullet", "•", "");
    let mut n = numbering(&["<w:numStyleLink w:val='S'/>", &list], &(num(1, 0, "") + &num(2, 1, "")));
    assert_eq!(n.next(&styles, 1, 0), Some(Mark::Number("第1章".into())));
    assert_eq!(n.next(&styles, 1, 1), Some(Mark::Bullet));
    assert_eq!(n.next(&styles, 1, 5), None);
    let mut n = Numbering::read("n", &format!("<w:numbering xmlns:w='{W}'><w:num/><w:abstractNum><w:lvl/></w:abstractNum><w:start/></w:numbering>")).unwrap();
    assert_eq!(n.next(&styles, 1, 0), None);
}
