//! The arguments of every command, with their help in Chinese.

use clap::{ArgAction, Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const TOP: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";

#[derive(Debug, Parser)]
#[command(
    name = "gouji",
    version,
    about = "勾稽：核对绩效自评报告里的每一个数字",
    after_help = "退出码：0 没有达到 --fail-on 的问题；1 有；2 无法运行，或有文件未能读取。\n“gouji <命令> --help” 显示该命令的选项。",
    override_usage = "gouji <命令> [选项] [路径]…",
    help_template = TOP,
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
    /// 显示帮助
    #[arg(short, long, global = true, action = ArgAction::Help, help_heading = "选项", display_order = 900)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = ArgAction::Version, help_heading = "选项", display_order = 901)]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// 核对报告：重算每一条勾稽关系，指出对不上的数字
    Check(CheckArgs),
    /// 在 Word 文件里写批注：每个问题一条，就在那个数字上
    Annotate(AnnotateArgs),
    /// 写复核意见（docx）：疑点、已核对相符的、未能核对的
    Letter(LetterArgs),
    /// 列出报告里的每一个数字
    Extract(ExtractArgs),
    /// 对比：两稿、两年、报告与自评表和决算、各街道之间
    Compare(CompareArgs),
    /// 把许多报告变成数据集：数字、指标、关系、疑点各成一表
    Dataset(DatasetArgs),
    /// 说明某一行读到了什么数字、在哪些关系里
    Explain(ExplainArgs),
    /// 列出规则，或显示一条规则的说明
    Rules(RulesArgs),
    /// 核对自己写的公式、评分方案等模式文件
    Patterns(PatternsArgs),
}

/// Which patterns and which scoring scheme.
#[derive(Clone, Debug, Default, ClapArgs)]
pub struct SchemeArgs {
    /// 评分方案：central（默认）、hebei、hubei、hunan、sichuan、threshold，或 --patterns 里自己的
    #[arg(long, value_name = "方案", help_heading = "选项")]
    pub profile: Option<String>,
    /// 自己的公式、评分方案、名称等所在的文件夹，叠加在内置的之上
    #[arg(long, value_name = "文件夹", help_heading = "选项")]
    pub patterns: Option<PathBuf>,
}

/// Which rules' findings count.
#[derive(Clone, Debug, Default, ClapArgs)]
pub struct SelectArgs {
    /// 只用这些规则：编号、系列（如 EXE001,AMT），或一组：figures 数字、proof 文字
    #[arg(long, value_name = "规则", value_delimiter = ',', help_heading = "选项")]
    pub select: Vec<String>,
    /// 不用这些规则（编号、系列或一组）
    #[arg(long, value_name = "规则", value_delimiter = ',', help_heading = "选项")]
    pub ignore: Vec<String>,
    /// 宽严：常规（默认）、从严（也提示可改可不改的写法）
    #[arg(long, value_name = "宽严", help_heading = "选项", hide_possible_values = true)]
    pub level: Option<Level>,
}

/// How many files are worked on at a time.
#[derive(Clone, Copy, Debug, Default, ClapArgs)]
pub struct BatchArgs {
    /// 同时处理几份（默认：处理器的核数）
    #[arg(long, value_name = "数", help_heading = "选项")]
    pub threads: Option<usize>,
}

/// How files of other formats are read.
#[derive(Clone, Copy, Debug, Default, ClapArgs)]
pub struct ConvertArgs {
    /// doc、wps、odt 等先用本机的 LibreOffice 转换再读
    #[arg(long, help_heading = "选项")]
    pub convert: bool,
}

