//! `gouji letter`.

use super::args::LetterArgs;
use anyhow::{Result, bail};

pub fn run(args: &LetterArgs) -> Result<u8> {
    bail!("{:?}", args.output)
}
