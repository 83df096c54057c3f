//! `gouji explain FILE:LINE[:COL]`.

use super::args::ExplainArgs;
use super::{inputs, output, patterns};
use anyhow::{Result, anyhow, bail};
use gouji::emit::explain::{Spot, explain};
use std::path::{Path, PathBuf};

pub fn run(args: &ExplainArgs) -> Result<u8> {
    let (path, spot) = parse(&args.spot)
        .ok_or_else(|| anyhow!("“{}” 不是 文件:行[:列]：例如 报告.txt:55 或 报告.txt:55:61", args.spot))?;
    let scheme = patterns::scheme(&args.scheme)?;
    let inputs = inputs::gather(&[path], None, args.convert.convert).inputs;
    let [input] = inputs.as_slice() else { bail!("{}：这是文件夹，请给出一个文件", args.spot) };
    let outcome = input.audit(&scheme, args.convert.convert);
    let audit = outcome.audit.map_err(|error| anyhow!("{}：{error}", outcome.source.path))?;
    let mut found = false;
    output::to(None, |out| explain(out, &outcome.source, &audit, spot).map(|there| found = there))?;
    if !found {
        bail!("{}：没有第 {} 行，或这一行没有这一列", outcome.source.path, spot.line);
    }
    Ok(0)
}

/// The numbers are taken from the right: a file name may hold a colon.
fn parse(text: &str) -> Option<(PathBuf, Spot)> {
    let (head, last) = split(text)?;
    let (path, line, column) = match split(head) {
        Some((path, line)) if !Path::new(head).exists() => (path, line, Some(last)),
        _ => (head, last, None),
    };
    (!path.is_empty()).then(|| (PathBuf::from(path), Spot { line, column }))
}

fn split(text: &str) -> Option<(&str, u32)> {
    let (head, number) = text.rsplit_once(':')?;
    let number = number.parse().ok().filter(|n| *n > 0)?;
    Some((head, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_numbers_from_the_right() {
        let spot = |t| parse(t).map(|(p, s)| (p.display().to_string(), s.line, s.column));
        assert_eq!(spot("报告.txt:55"), Some(("报告.txt".into(), 55, None)));
        assert_eq!(spot("报告.txt:55:61"), Some(("报告.txt".into(), 55, Some(61))));
        assert_eq!(spot("C:\\a.txt:5"), Some(("C:\\a.txt".into(), 5, None)));
        assert_eq!(spot("报告.txt"), None);
        assert_eq!(spot("报告.txt:0"), None);
        assert_eq!(spot(":5"), None);
    }
}