#[derive(Debug, ClapArgs)]
#[command(override_usage = "gouji check [选项] <路径>…", help_template = TOP)]
pub struct CheckArgs {
    /// 文件或文件夹（txt、md、docx、xlsx）；“-” 为标准输入
    #[arg(value_name = "路径", required = true, help_heading = "参数")]
    pub paths: Vec<PathBuf>,
    /// 输出格式：text（默认）、json、jsonl、sarif、html、csv、xlsx、github、junit
    #[arg(long, value_name = "格式", default_value = "text", help_heading = "选项")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub format: CheckFormat,
    /// 写入文件，不写到屏幕
    #[arg(short, long, value_name = "文件", help_heading = "选项")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub rules: SelectArgs,
    /// 有这一级或更重的问题时退出码为 1：error（默认）、warning、note、never
    #[arg(long, value_name = "级别", default_value = "error", help_heading = "选项")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub fail_on: FailOn,
    /// 也列出相符的关系（仅 text 格式）
    #[arg(long, help_heading = "选项")]
    pub show_held: bool,
    /// 改正 txt、md 文件里算式能证明的错处，再核对改后的文件；docx 请用 annotate --fix
    #[arg(long, help_heading = "选项")]
    pub fix: bool,
    /// 只显示会怎样改，不改文件
    #[arg(long, conflicts_with = "fix", help_heading = "选项")]
    pub diff: bool,
    /// 与 --fix 或 --diff 同用：需要人判断的也改
    #[arg(long, help_heading = "选项")]
    pub unsafe_fixes: bool,
    /// 不列出问题，只按规则、按单位汇总
    #[arg(long, help_heading = "选项")]
    pub statistics: bool,
    /// 基线：其中的问题不再列出，只计数
    #[arg(long, value_name = "文件", help_heading = "选项")]
    pub baseline: Option<PathBuf>,
    /// 把这次的问题都写成基线，供人填写理由
    #[arg(long, value_name = "文件", help_heading = "选项")]
    pub write_baseline: Option<PathBuf>,
    #[command(flatten)]
    pub batch: BatchArgs,
    #[command(flatten)]
    pub convert: ConvertArgs,
    #[command(flatten)]
    pub scheme: SchemeArgs,
}

#[derive(Debug, ClapArgs)]
#[command(override_usage = "gouji annotate [选项] <文件> -o <文件>", help_template = TOP)]
pub struct AnnotateArgs {
    /// 要批注的 Word 文件（docx）
    #[arg(value_name = "文件", help_heading = "参数")]
    pub path: PathBuf,
    /// 写成的文件
    #[arg(short, long, value_name = "文件", help_heading = "选项")]
    pub output: Option<PathBuf>,
    /// 写回原文件
    #[arg(long, help_heading = "选项")]
    pub in_place: bool,
    /// 算式能证明的错处也写成修订，由人在 Word 里接受或拒绝
    #[arg(long, help_heading = "选项")]
    pub fix: bool,
    /// 与 --fix 同用：需要人判断的也写成修订
    #[arg(long, requires = "fix", help_heading = "选项")]
    pub unsafe_fixes: bool,
    #[command(flatten)]
    pub rules: SelectArgs,
    #[command(flatten)]
    pub convert: ConvertArgs,
    #[command(flatten)]
    pub scheme: SchemeArgs,
}

#[derive(Debug, ClapArgs)]
#[command(override_usage = "gouji letter [选项] <路径>… -o <文件>", help_template = TOP)]
pub struct LetterArgs {
    /// 文件或文件夹（txt、md、docx、xlsx）；“-” 为标准输入
    #[arg(value_name = "路径", required = true, help_heading = "参数")]
    pub paths: Vec<PathBuf>,
    /// 写成的文件（docx）
    #[arg(short, long, value_name = "文件", required = true, help_heading = "选项")]
    pub output: PathBuf,
    #[command(flatten)]
    pub rules: SelectArgs,
    #[command(flatten)]
    pub convert: ConvertArgs,
    #[command(flatten)]
    pub scheme: SchemeArgs,
}

#[derive(Debug, ClapArgs)]
#[command(override_usage = "gouji extract [选项] <路径>…", help_template = TOP)]
pub struct ExtractArgs {
    /// 文件或文件夹（txt、md、docx、xlsx）；“-” 为标准输入
    #[arg(value_name = "路径", required = true, help_heading = "参数")]
    pub paths: Vec<PathBuf>,
    /// 输出格式：json（默认）、jsonl、csv
    #[arg(long, value_name = "格式", default_value = "json", help_heading = "选项")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub format: ExtractFormat,
    /// 写入文件，不写到屏幕
    #[arg(short, long, value_name = "文件", help_heading = "选项")]
    pub output: Option<PathBuf>,
    /// 只输出报告的文字（JSON 里的位置以它为准；一次一份文件）
    #[arg(long, help_heading = "选项")]
    pub text: bool,
    #[command(flatten)]
    pub batch: BatchArgs,
    #[command(flatten)]
    pub convert: ConvertArgs,
    /// 自己的单位、名称等所在的文件夹，叠加在内置的之上
    #[arg(long, value_name = "文件夹", help_heading = "选项")]
    pub patterns: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
#[command(override_usage = "gouji compare [选项] <路径>…", help_template = TOP)]
#[command(
    after_help = "对比什么由报告自己的单位、年度和类别决定：同一单位同一年的同一种报告是两稿（先给的在前），相邻两年是两年对比，\n报告与自评表、决算互相对比，同一年四个以上单位比各项指标。退出码：0 没有要看的；1 有；2 有文件未能读取。"
)]
pub struct CompareArgs {
    /// 文件或文件夹（txt、md、docx、xlsx）
    #[arg(value_name = "路径", required = true, help_heading = "参数")]
    pub paths: Vec<PathBuf>,
    /// 输出格式：text（默认）、json
    #[arg(long, value_name = "格式", default_value = "text", help_heading = "选项")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub format: CompareFormat,
    /// 写入文件，不写到屏幕
    #[arg(short, long, value_name = "文件", help_heading = "选项")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub batch: BatchArgs,
    #[command(flatten)]
    pub convert: ConvertArgs,
    #[command(flatten)]
    pub scheme: SchemeArgs,
}

