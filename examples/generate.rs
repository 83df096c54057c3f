//! Writes made-up reports, txt and docx half and half:
//! `cargo run --release --example generate -- 10000 DIR [SEED]`.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a program for developers")]

#[path = "../tests/generate/mod.rs"]
mod generate;

use std::path::PathBuf;

fn main() {
    let mut args = std::env::args().skip(1);
    let (Some(count), Some(dir)) = (args.next().and_then(|n| n.parse::<u64>().ok()), args.next()) else {
        eprintln!("usage: generate COUNT DIR [SEED]");
        std::process::exit(2);
    };
    let seed = args.next().and_then(|s| s.parse().ok()).unwrap_or(1);
    let dir = PathBuf::from(dir);
    for number in 0..count {
        let (name, bytes) = generate::file(seed, number);
        let path = dir.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}
