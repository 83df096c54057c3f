//! `gouji annotate`: the report as it was, with a comment at each figure that is doubtful.

use super::args::AnnotateArgs;
use super::config::Configs;
use super::inputs::{self, Input, Outcome};
use super::{FAILED, complain, output};
use anyhow::{Result, anyhow, bail};
use gouji::document::{Format, Story};
use gouji::emit::review;
use gouji::source::amend::{self, Amended, Spot};
use std::io::{self, Write};
use std::path::PathBuf;

pub fn run(args: &AnnotateArgs) -> Result<u8> {
    let target = target(args)?;
    let inputs = inputs::gather(std::slice::from_ref(&args.path), None, args.convert.convert).inputs;
    let [input @ (Input::File(_) | Input::Bad { .. })] = inputs.as_slice() else {
        bail!("{}：请给出一个 docx 文件", args.path.display());
    };
    let configs = Configs::new(&args.scheme, &args.rules, &inputs)?;
    let Outcome { source, bytes, converted, audit } = configs.audit(input, args.convert.convert);
    let audit = audit.map_err(|error| anyhow!("{}：{error}", source.path))?;
    if audit.document.format != Some(Format::Docx) {
        bail!("{}：只能批注 Word 文件（docx）：其他文件请用 gouji check 或 gouji letter", source.path);
    }
    if converted && output::is_same(&target, &args.path) {
        bail!("{}：转换后的文件是 docx，不能写回原文件：请用 -o 另取文件名", source.path);
    }
    let comments = review::comments(&source, &audit);
    let changes = if args.fix { review::changes(&audit, args.unsafe_fixes) } else { Vec::new() };
    let amended = amend::word(&bytes, &audit.document, &comments, &changes)
        .map_err(|error| anyhow!("{}：{error}", source.path))?;
    output::to(Some(&target), |out| out.write_all(&amended.bytes))?;
    output::to(None, |out| told(out, args, &amended))?;
    let lost = amended.spots.iter().zip(&comments).filter(|s| *s.0 == Spot::Nowhere);
    let mut status = 0;
    for (_, comment) in lost {
        complain(&format!("正文里没有段落可放这条批注：{}", comment.text.join("；")));
        status = FAILED;
    }
    Ok(status)
}

/// Where to write; never over the input unless that is asked for.
fn target(args: &AnnotateArgs) -> Result<PathBuf> {
    match &args.output {
        Some(output) if output::is_same(output, &args.path) && !args.in_place => {
            bail!("{}：输出文件就是要读的报告：请另取文件名，或加 --in-place 写回原文件", output.display())
        }
        Some(output) => Ok(output.clone()),
        None if args.in_place => Ok(args.path.clone()),
        None => bail!("缺少 -o <文件>：写到哪个文件；写回原文件请加 --in-place"),
    }
}

/// How many were placed where.
fn told(out: &mut dyn Write, args: &AnnotateArgs, amended: &Amended) -> io::Result<()> {
    let exact = amended.spots.iter().filter(|s| **s == Spot::Exact).count();
    let mut line = format!("批注 {} 处：{exact} 处在原文字上", amended.spots.len());
    for (story, name) in [
        (Story::Body, "正文的其他文字"),
        (Story::TextBox, "文本框"),
        (Story::Footnote, "脚注"),
        (Story::Endnote, "尾注"),
        (Story::Header, "页眉"),
        (Story::Footer, "页脚"),
    ] {
        let n = amended.spots.iter().filter(|s| **s == Spot::Paragraph(story)).count();
        if n > 0 {
            line.push_str(&format!("，{n} 处在{name}，放到所属的正文段落"));
        }
    }
    writeln!(out, "{line}")?;
    if args.fix {
        let made = amended.changed.iter().filter(|c| **c).count();
        let left = amended.changed.len() - made;
        let left = if left > 0 {
            format!("；另有 {left} 处不能写成修订，只有批注")
        } else {
            String::new()
        };
        writeln!(out, "修订 {made} 处，请在 Word 中接受或拒绝{left}")?;
    }
    Ok(())
}