#[derive(Debug, ClapArgs)]
#[command(override_usage = "gouji dataset [选项] -o <文件夹> <路径>…", help_template = TOP)]
#[command(
    after_help = "再次运行只读有变动的文件，结果与从头运行完全一样；退出码：0 全部读取；2 有文件未能读取。"
)]
pub struct DatasetArgs {
    /// 文件或文件夹（txt、md、docx、xlsx）
    #[arg(value_name = "路径", required = true, help_heading = "参数")]
    pub paths: Vec<PathBuf>,
    /// 数据集的文件夹：由它独占，整个替换
    #[arg(short, long, value_name = "文件夹", required = true, help_heading = "选项")]
    pub output: PathBuf,
    /// 存成：csv（默认）、parquet、sqlite
    #[arg(long, value_name = "格式", default_value = "csv", help_heading = "选项")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub format: DatasetFormat,
    #[command(flatten)]
    pub batch: BatchArgs,
    #[command(flatten)]
    pub scheme: SchemeArgs,
}

#[derive(Debug, ClapArgs)]
#[command(override_usage = "gouji explain [选项] <文件:行[:列]>", help_template = TOP)]
pub struct ExplainArgs {
    /// 文件名、行号，可加列号（从 1 数起，按字数），如 报告.txt:55:61
    #[arg(value_name = "文件:行[:列]", help_heading = "参数")]
    pub spot: String,
    #[command(flatten)]
    pub convert: ConvertArgs,
    #[command(flatten)]
    pub scheme: SchemeArgs,
}

#[derive(Debug, ClapArgs)]
#[command(override_usage = "gouji rules [选项] [编号]", help_template = TOP)]
pub struct RulesArgs {
    /// 规则编号，如 EXE001；不给则列出全部
    #[arg(value_name = "编号", help_heading = "参数")]
    pub id: Option<String>,
    /// 自己的公式所在的文件夹：一并列出
    #[arg(long, value_name = "文件夹", help_heading = "选项")]
    pub patterns: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
#[command(override_usage = "gouji patterns check <文件夹>", help_template = TOP, subcommand_help_heading = "命令")]
#[command(subcommand_value_name = "命令", disable_help_subcommand = true)]
pub struct PatternsArgs {
    #[command(subcommand)]
    pub command: PatternsCommand,
}

#[derive(Debug, Subcommand)]
pub enum PatternsCommand {
    /// 读一个文件夹里的模式文件，运行其中的例子，指出哪些不符
    Check(PatternsCheckArgs),
}

#[derive(Debug, ClapArgs)]
#[command(override_usage = "gouji patterns check <文件夹>", help_template = TOP)]
#[command(after_help = "退出码：0 例子都相符；1 有例子不符；2 有文件读不懂。")]
pub struct PatternsCheckArgs {
    /// 放模式文件的文件夹：formulas/*.toml、profiles/*.toml、wording/*.toml、labels.toml、partitions.toml、naming.toml、units.toml、stretches.toml
    #[arg(value_name = "文件夹", help_heading = "参数")]
    pub dir: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    Text,
    Json,
    Jsonl,
    Sarif,
    Html,
    Csv,
    Xlsx,
    Github,
    Junit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExtractFormat {
    Json,
    Jsonl,
    Csv,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Level {
    #[value(name = "常规")]
    Usual,
    #[value(name = "从严")]
    Strict,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CompareFormat {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DatasetFormat {
    Csv,
    Parquet,
    Sqlite,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}
