//! Clap's refusals said in Chinese.

use super::{FAILED, complain};
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::io::Write;

/// Prints help, version or what is wrong with the arguments; gives the exit status.
pub fn report(error: &Error) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = writeln!(std::io::stdout().lock(), "{}", error.render().to_string().trim_end());
            0
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = write!(std::io::stderr().lock(), "{}", error.render());
            FAILED
        }
        kind => {
            complain(&format!("{}（“gouji --help” 显示用法）", message(error, kind)));
            FAILED
        }
    }
}

fn message(error: &Error, kind: ErrorKind) -> String {
    let arg = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    match kind {
        ErrorKind::InvalidValue if value.is_empty() => format!("选项 {arg} 缺少取值"),
        ErrorKind::InvalidValue => {
            let valid = context(error, ContextKind::ValidValue);
            format!("选项 {arg} 不能取 “{value}”，可取：{valid}")
        }
        ErrorKind::UnknownArgument => format!("没有选项或参数 “{arg}”{}", hint(error)),
        ErrorKind::InvalidSubcommand => {
            format!("没有命令 “{}”{}", context(error, ContextKind::InvalidSubcommand), hint(error))
        }
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::MissingRequiredArgument => format!("缺少参数 {arg}"),
        ErrorKind::ArgumentConflict => format!("选项 {arg} 重复，或与别的选项不能同用"),
        ErrorKind::ValueValidation => format!("选项 {arg} 的取值 “{value}” 不对"),
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            format!("选项 {arg} 的取值个数不对")
        }
        ErrorKind::InvalidUtf8 => "参数不是 UTF-8 文字".to_owned(),
        _ => format!("参数不对：{error}"),
    }
}

/// "，是否要用 --format？" where clap has a like one.
fn hint(error: &Error) -> String {
    let arg = context(error, ContextKind::SuggestedArg);
    let like = if arg.is_empty() { context(error, ContextKind::SuggestedSubcommand) } else { arg };
    if like.is_empty() { like } else { format!("，是否要用 {like}？") }
}

fn context(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(s)) => s.clone(),
        Some(ContextValue::Strings(all)) => all.join("、"),
        _ => String::new(),
    }
}
