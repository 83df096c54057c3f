//! “三公”经费 in a table: its row, and those of 出国、公务用车、公务接待 below it. Claims of AMT005.

use super::{Out, kit, rowsums};
use crate::facts::{Facts, MentionId, Row, Sheet};

/// Families of the columns of one table, which bear each other out.
const FAMILY: u32 = 1 << 28;
/// Rows below the total that are looked at.
const FAR: usize = 8;
/// Words of rows that are no amounts.
const ASIDE: &[&str] = &["率", "占", "增减", "变动", "人数", "批次", "辆"];

pub(super) fn run(facts: &Facts, out: &mut Out) {
    for (t, sheet) in facts.sheets.iter().enumerate() {
        for (i, row) in sheet.rows.iter().enumerate().filter(|(_, r)| is_total(r)) {
            let parts = parts(sheet, i);
            let called = |whole: MentionId, ids: &[MentionId]| {
                (kit::name(&facts.mentions[whole]), kit::plus(facts, ids))
            };
            let family = FAMILY | t as u32;
            out.claims.extend(rowsums::claims(facts, row, &parts, (None, 2), family, called));
        }
    }
}

fn is_total(row: &Row) -> bool {
    row.label.contains("三公") && !ASIDE.iter().any(|w| row.label.contains(w))
}

/// The rows of the three costs; that of the cars may be told in two.
fn parts(sheet: &Sheet, at: usize) -> Vec<&Row> {
    let below =
        sheet.rows[at + 1..].iter().take(FAR).take_while(|r| r.band == sheet.rows[at].band && !is_total(r));
    let (mut three, mut bought, mut run): (Vec<&Row>, Option<&Row>, Option<&Row>) = (Vec::new(), None, None);
    for row in below.filter(|r| !ASIDE.iter().any(|w| r.label.contains(w))) {
        let has = |w: &str| row.label.contains(w);
        let cars = has("车");
        match () {
            () if has("接待") || has("出国") || cars && has("购置") && (has("运行") || has("维护")) => {
                three.push(row)
            }
            () if cars && has("购置") => bought = Some(row),
            () if cars && (has("运行") || has("维护")) => run = Some(row),
            () => break,
        }
    }
    if !three.iter().any(|r| r.label.contains("车")) {
        three.extend(bought.into_iter().chain(run));
    }
    three
}
